type Cell = string | number | null;

/** The characters that a spreadsheet takes for a formula at the start of a cell, in the width of East Asia too. */
const FORMULA = '[=+\\-@＝＋－＠]';
const AT_START = new RegExp(`^(?=[\\s"]*${FORMULA}|[\\t\\r\\n])`);
/**
 * Where the list separator is `;` (German, French …) Excel begins a cell after it, and after a line end too, whatever the
 * quotes say. Some programs also take away the blanks and quotes that the cell starts with.
 */
const AT_BREAK = new RegExp(`(?:;|\\n|\\r(?!\\n))(?=[\\s"]*${FORMULA})|;(?="*[\\t\\r\\n])`, 'g');
const QUOTED = /[",;\r\n]|^\s|\s$/;

/**
 * Text that opens as text: a leading apostrophe where it would be a formula. A number is none.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const harmless = (text: string): string => text.replace(AT_BREAK, "$&'").replace(AT_START, "'");

const field = (cell: Cell): string => {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = harmless(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One record with its line end (RFC 4180). */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`;

/** Without it Excel takes UTF-8 for the code page of the machine. */
export const BOM = '\ufeff';
