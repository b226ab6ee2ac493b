import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { State, StoryEvent } from './event.ts';
import { ringing, type Turn } from './ringing.ts';

const MINUTE = 60_000;
const T = Date.UTC(2026, 1, 16);
const OPEN: State = {
  ...{ hidden: null, is_whole: false, retracted: false, is_part: false, items_of: null },
  ...{ resolved_at: null, resolved_by: null, repeats: 1, came_back: null },
};
const over = (by: string): State => ({ ...OPEN, resolved_at: T, resolved_by: by });

/** A failure of one problem: what it was, and what it becomes. */
const turn = (
  minute: number,
  was: State | null,
  state: State,
  more: Partial<StoryEvent> = {},
  ring_at: number | null = null,
): Turn => ({
  event: {
    ...{ id: `${minute}`.padStart(3, '0'), event_type: 'order.submission_failed', level: 'error' },
    ...{ occurred_at: T + minute * MINUTE, problem: 'submission:', effects: {}, click: null, was },
    ...more,
  },
  stream: 'order:SS-1',
  state,
  ring_at,
});
const looks = (...turns: Turn[]) =>
  Array.from(ringing(turns, T, 5 * MINUTE), ([id, at]) => [Number(id), (at - T) / MINUTE]);

test('a problem that opens is looked at after a while, one that ends at once, a repeat not at all', () => {
  assert.deepEqual(looks(turn(1, null, OPEN)), [[1, 5]]);
  assert.deepEqual(looks(turn(1, OPEN, over('recovered'))), [[1, 0]]);
  assert.deepEqual(looks(turn(1, OPEN, { ...OPEN, hidden: 'in time' })), [[1, 0]]);
  assert.deepEqual(looks(turn(1, OPEN, over('repeated')), turn(2, null, { ...OPEN, repeats: 2 })), []);
  assert.deepEqual(looks(turn(1, null, over('recovered'))), []);
  assert.deepEqual(ringing([turn(1, null, OPEN)], T, undefined).size, 0);
});

test('what opens again, or is split by a late event, is a problem anew', () => {
  assert.deepEqual(looks(turn(1, over('repeated'), over('repeated')), turn(2, over('recovered'), OPEN)), [[2, 5]]);
  assert.deepEqual(looks(turn(1, over('repeated'), over('recovered')), turn(2, { ...OPEN, repeats: 2 }, OPEN)), [
    [2, 5],
  ]);
  assert.deepEqual(looks(turn(1, over('Ana'), over('Ana')), turn(2, null, OPEN)), [[2, 5]]);
});

test('a repeat is looked at where what it repeats is not to ring before long, or was less bad', () => {
  const repeat = turn(2, null, { ...OPEN, repeats: 2 });
  assert.deepEqual(looks(turn(1, OPEN, over('repeated'), {}, T + 60 * MINUTE), repeat), [[2, 5]]);
  assert.deepEqual(looks(turn(1, OPEN, over('repeated'), {}, T + MINUTE), repeat), []);
  assert.deepEqual(looks(turn(1, OPEN, over('repeated'), { level: 'warning' }), repeat), [[2, 5]]);
});

test('history is looked at by nobody; a failure of today that repeats it is', () => {
  const history = { effects: { history: T } };
  assert.deepEqual(looks(turn(1, null, OPEN, history)), []);
  assert.deepEqual(looks(turn(1, OPEN, over('recovered'), history)), []);
  assert.deepEqual(looks(turn(1, OPEN, over('repeated'), history), turn(2, null, { ...OPEN, repeats: 2 })), [[2, 5]]);
});

test('failures that stand alone are a problem each', () => {
  const alone = (minute: number) => ({ ...turn(minute, null, OPEN, { problem: null }), stream: null });
  assert.deepEqual(looks(alone(1), alone(2)), [
    [1, 5],
    [2, 5],
  ]);
});
