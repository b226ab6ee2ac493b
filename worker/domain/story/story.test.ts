import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STEPS } from '../../contract/steps.ts';
import { newRow } from '../../store/new-row.ts';
import { entry } from '../../testing/entries.ts';
import { events } from '../../testing/histories.ts';
import { MINUTE, SETTINGS, START } from '../../testing/minutes.ts';
import { expectations } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { derivedId } from '../event-id.ts';
import { meaningOf } from '../meanings.ts';
import { isProvisional, orderOf, orderStream } from './assign.ts';
import { byId, closes, isMeant, NOT_PERSONS, opens, type State, type StoryEvent } from './event.ts';
import { superfluous } from './repeated-states.ts';
import { type Stories, storiesOf } from './stories.ts';

const { HISTORIES = '300', SEED = '42' } = process.env;
const settings = expectations(SETTINGS, true).expected;
const AWAKE = START + 60 * MINUTE;

const toStory = async (entries: Entry[]): Promise<StoryEvent[]> => {
  const rows = await Promise.all(entries.map((each) => newRow(each, START)));
  return [...new Map(rows.map(({ event }) => [event.id, event])).values()];
};

/** A history: what came, in which order, how it was batched, and which failures a person clicked. */
const histories = fc.record({
  came: events(6, 24),
  batches: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
  clicked: fc.array(fc.nat(30), { maxLength: 4 }),
  sweeps: fc.array(fc.nat(14), { maxLength: 3 }),
});

const clicking = (all: StoryEvent[], clicked: number[]): StoryEvent[] => {
  const chosen = new Set(clicked);
  return all.map((event, i) =>
    event.level !== 'info' && chosen.has(i) ? { ...event, click: { by: 'Ana', at: AWAKE + i } } : event,
  );
};

/** The warnings that a sweep at that time raises. */
const warnings = ({ stories }: Stories, now: number): StoryEvent[] =>
  [...stories].flatMap(([key, { awaited }]) =>
    awaited.flatMap(({ step, parcel, since, due_at }): StoryEvent[] => {
      if (orderOf(key) === null || due_at >= now) return [];
      const warning: StoryEvent = {
        id: derivedId(since.id, due_at, 'order.overdue'),
        event_type: 'order.overdue',
        level: 'warning',
        occurred_at: due_at,
        problem: `overdue.${step}:${parcel === null ? '' : `/${parcel}`}`,
        effects: { order: orderOf(key)!, step, ...(parcel !== null && { parcel }) },
        click: null,
        was: null,
      };
      return [warning];
    }),
  );

const comparable = ({ streams, states }: Stories): [string, string | null | undefined, State][] =>
  [...states].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, state]) => [id, streams.get(id), state]);

const run = <T extends [unknown, ...unknown[]]>(name: string, property: fc.IAsyncPropertyWithHooks<T>) =>
  test(`${name}: ${HISTORIES} histories`, async () => {
    await fc.assert(property, { numRuns: Number(HISTORIES), seed: Number(SEED) });
  });

/** Everything that is stored beside the streams that share a ref with these events, directly or through another. */
const connected = (
  stored: Map<string, StoryEvent>,
  streams: Map<string, string | null>,
  fresh: StoryEvent[],
): StoryEvent[] => {
  const keys = new Set<string>();
  const refs = new Set(fresh.flatMap(({ effects }) => effects.refs ?? []));
  for (const { effects } of fresh) {
    for (const order of [effects.order, effects.hint]) if (order !== undefined) keys.add(orderStream(order));
    if (effects.alone !== undefined) keys.add(effects.alone);
  }
  for (let before = -1; before !== keys.size + refs.size; ) {
    before = keys.size + refs.size;
    for (const [id, { effects }] of stored) {
      const key = streams.get(id) ?? null;
      if (key === null) continue;
      if (effects.refs?.some((ref) => refs.has(ref))) keys.add(key);
      if (keys.has(key)) for (const ref of effects.refs ?? []) refs.add(ref);
    }
  }
  return [...stored.values()].filter(({ id }) => keys.has(streams.get(id) ?? ''));
};

