import type { Level } from '../contract/event.ts';
import type { OrderStatus } from '../contract/steps.ts';
import { hexOf } from '../domain/event-id.ts';
import { type Gone, isProvisional } from '../domain/story/assign.ts';
import { type Click, type Effects, type Hidden, NOT_PERSONS, type StoryEvent } from '../domain/story/event.ts';
import type { Cut } from '../domain/story/fold.ts';
import type { Standing } from '../domain/story/standing.ts';
import type { Database } from './database.ts';
import { LOAD_EVENTS, LOAD_KNOWN, LOAD_STREAMS } from './statements.ts';

/** A request to load: these streams, all that shares a ref with them or with these refs, and whether these ids are known. */
export interface Selection {
  streams: string[];
  refs: string[];
  ids: string[];
}

/** A stream as it is stored; version 0 is one that is not there. */
export interface StreamRow {
  key: string;
  version: number;
  due_at: number | null;
  /** Events before this id are settled and not loaded. */
  window_from: string | null;
  is_cut: boolean;
  standing: Standing | null;
}

/** The stored state of a stream that is not all loaded; null where it is. */
export const cutOf = (row: StreamRow | undefined): Cut | null =>
  row && (row.is_cut || row.window_from !== null) ? { standing: row.standing } : null;

/** A row of `ref`. `since` is the first event by which the stream claims the ref; null where none does. */
export interface RefRow {
  ref: string;
  stream: string;
  since: string | null;
  depth: number;
}

export interface StoredEvent extends StoryEvent {
  stream: string;
  /** When the job that rings is to look at it, in ms since 1970. */
  ring_at: number | null;
}

export interface Loaded {
  streams: Map<string, StreamRow>;
  refs: RefRow[];
  events: StoredEvent[];
  /** Those of the selected ids that are stored. */
  known: Set<string>;
  /** False where more streams hang together than are loaded at once: then events stay where they are. */
  isWhole: boolean;
}

/** Streams that are loaded beside those that are asked for and that their refs lead to. */
const MOST_BESIDE = 8;
/** Streams that a ref may lead to; `LEARN_REFS` stores no more. */
const MOST_PER_REF = 5;

/** An id as hex, `''` for none. */
const idOrNull = (hex: string): string | null => (hex === '' ? null : asId(hex));
export const asId = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

interface StreamFields {
  key: string;
  version: number;
  due_at: number | null;
  window_from: string;
  is_cut: number;
  status: OrderStatus | null;
  standing: string | null;
  refs: string;
}

interface EventFields {
  hex: string;
  event_type: string;
  level: Level;
  stream: string;
  problem: string | null;
  effects: string;
  occurred_at: number;
  hidden: Hidden | null;
  is_whole: number;
  retracted: number;
  is_part: number;
  items_of: number | null;
  resolved_at: number | null;
  resolved_by: string | null;
  repeats: number | null;
  came_back: string | null;
  ring_at: number | null;
}

const toStream = ({ key, version, due_at, window_from, is_cut, status, standing }: StreamFields): StreamRow => ({
  ...{ key, version, due_at },
  window_from: idOrNull(window_from),
  is_cut: is_cut === 1,
  standing: status && standing !== null ? { status, ...JSON.parse(standing) } : null,
});

const toRefs = ({ key, refs }: StreamFields): RefRow[] =>
  (JSON.parse(refs) as [ref: string, since: string, depth: number][]).map(([ref, since, depth]) => ({
    depth,
    ref,
    stream: key,
    since: idOrNull(since),
  }));

const clickOf = ({ resolved_at, resolved_by }: EventFields): Click | null =>
  resolved_by === null || NOT_PERSONS.includes(resolved_by) ? null : { by: resolved_by, at: resolved_at ?? 0 };

const toEvent = (row: EventFields): StoredEvent => {
  const {
    hex,
    effects,
    hidden,
    is_whole,
    retracted,
    is_part,
    items_of,
    resolved_at,
    resolved_by,
    repeats,
    came_back,
    ...event
  } = row;
  return {
    ...event,
    id: asId(hex),
    effects: JSON.parse(effects) as Effects,
    click: clickOf(row),
    was: {
      hidden,
      is_whole: is_whole === 1,
      retracted: retracted === 1,
      is_part: is_part === 1,
      items_of,
      resolved_at,
      resolved_by,
      repeats,
      came_back: came_back === null ? null : JSON.parse(came_back),
    },
  };
};

/** Loads what the rules need to decide about a selection; one trip, three statements. */
export const load = async (db: Database, { streams, refs, ids }: Selection): Promise<Loaded> => {
  const most = streams.length + refs.length * MOST_PER_REF + MOST_BESIDE;
  const of = (query: string) => db.$client.prepare(query).bind(JSON.stringify(streams), JSON.stringify(refs), most);
  const [found, events, known] = (await db.$client.batch([
    of(LOAD_STREAMS),
    of(LOAD_EVENTS),
    db.$client.prepare(LOAD_KNOWN).bind(JSON.stringify(ids.map(hexOf))),
  ])) as [D1Result<StreamFields>, D1Result<EventFields>, D1Result<{ hex: string }>];
  return {
    streams: new Map(found.results.map((row) => [row.key, toStream(row)])),
    refs: found.results.flatMap(toRefs),
    events: events.results.map(toEvent),
    known: new Set(known.results.map(({ hex }) => asId(hex))),
    isWhole: found.results.length < most,
  };
};

/** The claims of loaded streams that no loaded event makes: their events are pruned, or older than the window. */
export const goneOf = ({ streams, refs, events }: Loaded): Gone => {
  const loaded = new Set(events.map(({ id }) => id));
  const cut = refs.filter(({ stream }) => isProvisional(stream) && streams.get(stream)?.is_cut);
  return {
    claims: refs.flatMap(({ ref, stream, since, depth }) =>
      since === null || loaded.has(since) ? [] : [{ ref, stream, id: since, depth }],
    ),
    ties: [...Map.groupBy(cut, ({ stream }) => stream).values()].map((rows) => rows.map(({ ref }) => ref)),
  };
};
