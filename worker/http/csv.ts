type Cell = string | number | null;

/** The characters that begin a formula in a spreadsheet, and their full-width forms. */
const FORMULA = '[=+\\-@＝＋－＠]';
const AT_START = new RegExp(`^(?=[\\s"]*${FORMULA}|[\\t\\r\\n])`);
/**
 * The places within a text where a formula could begin. In a German or French Excel `;` separates cells, and it begins a new cell
 * there and after a line end even within quotes. Some programs also strip blanks and quotes from the start of a cell.
 */
const AT_BREAK = new RegExp(`(?:;|\\n|\\r(?!\\n))(?=[\\s"]*${FORMULA})|;(?="*[\\t\\r\\n])`, 'g');
const QUOTED = /[",;\r\n]|^\s|\s$/;

/**
 * Puts an apostrophe before each formula, so that a spreadsheet shows it as text. `csv-stringify` and PapaParse do so at the start of
 * a cell alone.
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

/** The byte order mark, without which Excel reads UTF-8 in the machine's own encoding. */
export const BOM = '\ufeff';