/** Plays a history as the store does: each batch is decided with no more than the streams that it is connected with. */
const play = async ({
  came,
  batches,
  clicked,
  sweeps,
}: {
  came: Entry[];
  batches: number[];
  clicked: number[];
  sweeps: number[];
}) => {
  const queue = clicking(await toStory(came), clicked);
  const stored = new Map<string, StoryEvent>();
  const streams = new Map<string, string | null>();
  const states = new Map<string, State>();
  const tell = (fresh: StoryEvent[]) => {
    for (const event of fresh) stored.delete(event.id);
    const told = storiesOf([...connected(stored, streams, fresh), ...fresh], settings);
    for (const event of fresh) stored.set(event.id, event);
    for (const [id, stream] of told.streams) streams.set(id, stream);
    for (const [id, state] of told.states) states.set(id, state);
  };
  for (let i = 0; queue.length > 0; i++) {
    tell(queue.splice(0, batches[i % batches.length]));
    const sweep = sweeps[i];
    if (sweep !== undefined) {
      for (const warning of warnings(storiesOf([...stored.values()], settings), START + sweep * MINUTE)) {
        if (!stored.has(warning.id)) tell([warning]);
      }
    }
  }
  return { all: [...stored.values()], streams, states };
};

run(
  '1. order does not matter',
  fc.asyncProperty(histories, async (history) => {
    const { all, streams, states } = await play(history);
    const whole = storiesOf(all, settings);
    assert.deepEqual(comparable({ ...whole, streams, states }), comparable(whole));
    const reversed = storiesOf(all.toReversed(), settings);
    assert.deepEqual(comparable(reversed), comparable(whole));
    const standings = ({ stories }: Stories) =>
      new Map(Array.from(stories, ([key, { standing, awaited }]) => [key, { standing, awaited }]));
    assert.deepEqual(standings(reversed), standings(whole));
  }),
);

run(
  '2. repeats change nothing',
  fc.asyncProperty(histories, async (history) => {
    const { all } = await play(history);
    const again = await toStory(history.came);
    assert.deepEqual(new Set([...again.map(({ id }) => id), ...all.map(({ id }) => id)]).size, all.length);
  }),
);

run(
  '3. pruning changes no problem',
  fc.asyncProperty(histories, fc.nat(12), async (history, minutes) => {
    const { all, streams, states } = await play(history);
    const before = storiesOf(all, settings);
    const stored = all.map((event) => ({
      ...event,
      was: states.get(event.id)!,
      stream: streams.get(event.id) ?? null,
    }));
    const isOpen = ({ id, level }: StoryEvent) =>
      level !== 'info' && states.get(id)!.resolved_at === null && states.get(id)!.hidden === null;
    const left = stored.filter((event) => event.occurred_at >= START + minutes * MINUTE || isOpen(event));
    const gone = new Set(stored.filter((event) => !left.includes(event)).map(({ id }) => id));
    const cut = new Set([...gone].map((id) => streams.get(id)));
    const allClaims = [...before.claims.values()].flat();
    const claims = allClaims.filter(({ id }): boolean => gone.has(id));
    const provisional = Map.groupBy(stored, ({ stream }) =>
      stream && cut.has(stream) && isProvisional(stream) ? stream : null,
    );
    provisional.delete(null);
    const ties = [...provisional.values()].map((story) => story.flatMap(({ effects }) => effects.refs ?? []));
    const after = storiesOf(left, settings, { claims, ties }, (key) => (cut.has(key) ? { standing: null } : null));
    for (const { id } of left) {
      assert.equal(after.streams.get(id), before.streams.get(id));
      assert.deepEqual(after.states.get(id), states.get(id));
    }
    const unneeded = superfluous(stored.filter(({ stream }) => orderOf(stream) !== null));
    const without = storiesOf(
      all.filter(({ id }) => !unneeded.has(id)),
      settings,
      { claims: allClaims.filter(({ id }) => unneeded.has(id)), ties: [] },
    );
    for (const [id, state] of without.states) assert.deepEqual(state, states.get(id), 'a superfluous repeat is missed');
  }),
);

