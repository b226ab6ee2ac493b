export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
export const utf8 = (text: string): Bytes => encoder.encode(text) as Bytes;

/** The bytes of a hex text; null where it is something else. */
export const fromHex = (text: string): Bytes | null =>
  /^([0-9a-f]{2})*$/i.test(text) ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : null;

const binary = (base64: string): string | null => {
  try {
    return atob(base64);
  } catch {
    return null;
  }
};

/** The bytes of a key in base64, padded or not, since people paste it; null where it is something else. */
export const keyFromBase64 = (text: string): Bytes | null => {
  const characters = binary(text);
  return characters === null ? null : Uint8Array.from(characters, (character) => character.charCodeAt(0));
};

/** The bytes of a signature in base64; null for any spelling but the canonical one, so that no changed character is accepted. */
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
