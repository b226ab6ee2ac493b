// `npm run bench`: what each call costs at 10,000, 100,000 and 1,000,000 events, in rows, on local workerd and D1.
// `npm run bench -- --events 10000` measures one size. The exit status is 1 if a line is over its bound. docs/costs.md has
// the first table as it is printed.
import { parseArgs } from 'node:util';
import { adminTab } from './admin-tab.ts';
import { ratios } from './batches.ts';
import { cpu } from './cpu.ts';
import { peaks } from './free-plan.ts';
import { isWithin, type Measured } from './line.ts';
import { LINES, measureAt } from './measure.ts';
import { progress } from './progress.ts';
import { header, lineOf, number } from './table.ts';

const SIZES = [10_000, 100_000, 1_000_000];
/** The most by which a call's share of its bound may grow at a hundred times the events. */
const GROWTH = 1.05;
/** The bounds of one tab of a shop's admin, open for eight hours. */
const TAB = { requests: 500, rowsRead: 5000, bytes: 200_000 } as const;

const { values } = parseArgs({ options: { events: { type: 'string' } } });
const sizes = values.events === undefined ? SIZES : [Number(values.events)];
if (!sizes.every((size) => size >= 1000)) throw new Error('--events must be a number from 1000');

let over = 0;
const verdict = (isFine: boolean): string => {
  if (!isFine) over++;
  return isFine ? '' : '  OVER';
};
const row = (cells: string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(54) : cell.padStart(16))).join('');

/** The share of its bound that a call reads. The bound of a feed page depends on the hidden events on it. */
const used = ({ read, most }: Measured): number => read / (most.read ?? 1);
const growthOf = (all: Measured[]): number => used(all.at(-1)!) / used(all[0]!);

// First, before any other code has warmed up.
const { first, warm } = await cpu();

const several = sizes.length > 1;
for (const line of header(sizes, several)) console.log(line);
const bySize: Map<string, Measured>[] = [];
for (const size of sizes) bySize.push(await measureAt(size, progress(`${number(size)} events`)));
for (const { call, mayGrow } of LINES) {
  const all = bySize.map((measured) => measured.get(call)!);
  const growth = growthOf(all);
  const isFine = all.every(isWithin) && (mayGrow || growth <= GROWTH);
  console.log(lineOf(call, all, several ? growth.toFixed(2) : undefined) + verdict(isFine));
}

console.log('\nthe free plan’s limits');
for (const { what, most, of, call } of peaks(bySize[0]!)) {
  console.log(`${row([what, number(of), number(most)])}  ${call}${verdict(most <= of)}`);
}

console.log('\none admin tab, open for 8 hours, nothing happening, 10 problems open');
const tab = await adminTab(8, progress('8 hours'));
for (const what of ['requests', 'rowsRead', 'bytes'] as const) {
  console.log(row([what, number(TAB[what]), number(tab[what])]) + verdict(tab[what] <= TAB[what]));
}
console.log(row(['polled', '/v1/attention', Object.keys(tab.polled).join()]));

console.log(
  '\nms of CPU that the events of one request take, by this machine and this run; the free plan gives a request 10',
);
for (const [run, { events, ...ms }] of [['first', first] as const, ...warm.map((one) => ['warm', one] as const)]) {
  const cells = Object.entries(ms).map(([what, took]) => `${what} ${took.toFixed(1)}`);
  console.log(row([`${number(events)} events, ${run}`, ...cells]));
}

console.log('\nevents a second, by the clock of this machine and this run');
for (const { of, times, aim } of await ratios()) console.log(row([of, `aim ${aim} ×`, `${times.toFixed(1)} ×`]));

if (over > 0) console.log(`\n${over} over their bound`);
process.exit(over > 0 ? 1 : 0);
