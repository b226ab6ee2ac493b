import { orderOf } from '../domain/story/assign.ts';
import type { Click, State, StoryEvent } from '../domain/story/event.ts';
import type { FoldSettings } from '../domain/story/fold.ts';
import { type Stories, storiesOf } from '../domain/story/stories.ts';
import type { Database } from './database.ts';
import { difference, type Insert, isNothing } from './difference.ts';
import { StorageError } from './guarded.ts';
import { cutOf, goneOf, type Loaded, load, type Selection } from './load.ts';
import type { NewRow } from './new-row.ts';
import { save } from './save.ts';

/** A change to the streams that were loaded. */
export interface Change {
  added: NewRow[];
  /** Events that change nothing but themselves, to be stored along. */
  quiet?: Insert[];
  /** Clicks by the id of their event; null takes one back. */
  clicks?: Map<string, Click | null>;
}

/** The result of a change. */
export interface Committed {
  /** The new events that were not there before, as hex. */
  stored: Set<string>;
  /** The stories of the streams, the change included. */
  stories: Stories;
}

/** Others save the same streams all the time: the caller may try again. */
export class TooBusy extends StorageError {
  override name = 'TooBusy';
}

/** How often a change may be tried. A try takes up to ten statements, and the free plan has fifty a request. */
export const TRIES = 5;

/** The shortest wait, in milliseconds. */
const SHORTEST = 20;

/** The longest wait, in tries: room for ten saves of the same streams, one after the other. */
const LONGEST = 10;

/** The longest wait, in milliseconds, however slow D1 is. */
const PATIENCE = 5000;

/**
 * Waits before the next try. The wait grows with the duration of a try (`took`, in milliseconds) and the number of tries so far
 * (`tried`). It is random, so that saves of the same streams come one after the other.
 */
export const backOff = (tried: number, took: number): Promise<void> => {
  const most = Math.min(Math.max(took * Math.min(2 ** (tried + 1), LONGEST), 2 * SHORTEST), PATIENCE);
  return new Promise((resolve) => setTimeout(resolve, SHORTEST + Math.random() * (most - SHORTEST)));
};

/** An event that stays in its stream, where the streams that hang together are too many to decide anew. */
const staying = (event: Loaded['events'][number]): StoryEvent => {
  const order = orderOf(event.stream);
  return order === null ? event : { ...event, effects: { ...event.effects, order } };
};

/** A failure that is older than the window of its stream: a thousand events came after it, so that it is over. */
const settled = ({ level, occurred_at }: StoryEvent): State => ({
  ...{
    hidden: null,
    is_whole: false,
    retracted: false,
    is_part: false,
    items_of: null,
    repeats: null,
    came_back: null,
  },
  ...(level === 'info'
    ? { resolved_at: null, resolved_by: null }
    : { resolved_at: occurred_at, resolved_by: 'recovered' }),
});

/** The stories of the loaded streams with a change. */
const decide = (loaded: Loaded, { added, clicks }: Change, settings: FoldSettings): Stories => {
  const events = loaded.events.map((event) => {
    const click = clicks?.get(event.id);
    const clicked = click === undefined ? event : { ...event, click };
    return loaded.isWhole ? clicked : staying(clicked);
  });
  const cut = (key: string) => cutOf(loaded.streams.get(key));
  const all = [...events, ...added.map(({ event }) => event)];
  const stories = storiesOf(all, settings, goneOf(loaded), cut);
  const isOld = ({ id }: StoryEvent) => {
    const from = loaded.streams.get(stories.streams.get(id) ?? '')?.window_from ?? '';
    return id < from;
  };
  const old = added.map(({ event }) => event).filter(isOld);
  if (old.length === 0) return stories;
  const rest = storiesOf(
    all.filter((event) => !old.includes(event)),
    settings,
    goneOf(loaded),
    cut,
  );
  for (const event of old) {
    rest.streams.set(event.id, stories.streams.get(event.id) ?? null);
    rest.states.set(event.id, settled(event));
  }
  return rest;
};

/**
 * One try: loads a selection, has `change` say what is to happen to it, and saves what the rules make of that in one batch.
 * Null where another save came first; then nothing is written.
 */
export const attempt = async (
  db: Database,
  selection: Selection,
  settings: FoldSettings,
  change: (loaded: Loaded) => Change,
  now: number,
): Promise<Committed | null> => {
  const loaded = await load(db, selection);
  const wanted = change(loaded);
  const stories = decide(loaded, wanted, settings);
  const { inserts, ...rest } = difference(loaded, wanted.added, stories, now, settings.ringAfter);
  const changes = { ...rest, inserts: [...inserts, ...(wanted.quiet ?? [])] };
  if (isNothing(changes)) return { stored: new Set(), stories };
  const stored = await save(db, loaded, selection.refs, changes);
  return stored && { stored, stories };
};

/** Tries until it is saved; throws `TooBusy` where others always came first. */
export const commit = async (
  db: Database,
  selection: Selection,
  settings: FoldSettings,
  change: (loaded: Loaded) => Change,
  now: number,
): Promise<Committed> => {
  for (let tried = 1; tried <= TRIES; tried++) {
    const start = performance.now();
    const committed = await attempt(db, selection, settings, change, now);
    if (committed) return committed;
    await backOff(tried, performance.now() - start);
  }
  throw new TooBusy('others save the same streams');
};
