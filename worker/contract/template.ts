import type { Payload } from './event.ts';

/** A value that can stand in a sentence. */
export type Word = string | number | boolean;

/** The value of a field that can stand in a sentence; null where the payload has none. */
export const wordOf = (payload: Payload, field: string): Word | null => {
  const value = Object.hasOwn(payload, field) ? payload[field] : null;
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? value : null;
};

/** The text of a field, or null where it is not known. */
export type FieldText = (field: string) => string | null;

/** A piece of a template: what stands at odd places is a field. The `other` of a `[part|other]`, null outside of brackets. */
interface Part {
  pieces: string[];
  other: string | null;
}

/** Templates as they are read: a shop has a few dozen, and each is filled for many events. */
const parsed = new Map<string, Part[]>();

const parse = (template: string): Part[] =>
  template.split(/[[\]]/).map((text, at) => {
    const [part = '', other = ''] = at % 2 ? text.split('|') : [text];
    return { pieces: part.split(/[{}]/), other: at % 2 ? other : null };
  });

/**
 * Fills a template. A `[part]` of which a field is missing is left out, or gives way to the other one of a `[part|other]`;
 * a field that is missing elsewhere is named in `missing`.
 */
export const fillTemplate = (template: string, textOf: FieldText): { text: string; missing: string[] } => {
  const parts = parsed.get(template) ?? parse(template);
  parsed.set(template, parts);
  const missing: string[] = [];
  let text = '';
  for (const { pieces, other } of parts) {
    let filled: string | null = '';
    for (const [at, piece] of pieces.entries()) {
      const known: string | null = at % 2 ? textOf(piece) : piece;
      if (known === null && other === null) missing.push(piece);
      if (known === null && other !== null) filled = null;
      if (filled !== null) filled += known ?? '';
    }
    text += filled ?? other;
  }
  return { text, missing };
};
