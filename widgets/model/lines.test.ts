import { assert } from 'chai';
import type { LogEvent } from '../../worker/contract/event.ts';
import { anEvent, aRoutine, aRun } from '../testing/events.ts';
import { folded, linesOf, timesFailed } from './lines.ts';

const newestFirst = (events: LogEvent[]) => linesOf(events.toReversed());
const shape = (events: LogEvent[]) => newestFirst(events).map(({ run }) => run.length);

describe('lines', () => {
  it('have one line for each run of failures, with its newest', () => {
    const [line, ...rest] = newestFirst(aRun(5));
    assert.equal(rest.length, 0);
    assert.equal(line?.event.repeats, 5);
    assert.equal(line?.run.length, 4);
  });

  it('end a run at a failure that recovered or that a person resolved', () => {
    const at = new Date().toISOString();
    for (const resolved_by of ['recovered', 'Ana']) {
      assert.deepEqual(shape([...aRun(3, 10, { resolved_at: at, resolved_by }), ...aRun(2)]), [1, 2]);
    }
  });

  it('separate the problems of two orders, even if they have the same name', () => {
    const theirs = aRun(2).map((event) => ({ ...event, order_id: 'another' }));
    assert.deepEqual(shape([...aRun(3), ...theirs]), [1, 2]);
  });

  it('give a repeated failure a line of its own if no newer one is loaded', () => {
    assert.deepEqual(shape(aRun(4).slice(0, -1)), [2]);
  });

  it('count by the server, or by the loaded failures if these are more', () => {
    assert.deepEqual(newestFirst(aRun(40).slice(-1)).map(timesFailed), [40]);
    assert.deepEqual(newestFirst(aRun(4).slice(0, -1)).map(timesFailed), [3]);
  });

  it('fold three and more routine events, and nothing else', () => {
    const fold = (events: LogEvent[]) => folded(linesOf(events)).map((row) => (Array.isArray(row) ? row.length : 1));
    assert.deepEqual(fold(aRoutine(2)), [1, 1]);
    assert.deepEqual(fold(aRoutine(3)), [3]);
    assert.deepEqual(fold([...aRoutine(4), anEvent('order.created'), ...aRoutine(2)]), [4, 1, 1, 1]);
    assert.deepEqual(
      fold(aRoutine(3).map((event) => ({ ...event, level: 'warning' }))),
      [1, 1, 1],
      'a warning is not routine',
    );
  });
});
