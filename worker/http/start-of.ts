import { concat } from './bytes.ts';

const ANSWER_BYTES = 4096;

/** The first 4 KiB of an answer as text, so that no receiver can keep the Worker reading. */
export const startOf = async (response: Response): Promise<string> => {
  const read = [];
  let length = 0;
  for await (const bytes of response.body ?? []) {
    read.push(Uint8Array.from(bytes as Uint8Array));
    length += read.at(-1)!.length;
    if (length >= ANSWER_BYTES) break;
  }
  return new TextDecoder().decode(concat(...read).subarray(0, ANSWER_BYTES));
};
