import { assert } from 'chai';
import type { LogEvent } from '../../worker/contract/event.ts';
import { anEvent, aRoutine, aRun } from '../testing/events.ts';
import { folded, linesOf, timesFailed } from './lines.ts';

const newestFirst = (events: LogEvent[]) => linesOf(events.toReversed());
const shape = (events: LogEvent[]) => newestFirst(events).map(({ run }) => run.length);

describe('lines', () => {
  it('are one for each run of failures, by its newest', () => {
    const [line, ...rest] = newestFirst(aRun(5));
    assert.equal(rest.length, 0);
    assert.equal(line?.event.repeats, 5);
    assert.equal(line?.run.length, 4);
  });

  it('end a run where it recovered or somebody took it', () => {
    const at = new Date().toISOString();
    for (const resolved_by of ['recovered', 'Ana']) {
      assert.deepEqual(shape([...aRun(3, 10, { resolved_at: at, resolved_by }), ...aRun(2)]), [1, 2]);
    }
  });

  it('keep the problems of two orders apart, whatever they are called', () => {
    const theirs = aRun(2).map((event) => ({ ...event, order_id: 'another' }));
    assert.deepEqual(shape([...aRun(3), ...theirs]), [1, 2]);
  });

  it('give a repeated failure one of its own where nothing newer of it is at hand', () => {
    assert.deepEqual(shape(aRun(4).slice(0, -1)), [2]);
  });

  it('count what the server counted, or what can be seen', () => {
    assert.deepEqual(newestFirst(aRun(40).slice(-1)).map(timesFailed), [40]);
    assert.deepEqual(newestFirst(aRun(4).slice(0, -1)).map(timesFailed), [3]);
  });

  it('fold three minor ones and more, and nothing else', () => {
    const fold = (events: LogEvent[]) => folded(linesOf(events)).map((row) => (Array.isArray(row) ? row.length : 1));
    assert.deepEqual(fold(aRoutine(2)), [1, 1]);
    assert.deepEqual(fold(aRoutine(3)), [3]);
    assert.deepEqual(fold([...aRoutine(4), anEvent('order.created'), ...aRoutine(2)]), [4, 1, 1, 1]);
    assert.deepEqual(
      fold(aRoutine(3).map((event) => ({ ...event, level: 'warning' }))),
      [1, 1, 1],
      'no warning is minor',
    );
  });
});
