import type { CustomerStatus, OrderStory } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { STORY_STEPS, type Step, type StoryStep } from '../contract/steps.ts';
import { trackingPage } from '../domain/carriers.ts';
import { customerView, isErased } from '../domain/customer-status.ts';
import { clip, describe } from '../domain/message.ts';
import type { ActionSettings } from '../domain/offered.ts';
import { offered } from '../domain/offered.ts';
import { problemName } from '../domain/problem-name.ts';
import { sentenceIn } from '../domain/sentence-in.ts';
import type { Standing } from '../domain/story/standing.ts';
import { DEFAULT_LOCALE, type Env } from '../env.ts';
import { snoozedUntil } from './open.ts';
import type { TimelineRows } from './read.ts';
import type { Row } from './schema.ts';

/** The inputs of an answer beside the row. */
export type WireSettings = ActionSettings & Pick<Env, 'LOCALE'>;

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

/** The newest failure of a run says how often it failed; one that a newer one repeated does not. */
const isNewest = ({ resolved_by }: Row): boolean => resolved_by !== 'repeated';

/** The click that an open failure came back from. */
const cameBack = ({ resolved_at, came_back }: Row): LogEvent['came_back'] =>
  resolved_at === null && came_back !== null ? { resolved_by: came_back.by, resolved_at: iso(came_back.at) } : null;

/** As much of a row as says how its message reads. */
interface Named {
  message: string;
  is_part: boolean;
  tracking: unknown;
}

/** Of an order with several parcels each sentence names its own. */
export const naming = ({ message, is_part, tracking }: Named): string => {
  if (!is_part || typeof tracking !== 'string' || message.includes(tracking)) return message;
  return clip(`${message} — ${tracking}`);
};

/** The row of a parcel with its order's number of items in the sentence: "Shipped 1 of 3 items". */
const counting = (row: Row, locale: string): Pick<Row, 'message' | 'payload'> => {
  if (row.items_of === null || sentenceIn(row, locale) !== 'order.shipped') return row;
  const payload = { ...row.payload, of: row.items_of };
  return { payload, message: describe('order.shipped', payload, locale)?.message ?? row.message };
};

/** Where an order stands, by the steps that this shop has. */
export const storyToWire = (
  { status, since, reached, skips, next, due_at, on_hold }: Standing,
  shopSteps: readonly Step[],
): OrderStory => {
  const due = isoOrNull(due_at);
  const has = (step: StoryStep) => step === 'placed' || step === 'paid' || shopSteps.includes(step);
  const steps = STORY_STEPS.filter((step) => has(step) && (!skips.includes(step) || reached[step] !== undefined));
  return {
    status,
    since: iso(since),
    steps: steps.map((step) => ({
      step,
      reached_at: isoOrNull(reached[step] ?? null),
      due_at: step === next ? due : null,
    })),
    next: next && { step: next, due_at: due },
    on_hold,
  };
};

/** The customer's view of an order: null where nothing is known of it, or it is erased. */
export const statusToWire = (
  order_id: string,
  { rows, standing }: TimelineRows,
  shopSteps: readonly Step[],
): Omit<CustomerStatus, 'as_of'> | null => {
  if (standing === null || isErased(rows)) return null;
  const { status, steps } = storyToWire(standing, shopSteps);
  const reached = steps.map(({ step, reached_at }) => ({ step, reached_at }));
  return { order_id, status, steps: reached, ...customerView(rows, standing) };
};

/** The one place that knows both the row and the wire. */
export const toWire = (stored: Row, settings: WireSettings): LogEvent => {
  const locale = settings.LOCALE ?? DEFAULT_LOCALE;
  const row = { ...stored, ...counting(stored, locale) };
  return {
    id: row.id,
    event_type: row.event_type,
    level: row.level,
    order_id: row.order_id,
    message: naming({ ...row, tracking: row.payload.tracking }),
    sentence: sentenceIn(row, locale),
    payload: row.payload,
    tracking_url: trackingPage(row.payload),
    source: row.source,
    actor: row.actor,
    occurred_at: iso(row.occurred_at),
    inserted_at: iso(row.inserted_at),
    resolved_at: isoOrNull(row.resolved_at),
    resolved_by: row.resolved_by,
    problem: problemName(row.problem, row.order_id),
    repeats: isNewest(row) ? (row.repeats ?? 1) : 1,
    snoozed_until: isoOrNull(snoozedUntil(row, Date.now())),
    actions: offered(row, settings),
    came_back: cameBack(row),
    retracted: row.retracted,
  };
};
