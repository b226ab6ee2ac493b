// Prints the table of `npm run bench`.
import type { Bound, Measured } from './line.ts';

export const number = (value: number): string => value.toLocaleString('en-GB');

/** The rows read, and for a call that writes the rows written. */
const cellOf = ({ read, written }: Bound, writes: boolean): string =>
  [read, writes ? written : undefined].flatMap((each) => (each === undefined ? [] : [number(each)])).join(' / ');

/** A line of a Markdown table, with cells of equal width for the terminal. */
const line = (cells: string[]): string =>
  `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(55) : cell.padStart(11))).join(' | ')} |`;

export const header = (sizes: number[], withGrowth: boolean): string[] => {
  const cells = ['rows read / written', 'at most', ...sizes.map(number), ...(withGrowth ? ['growth'] : [])];
  return [line(cells), line(cells.map((_, i) => (i === 0 ? '-'.repeat(55) : `${'-'.repeat(10)}:`)))];
};

/** The costs of a call, at one size or at several. If its bound depends on the page, the largest bound is shown. */
export const lineOf = (call: string, all: Measured[], growth?: string): string => {
  const writes = all.some(({ written }) => written > 0) || call.startsWith('ingest');
  const most = all.reduce(
    (largest, { most }) => ((most.read ?? 0) > (largest.read ?? 0) ? most : largest),
    all[0]!.most,
  );
  return line([call, cellOf(most, writes), ...all.map((each) => cellOf(each, writes)), ...(growth ? [growth] : [])]);
};
