import type { Bytes } from '../../http/bytes.ts';

/** For schemes whose signature stands in the body; undefined where that is no JSON. */
export const jsonOf = (body: Bytes): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
};
