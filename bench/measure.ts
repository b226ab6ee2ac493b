// Part of `npm run bench`: measures all lines on one log.
import { appends } from './appends.ts';
import { jobs, size } from './jobs.ts';
import type { Line, Measured } from './line.ts';
import { openD1 } from './local-d1.ts';
import { laterReads, reads } from './reads.ts';
import { discard, seeded } from './seed.ts';

/** All lines, in the order in which they are measured. Lines that change the database most come last. */
export const LINES: Line[] = [...size, ...reads, ...appends, ...laterReads, ...jobs];

/** Measures each line on a log of about `events` events. Calls `progress` with the finished part of the seeding. */
export const measureAt = async (events: number, progress: (part: number) => void): Promise<Map<string, Measured>> => {
  const folder = await seeded(events, progress);
  const { DB, close } = await openD1(folder);
  try {
    const measured = new Map<string, Measured>();
    for (const { call, measure } of LINES) measured.set(call, await measure(DB));
    return measured;
  } finally {
    await close();
    discard(folder);
  }
};