run(
  '4. a click beats a rule, and undo restores what the rule says',
  fc.asyncProperty(histories, fc.nat(30), async (history, which) => {
    const { all } = await play({ ...history, clicked: [] });
    const failures = all.filter(({ level }) => level !== 'info');
    const clicked = failures[which % failures.length];
    if (!clicked) return;
    const click = { by: 'Ben', at: AWAKE };
    const after = storiesOf(
      all.map((event) => (event === clicked ? { ...event, click } : event)),
      settings,
    );
    const state = after.states.get(clicked.id)!;
    assert.deepEqual([state.resolved_by, state.resolved_at], ['Ben', AWAKE]);
    const next = failures.filter((event) => event.id > clicked.id).sort(byId);
    for (const failure of next) {
      const { came_back, hidden, resolved_by } = after.states.get(failure.id)!;
      const isSame = opens(failure) !== null && opens(failure) === opens(clicked);
      if (!isSame || after.streams.get(failure.id) !== after.streams.get(clicked.id) || hidden) continue;
      if (after.states.get(clicked.id)!.hidden === null) assert.deepEqual(came_back, click, resolved_by ?? 'open');
      break;
    }
    assert.deepEqual(comparable(storiesOf(all, settings)), comparable(storiesOf([...all], settings)));
  }),
);

run(
  '5. nothing is called late that was in time',
  fc.asyncProperty(histories, async (history) => {
    const { all, streams, states } = await play(history);
    for (const warning of all.filter(({ effects }) => effects.step !== undefined)) {
      if (states.get(warning.id)!.hidden !== null) continue;
      if (warning.effects.step === 'hold') continue;
      const step = STEPS.indexOf(warning.effects.step!);
      const story = all.filter(({ id }) => streams.get(id) === streams.get(warning.id));
      const isPart = story.some(
        ({ event_type, effects }) => effects.of !== undefined || event_type === 'order.part_shipped',
      );
      const inTime = story.filter(({ id, event_type, effects }) => {
        const { reaches, ends } = meaningOf(event_type);
        const { hidden, retracted } = states.get(id)!;
        // Deliveries and part shipments are of parcels; `parcels.test.ts` has those.
        const isThere = reaches !== undefined && reaches !== 'delivered' && STEPS.indexOf(reaches) >= step;
        const isDone = ends || (isThere && step < STEPS.indexOf('delivered') && !(reaches === 'shipped' && isPart));
        const isIdle = hidden === 'repeat' || (hidden === 'moot' && effects.status?.corrects === true);
        return isDone && id < warning.id && !isIdle && !retracted;
      });
      assert.deepEqual(inTime, []);
    }
  }),
);

run(
  'each state is what its neighbours make it',
  fc.asyncProperty(histories, async (history) => {
    const { all, streams, states } = await play(history);
    const sorted = all.toSorted(byId);
    for (const event of sorted) {
      const state = states.get(event.id)!;
      const story = sorted.filter(
        (other) => streams.get(other.id) === streams.get(event.id) && streams.get(event.id) !== null,
      );
      const { fact, status } = event.effects;
      // An event that repeats a state, is corrected by the next one, or delivers a parcel back to the shop, does nothing.
      const isIdle = ({ id, event_type, effects }: StoryEvent) =>
        states.get(id)!.hidden === 'repeat' ||
        (states.get(id)!.hidden === 'moot' && (effects.status?.corrects === true || event_type === 'order.delivered'));
      const next = story.find(
        ({ id, effects }) => id > event.id && effects.status?.of === status?.of && effects.status?.is !== status?.is,
      );
      if (status?.corrects && state.hidden !== 'repeat')
        assert.equal(state.hidden === 'moot', next?.effects.status?.corrects === true);
      // Of the reports of one fact the first is shown, until the fact is taken back.
      if (fact !== undefined && !isIdle(event)) {
        const earlier = story.findLast((other) => other.effects.fact === fact && !isIdle(other) && other.id < event.id);
        const retractions = story.filter(({ effects }) => effects.retracts?.some((each) => isMeant(fact, each)));
        const isEnded = retractions.some(({ id }) => earlier !== undefined && id > earlier.id && id <= event.id);
        assert.equal(state.hidden === 'duplicate', earlier !== undefined && !isEnded);
        assert.equal(
          state.retracted,
          retractions.some(({ id }) => id > event.id),
        );
      }
      // A state is hidden where the one before it is the same.
      const before = story
        .filter(({ id, effects }) => status && effects.status?.of === status.of && id < event.id)
        .at(-1);
      assert.equal(state.hidden === 'repeat', before !== undefined && before.effects.status!.is === status?.is);
      const problem = opens(event);
      if (problem === null || state.hidden !== null || problem.startsWith('overdue')) continue;
      if (state.retracted) {
        assert.equal(state.resolved_by, event.click?.by ?? 'recovered');
        continue;
      }
      if (event.click) {
        assert.equal(state.resolved_by, event.click.by);
        continue;
      }
      const after = story.filter((other) => {
        const { id, occurred_at } = other;
        return (
          !isIdle(other) &&
          !states.get(id)!.retracted &&
          (occurred_at > event.occurred_at || (occurred_at === event.occurred_at && id !== event.id))
        );
      });
      const closers = after.filter(
        (other) =>
          closes(other, problem) ||
          (other.event_type === 'order.refunded' && states.get(other.id)!.is_whole && problem.startsWith('return:')),
      );
      const failures = after.filter(
        (other) => opens(other) === problem && states.get(other.id)!.hidden === null && other.id > event.id,
      );
      const closed = Math.min(...closers.map(({ occurred_at }) => occurred_at));
      const again = Math.min(...failures.map(({ occurred_at }) => occurred_at));
      const expected =
        closers.length + failures.length === 0
          ? null
          : again <= closed && failures.length > 0
            ? 'repeated'
            : 'recovered';
      assert.equal(state.resolved_by, expected);
    }
  }),
);

