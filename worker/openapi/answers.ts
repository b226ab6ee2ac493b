import * as v from 'valibot';
import { CHANNELS } from '../contract/alerts.ts';
import type {
  ActionDone,
  AlertsTested,
  Attention,
  BatchAccepted,
  CaughtUp,
  ChannelHealth,
  CustomerStatus,
  Erased,
  FeedPage,
  FieldError,
  Health,
  ManyResolved,
  NewToken,
  OrderGone,
  OrderStory,
  ProblemJson,
  Resolved,
  Setup,
  SourceHealth,
  Timeline,
  WebhookAccepted,
} from '../contract/api.ts';
import { PARCEL_STATUSES } from '../contract/customer.ts';
import { LEVELS, type LogEvent, type Payload } from '../contract/event.ts';
import { ORDER_STATUSES, STEPS, STORY_STEPS } from '../contract/steps.ts';

/** Whether two types are the same, field by field. An optional field differs from a missing one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A schema of exactly this type of the contract; any other is a type error. */
const exactly =
  <Contract>() =>
  <const S extends v.GenericSchema>(
    schema: Same<v.InferOutput<S>, Contract> extends true ? S : ['not the type of the contract', v.InferOutput<S>],
  ): S =>
    schema as S;

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.string(), v.isoTimestamp());
const id = v.pipe(v.string(), v.uuid());
const payload = v.custom<Payload>((value) => typeof value === 'object');

const Event = exactly<LogEvent>()(
  v.object({
    id: v.pipe(id, v.description('UUID version 8; sorts by `occurred_at`.')),
    event_type: v.string(),
    level: v.picklist(LEVELS),
    order_id: v.nullable(v.string()),
    message: v.pipe(v.string(), v.maxLength(500), v.description('Plain text for a person.')),
    sentence: v.pipe(
      v.nullable(v.string()),
      v.description(
        'The sentence of the taxonomy that the message is, by its type or `type:variant`, so that it can be translated with `payload`; null where the message is in your own words.',
      ),
    ),
    payload,
    tracking_url: v.pipe(v.nullable(v.string()), v.description('The page of the parcel that the payload names.')),
    source: v.pipe(v.string(), v.description("A provider's name, `api`, or `flagpost` for its own.")),
    actor: v.nullable(v.string()),
    occurred_at: v.pipe(time, v.description('When it happened at the source.')),
    inserted_at: v.pipe(time, v.description('When Flagpost recorded it.')),
    resolved_at: v.pipe(v.nullable(time), v.description('Null while it needs attention, and on `info`.')),
    resolved_by: v.pipe(v.nullable(v.string()), v.description('A person, `recovered` or `repeated`.')),
    problem: v.nullable(v.string()),
    repeats: v.pipe(whole, v.description('On the newest failure of a run: how often it happened.')),
    snoozed_until: v.pipe(v.nullable(time), v.description('While it is snoozed: until when.')),
    actions: v.pipe(
      v.array(v.object({ name: v.string(), label: v.string(), url: v.optional(v.string()) })),
      v.description('What a person may do about it.'),
    ),
    came_back: v.pipe(
      v.nullable(v.object({ resolved_by: v.string(), resolved_at: time })),
      v.description('On an open failure that a person had resolved before: who, and when.'),
    ),
    retracted: v.pipe(v.boolean(), v.description('A later event took this one back.')),
  }),
);

const Field = exactly<FieldError>()(
  v.object({
    path: v.pipe(v.string(), v.description('Where in what was sent: `events.3.message`.')),
    message: v.string(),
  }),
);

const Source = exactly<SourceHealth>()(
  v.object({
    last_delivery_at: v.nullable(time),
    accepted: whole,
    duplicates: whole,
    ignored: v.record(v.string(), whole),
    refused: whole,
    approximate: v.literal(true),
  }),
);

const Channel = exactly<ChannelHealth>()(
  v.object({ last_sent_at: v.nullable(time), failing_since: v.nullable(time), reason: v.nullable(v.string()) }),
);

const Flaws = v.array(v.object({ setting: v.string(), says: v.string() }));

const SetUp = exactly<Setup>()(
  v.object({
    version: v.string(),
    migrations: v.nullable(v.array(v.string())),
    secrets: v.record(v.string(), v.picklist(['set', 'weak', 'missing'])),
    allowed_origins: v.array(v.string()),
    contested_refs: v.array(v.object({ ref: v.string(), orders: whole })),
    deadlines: v.object({
      steps: v.array(v.picklist(STEPS)),
      flaws: Flaws,
      warned: v.record(v.string(), whole),
    }),
    retention: v.object({ setting: v.nullable(v.string()), days: v.pipe(v.number(), v.minValue(0)) }),
  }),
);

