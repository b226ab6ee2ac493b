import type { EventAction, Payload } from '../contract/event.ts';
import { effectsOf, isQuiet } from '../domain/effects.ts';
import type { Entry } from '../domain/entry.ts';
import { eventId } from '../domain/event-id.ts';
import { orderOf } from '../domain/story/assign.ts';
import type { State, StoryEvent } from '../domain/story/event.ts';
import type { Row } from './schema.ts';

/** A new event: what the rules see of it, and what they do not need. */
export interface NewRow {
  event: StoryEvent;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  actions: EventAction[] | null;
  /** ms since 1970. */
  inserted_at: number;
  /** It changes nothing but itself, so that it is stored without a look at others. */
  isQuiet: boolean;
}

/** An entry as a new row under an id. */
export const rowOf = (entry: Entry, id: string, inserted_at: number): NewRow => {
  const { event_type, level, occurred_at, message, payload, source, actor, actions } = entry;
  const { problem, effects } = effectsOf(entry, id);
  return {
    event: { id, event_type, level, occurred_at, problem, effects, click: null, was: null },
    ...{ message, payload, source, actor, inserted_at },
    // A test offers nothing, whatever its type does.
    actions: actions.length > 0 || entry.test ? actions : null,
    isQuiet: isQuiet(entry, problem, effects),
  };
};

/** An entry as a new row under its own id. */
export const newRow = async (entry: Entry, inserted_at: number): Promise<NewRow> =>
  rowOf(entry, await eventId(entry), inserted_at);

/** A new row as it reads once it is stored. */
export const storedRow = (
  { event, message, payload, source, actor, actions, inserted_at }: NewRow,
  stream: string | null,
  state: State,
): Row => {
  const { id, event_type, level, occurred_at, problem, effects } = event;
  return {
    ...{ id, event_type, level, occurred_at, problem, effects, stream, message, payload, source, actor, actions },
    ...{ inserted_at, snoozed_until: null, ring_at: null, order_id: orderOf(stream) },
    ...state,
  };
};
