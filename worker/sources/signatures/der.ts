import type { Bytes } from '../../http/bytes.ts';

export interface Element {
  tag: number;
  value: Bytes;
  /** The element as it stands, tag and length included. */
  whole: Bytes;
}

/** The elements that stand in `bytes` one after another; null where they are no DER, or do not fill it. */
const elements = (bytes: Bytes): Element[] | null => {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, first] = [bytes[at]!, bytes[at + 1] ?? 0x80];
    // Up to 127 the length is itself; beyond, it says how many bytes the length takes.
    const size = first < 0x80 ? 0 : first & 0x7f;
    if (first >= 0x80 && (size < 1 || size > 3)) return null;
    const start = at + 2 + size;
    const length = size ? bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first;
    const end = start + length;
    if (end > bytes.length) return null;
    found.push({ tag, value: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return found;
};

/** The content of the one element that `bytes` are, if it has that tag: 0x30 is a sequence. */
export const content = (bytes: Bytes, tag: number): Element[] | null => {
  const [only, ...others] = elements(bytes) ?? [];
  return only?.tag === tag && others.length === 0 ? elements(only.value) : null;
};
