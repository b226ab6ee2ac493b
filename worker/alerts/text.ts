import type { Alert, AlertLine } from '../contract/alerts.ts';

/** The markup of a channel: each function takes plain text, and returns it escaped and marked up. */
export interface Markup {
  text(plain: string): string;
  bold(plain: string): string;
  link(plain: string, url: string): string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text as HTML. */
export const htmlEscaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);

/** Signs that every channel shows. */
const SIGNS = { error: '🔴', warning: '🟠', info: '🟠' } as const;

const signOf = ({ is, level }: AlertLine): string => (is === 'over' ? '✅' : SIGNS[level]);

/** `🔴 SS-1: Submission to Printify failed (3 times)` */
const written = (line: AlertLine, { text, link }: Markup): string => {
  const { order_id, url, message, note } = line;
  const order = order_id ?? (url === null ? null : 'Open');
  const where = order === null ? '' : `${url === null ? text(order) : link(order, url)}${text(': ')}`;
  return `${signOf(line)} ${where}${text(note === null ? message : `${message} (${note})`)}`;
};

/**
 * A message as text of at most `most` characters: its title, then as many lines as fit; the last line counts the rest. A single
 * problem has no title, since its line is enough.
 */
export const rendered = ({ kind, title, lines, more }: Alert, markup: Markup, most: number): string => {
  const rest = (count: number) => (count === 0 ? [] : [markup.text(`and ${count} more`)]);
  const isOnly = kind === 'problems' && lines.length === 1 && more === 0;
  const shown = isOnly ? [] : [markup.bold(title)];
  const length = (all: string[]) => all.join('\n').length;
  for (const [i, line] of lines.entries()) {
    const next = [...shown, written(line, markup)];
    if (length([...next, ...rest(more + lines.length - i - 1)]) > most)
      return [...shown, ...rest(more + lines.length - i)].join('\n');
    shown.push(next.at(-1)!);
  }
  return [...shown, ...rest(more)].join('\n');
};