const Story = exactly<OrderStory>()(
  v.object({
    status: v.picklist(ORDER_STATUSES),
    since: time,
    steps: v.pipe(
      v.array(v.object({ step: v.picklist(STORY_STEPS), reached_at: v.nullable(time), due_at: v.nullable(time) })),
      v.description('The steps that this shop has, in order.'),
    ),
    next: v.pipe(
      v.nullable(v.object({ step: v.picklist(STEPS), due_at: v.nullable(time) })),
      v.description('The step that the order awaits, and when it is late.'),
    ),
    on_hold: v.boolean(),
  }),
);

const count = v.pipe(whole, v.description('What is still open.'));

/** Every answer, by the name it has in `/openapi.json`. A field that the contract does not have is a type error here. */
export const ANSWERS = {
  Event,
  FieldError: Field,
  FeedPage: exactly<FeedPage>()(
    v.object({
      events: v.array(Event),
      next_cursor: v.pipe(v.nullable(v.string()), v.description('Null on the last page.')),
      searched_back_to: v.pipe(v.exactOptional(time), v.description('On a short page: how far back it looked.')),
      as_of: time,
    }),
  ),
  Timeline: exactly<Timeline>()(v.object({ events: v.array(Event), story: v.nullable(Story), as_of: time })),
  CustomerStatus: exactly<CustomerStatus>()(
    v.object({
      order_id: v.string(),
      status: v.picklist(ORDER_STATUSES),
      steps: v.pipe(
        v.array(v.object({ step: v.picklist(STORY_STEPS), reached_at: v.nullable(time) })),
        v.description('The steps that this shop has, in order.'),
      ),
      parcels: v.array(
        v.object({
          carrier: v.pipe(v.nullable(v.string()), v.description('One that Flagpost knows by name.')),
          tracking: v.nullable(v.string()),
          tracking_url: v.nullable(v.string()),
          status: v.picklist(PARCEL_STATUSES),
        }),
      ),
      notes: v.pipe(
        v.array(v.object({ message: v.string(), at: time })),
        v.description('The notes that the shop made public.'),
      ),
      late: v.pipe(v.boolean(), v.description('The shop itself has been warned that a step is late.')),
      as_of: time,
    }),
  ),
  Attention: exactly<Attention>()(
    v.object({
      count: v.pipe(whole, v.maxValue(100)),
      capped: v.boolean(),
      by_level: v.object({ warning: whole, error: whole }),
      snoozed: v.pipe(
        v.exactOptional(v.literal(true)),
        v.description(
          'Present while a problem is snoozed, which the count leaves out. Not known where that is capped.',
        ),
      ),
    }),
  ),
  Resolved: exactly<Resolved>()(v.object({ event: Event, count })),
  ActionDone: exactly<ActionDone>()(v.object({ event: Event, outcome: Event })),
  ManyResolved: exactly<ManyResolved>()(v.object({ resolved: v.array(id), count })),
  OrderGone: exactly<OrderGone>()(v.object({ events: whole })),
  BatchAccepted: exactly<BatchAccepted>()(
    v.object({
      accepted: whole,
      duplicates: whole,
      rejected: v.array(v.object({ index: whole, errors: v.array(Field) })),
    }),
  ),
  NewToken: exactly<NewToken>()(v.object({ token: v.string(), expires_at: time })),
  Erased: exactly<Erased>()(
    v.object({
      erased: whole,
      next: v.pipe(v.nullable(v.string()), v.description('Send it again with this, until it is null.')),
    }),
  ),
  CaughtUp: exactly<CaughtUp>()(
    v.object({
      fetched: whole,
      missed: v.pipe(whole, v.description('Those that no webhook had brought.')),
    }),
  ),
  WebhookAccepted: exactly<WebhookAccepted>()(v.object({ accepted: whole, duplicates: whole, ignored: whole })),
  AlertsTested: exactly<AlertsTested>()(
    v.object({
      sent: v.array(v.picklist(CHANNELS)),
      failed: v.array(v.object({ channel: v.picklist(CHANNELS), reason: v.string() })),
    }),
  ),
  SourceHealth: Source,
  ChannelHealth: Channel,
  Health: exactly<Health>()(
    v.object({
      ok: v.boolean(),
      jobs: v.object({
        prune: v.object({ ran_at: v.nullable(time), removed: whole }),
        overdue: v.object({ ran_at: v.nullable(time), raised: whole }),
      }),
      sources: v.exactOptional(v.record(v.string(), Source)),
      alerts: v.exactOptional(
        v.object({
          channels: v.object({
            slack: v.exactOptional(Channel),
            discord: v.exactOptional(Channel),
            telegram: v.exactOptional(Channel),
            email: v.exactOptional(Channel),
            webhook: v.exactOptional(Channel),
          }),
          due_since: v.nullable(time),
          flaws: Flaws,
        }),
      ),
      setup: v.exactOptional(SetUp),
    }),
  ),
  ProblemJson: exactly<ProblemJson>()(
    v.object({
      type: v.string(),
      title: v.string(),
      status: whole,
      detail: v.pipe(v.string(), v.description('What to do about it.')),
      errors: v.exactOptional(v.array(Field)),
    }),
  ),
} as const satisfies Record<string, v.GenericSchema>;
