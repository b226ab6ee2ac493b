// Seeded random numbers.
/** Pseudo-random numbers from 0 to 1, the same for the same seed: mulberry32, by Tommy Ettinger. */
export const random = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Random choices from a seed. */
export class Chance {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = random(seed);
  }
  /** True in `share` of 100 calls. */
  percent = (share: number): boolean => this.#next() * 100 < share;
  between = (least: number, most: number): number => Math.floor(least + this.#next() * (most - least + 1));
  pick = <T>(items: readonly T[]): T => items[this.between(0, items.length - 1)]!;
  digits = (count: number, alphabet = '0123456789abcdef'): string =>
    Array.from({ length: count }, () => alphabet[this.between(0, alphabet.length - 1)]).join('');
}
