import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType, TAXONOMY } from '../../worker/contract/taxonomy.ts';

/** The time of the tests' clock: a Monday afternoon, local time. */
export const NOW = new Date(2026, 1, 16, 14, 30).getTime();

export const ORDER = 'SS-260216-0042';

const MINUTE = 60_000;

let made = 0;

/** An event of a type, so many minutes ago, recorded at once. */
export const anEvent = (event_type: string, minutesAgo = 10, rest: Partial<LogEvent> = {}): LogEvent => {
  const occurred_at = new Date(NOW - minutesAgo * MINUTE).toISOString();
  const known = eventType(event_type);
  made += 1;
  return {
    id: `00000000-0000-8000-8000-${String(made).padStart(12, '0')}`,
    event_type,
    level: known.level,
    order_id: event_type.startsWith('order.') ? ORDER : null,
    message: `${event_type in TAXONOMY ? known.label : event_type} number ${made}`,
    sentence: null,
    payload: {},
    tracking_url: typeof rest.payload?.tracking_url === 'string' ? rest.payload.tracking_url : null,
    source: 'stripe',
    actor: null,
    occurred_at,
    inserted_at: occurred_at,
    resolved_at: null,
    resolved_by: null,
    problem: null,
    repeats: 1,
    snoozed_until: null,
    actions: [],
    came_back: null,
    retracted: false,
    ...rest,
  };
};

/** An order that is on its way, with a bounced mail and a failure. */
export const aStory = (): LogEvent[] => [
  anEvent('order.created', 300, { message: 'Order placed — £43.00 via Stripe' }),
  anEvent('email.bounced', 240, { order_id: ORDER, message: 'Email bounced: a@example.com' }),
  anEvent('order.submission_failed', 200, { message: 'Submission to Printify failed: out of stock' }),
  anEvent('order.submitted', 100, { message: 'Submitted to Printify (PFY-12345)', source: 'printify' }),
];

/** A run of failures of one problem, oldest first, the newest so many minutes ago and one a minute before it. */
export const aRun = (count: number, minutesAgo = 2, newest: Partial<LogEvent> = {}): LogEvent[] =>
  Array.from({ length: count }, (_, at) => {
    const before = count - 1 - at;
    const rest = { message: 'Submission to Printify failed: busy', problem: `submission:${ORDER}` };
    const state = before > 0 ? { resolved_at: new Date(NOW).toISOString(), resolved_by: 'repeated' } : newest;
    return anEvent('order.submission_failed', minutesAgo + before, { ...rest, repeats: before ? 1 : count, ...state });
  });

/** Routine events without an order, oldest first, one a minute. */
export const aRoutine = (count: number, minutesAgo = 10): LogEvent[] =>
  Array.from({ length: count }, (_, at) =>
    anEvent(at % 2 ? 'sync.completed' : 'sync.started', minutesAgo + count - 1 - at),
  );

/** Strings that attack, or that break careless code. */
export const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</p></li></ol><b>bold</b>',
  '"><svg onload=alert(1)>',
  "' onclick='alert(1)",
  '$\u007Balert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--',
  '-->',
  ']]>',
  '&lt;b&gt;&amp;',
  'lit$1234$',
  '<?lit$1234$?>',
  "$& $1 $` $'",
  '%3Cscript%3E',
  '%',
  '../../v1/tokens',
  '//evil.example',
  '#fragment?query=1&a=b',
  'a b\tc\nd',
  '\u0000null',
  '\u202Egnp.exe',
  '\u200B\u200D',
  '🏴‍☠️👩‍👩‍👧‍👦',
  '\uD800',
  'ünïcödé',
  'مرحبا',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '{order_id}',
  'undefined',
  'x'.repeat(500),
];

/** Addresses that must never become a link. */
export const EVIL_URLS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  'about:blank',
  'ftp://example.com',
  'view-source:https://example.com',
];
