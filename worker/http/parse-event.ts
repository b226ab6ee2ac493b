import * as v from 'valibot';
import type { FieldError } from '../contract/api.ts';
import { LEVELS, type NewEvent, type Payload } from '../contract/event.ts';
import { UNREACHABLE } from '../contract/order-id.ts';
import { isPlain, MESSAGE_LENGTH, oneLine } from '../domain/message.ts';

const MINUTE = 60 * 1000;
const EARLIEST = Date.UTC(2000);
const PAYLOAD_BYTES = 16 * 1024;
const PAYLOAD_DEPTH = 32;

/** A name that machines compare. It has no invisible characters, so that people can copy it without a change. */
export const name = (max: number) =>
  v.pipe(
    v.string('must be a string'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(max, `must be at most ${max} characters`),
    v.check(isPlain, 'must not hold control characters, nor such as nobody sees'),
  );

/** The number of an order. */
export const orderNumber = v.pipe(
  name(128),
  v.notValues([...UNREACHABLE], 'must not be "." or "..", which no URL can name'),
);

/** Another system's id of an order: `stripe:pi_3…`. */
export const ref = name(256);

/** One line of text for a person. */
export const line = (max: number) =>
  v.pipe(
    v.string('must be a string'),
    v.metadata({ minLength: 1, maxLength: max }),
    v.transform(oneLine),
    v.minLength(1, 'must not be empty'),
    v.check((text) => Array.from(text).length <= max, `must be at most ${max} characters`),
  );

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** Whether a text is a time of a real day: `Date.parse` reads the 30th of February as the 2nd of March. */
const isInstant = (text: string): boolean => {
  const [, year, month, day] = INSTANT.exec(text) ?? [];
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
};

/** A time with its zone, since without one it depends on the machine. */
export const instant = v.pipe(
  v.string('must be an ISO 8601 time'),
  v.check(
    (text) => isInstant(text) && !Number.isNaN(Date.parse(text)),
    'must be an ISO 8601 time with a zone, such as 2026-02-16T14:23:05Z',
  ),
  v.metadata({ format: 'date-time' }),
);

const occurredAt = v.pipe(
  instant,
  v.check((text) => Date.parse(text) >= EARLIEST, 'must not be before 2000'),
);

/** The clocks of two servers may differ by this much. */
const AHEAD = 5 * MINUTE;

/** Whether JSON can hold a value: it is not too deep, and has no number such as `1e999`, which JSON writes as null. */
const isShallow = (value: unknown, depth = PAYLOAD_DEPTH): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value !== 'object' ||
      value === null ||
      (depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1)));

const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const payload = v.pipe(
  v.custom<Payload>(isObject, 'must be an object'),
  v.check(
    (value) => isShallow(value),
    `must not be nested deeper than ${PAYLOAD_DEPTH} levels, nor hold numbers beyond 1e308`,
  ),
  v.check(
    (value) => !isShallow(value) || new TextEncoder().encode(JSON.stringify(value)).length <= PAYLOAD_BYTES,
    'must be at most 16 KiB as JSON',
  ),
);

/** A field that may be missing, or null. */
const maybe = <const T extends v.GenericSchema>(schema: T) =>
  v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );

const isHttps = (text: string): boolean => URL.parse(text)?.protocol === 'https:';

const action = v.strictObject(
  {
    name: v.pipe(v.string('must be a string'), v.regex(/^[a-z0-9_]{1,32}$/, 'must be 1–32 of a–z, 0–9 and _')),
    label: line(60),
    url: maybe(
      v.pipe(
        v.string('must be a string'),
        v.maxLength(2048, 'must be at most 2048 characters'),
        v.check(isHttps, 'must be an https address'),
      ),
    ),
  },
  ({ received }) => (received.startsWith('"') ? 'is not a field of an action' : 'must have a name and a label'),
);

const listOf = <const T extends v.GenericSchema>(item: T, max: number) =>
  v.pipe(v.array(item, 'must be an array'), v.maxLength(max, `must have at most ${max} entries`));

const FIELDS = {
  event_type: v.pipe(
    v.string('must be a string'),
    v.maxLength(64, 'must be at most 64 characters'),
    v.regex(/^[a-z0-9_]+(\.[a-z0-9_]+){1,2}$/, 'must be two or three parts of a–z, 0–9 and _, such as order.created'),
  ),
  message: maybe(line(MESSAGE_LENGTH)),
  level: maybe(v.picklist(LEVELS, 'must be info, warning or error')),
  order_id: maybe(orderNumber),
  payload: maybe(payload),
  actor: maybe(line(128)),
  occurred_at: maybe(occurredAt),
  idempotency_key: maybe(name(128)),
  refs: maybe(listOf(ref, 8)),
  problem: maybe(name(256)),
  fact: maybe(name(256)),
  retracts: maybe(name(256)),
  history: maybe(v.boolean('must be true or false')),
  actions: maybe(listOf(action, 8)),
} satisfies Record<keyof NewEvent, v.GenericSchema>;

/** The schema of an event of `POST /v1/events`. It is made once, since that takes longer than parsing an event. */
export const EventSchema = v.pipe(
  v.strictObject(FIELDS, ({ expected }) =>
    expected === 'never' ? 'is not a field of an event' : expected === 'Object' ? 'must be an object' : 'is required',
  ),
  v.forward(
    v.partialCheck(
      [['occurred_at'], ['idempotency_key']],
      (event) => event.idempotency_key === undefined || event.occurred_at !== undefined,
      'is required with idempotency_key, so that a retry is the same event',
    ),
    ['occurred_at'],
  ),
);

/** The error of a time in the future, which the schema cannot find, since it has no clock. */
const aheadOf = (input: unknown, now: number): FieldError[] => {
  const { occurred_at } = typeof input === 'object' && input !== null ? (input as { occurred_at?: unknown }) : {};
  const isAhead = v.is(occurredAt, occurred_at) && Date.parse(occurred_at) > now + AHEAD;
  return isAhead ? [{ path: 'occurred_at', message: 'must not be more than 5 minutes ahead' }] : [];
};

/** Parses an event of `POST /v1/events` at the time `now`, in ms since 1970. Names every wrong field. */
export const parseEvent = (input: unknown, now: number): { event: NewEvent } | { errors: FieldError[] } => {
  const parsed = v.safeParse(EventSchema, input);
  const ahead = aheadOf(input, now);
  if (parsed.success && ahead.length === 0) return { event: parsed.output };
  const issues = parsed.issues ?? [];
  return {
    errors: [...issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message })), ...ahead],
  };
};