run(
  'whose an event is, its claims say',
  fc.asyncProperty(histories, async (history) => {
    const { all, streams } = await play(history);
    const explicit = all.filter(({ effects }) => effects.order !== undefined);
    for (const event of all) {
      const { order, hint, refs = [] } = event.effects;
      const stream = streams.get(event.id) ?? null;
      if (order !== undefined) assert.equal(stream, orderStream(order));
      if (order !== undefined || refs.length !== 1) continue;
      const claims = explicit.filter(({ effects }) => effects.refs?.includes(refs[0]!)).sort(byId);
      // A ref that no order names leads where an event that also has a known one leads.
      const beside = all.filter(({ id, effects }) => id !== event.id && effects.refs?.includes(refs[0]!));
      const isLed = beside.some(({ id }) => orderOf(streams.get(id) ?? null) !== null);
      if (claims.length === 0 && isLed) assert.notEqual(orderOf(stream), null, 'a ref beside a known one');
      if (claims.length === 0) continue;
      const nearest = claims.findLast(({ id }) => id <= event.id) ?? claims[0]!;
      assert.equal(stream, orderStream(nearest.effects.order!), hint === undefined ? 'a ref' : 'a ref against a hint');
    }
    // Events that know no order are together where they share a ref.
    const waiting = all.filter(({ id, effects }) => effects.refs && orderOf(streams.get(id) ?? null) === null);
    for (const [one, other] of waiting.flatMap((each) => waiting.map((beside) => [each, beside] as const))) {
      const isShared = one.effects.refs!.some((ref) => other.effects.refs!.includes(ref));
      if (isShared) assert.equal(streams.get(one.id), streams.get(other.id), 'a shared ref');
    }
    const named = all.filter(({ effects }) => effects.hint !== undefined && effects.refs === undefined);
    for (const { id, effects } of named) assert.equal(streams.get(id), orderStream(effects.hint!));
  }),
);

test('a refund ends what is awaited once all of the price is back', async () => {
  const at = (minute: number) => START + minute * MINUTE;
  const of = (type: string, minute: number, fields: Partial<Entry> = {}) =>
    entry(type, { order_id: 'A', occurred_at: at(minute), ...fields });
  const refund = (amount: number | null, minute: number, fact: string, source = 'stripe') =>
    of('order.refunded', minute, { fact, source, payload: amount === null ? {} : { amount, currency: 'GBP' } });
  const placed = of('order.created', 0, { payload: { amount: 4300, currency: 'GBP' } });
  const awaits = async (...entries: Entry[]) =>
    storiesOf(await toStory(entries), settings).stories.get(orderStream('A'))!.awaited[0]?.step ?? null;
  assert.equal(await awaits(placed), 'submitted');
  assert.equal(await awaits(placed, refund(500, 1, 'a')), 'submitted');
  assert.equal(await awaits(refund(500, 1, 'a'), placed, refund(3800, 2, 'b')), null);
  assert.equal(await awaits(placed, refund(2500, 1, 'a'), refund(2500, 2, 'a', 'gorgias')), 'submitted');
  assert.equal(await awaits(placed, refund(500, 1, 'a'), refund(null, 2, 'b')), null);
});

test('names that stand for no person are nobody’s click', () => {
  assert.deepEqual(NOT_PERSONS, ['recovered', 'repeated']);
});
