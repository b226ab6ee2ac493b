export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes;

/** Null where the text is no hex. */
export const fromHex = (text: string): Bytes | null =>
  /^([0-9a-f]{2})*$/i.test(text) ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : null;

const binary = (base64: string): string | null => {
  try {
    return atob(base64);
  } catch {
    return null;
  }
};

/** As people paste keys: padded or not. Null where the text is no base64. */
export const keyFromBase64 = (text: string): Bytes | null => {
  const characters = binary(text);
  return characters === null ? null : Uint8Array.from(characters, (character) => character.charCodeAt(0));
};

/** As machines send signatures: spelled in the one right way, so that a changed character never means the same. */
export const fromBase64 = (text: string): Bytes | null => {
  const characters = binary(text);
  return characters !== null && btoa(characters) === text ? keyFromBase64(text) : null;
};

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

export const concat = (...parts: Bytes[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
};
