import type { ActionDone, Attention, ManyResolved, OrderStory, Resolved, Timeline } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { http } from '../client/client.ts';
import { clock } from '../model/clock.ts';
import { anEvent } from './events.ts';
import { isFound, isOpen, pageOf } from './fake-feed.ts';

export interface SentRequest {
  method: string;
  url: URL;
  token: string | null;
  init: RequestInit;
}

/** The status of an answer, `offline`, or `never` for an answer that does not arrive. */
export type Failure = number | 'offline' | 'never';

const NEWEST_FIRST = (a: LogEvent, b: LogEvent) => b.occurred_at.localeCompare(a.occurred_at);
const isAwake = (event: LogEvent) => isOpen(event) && event.snoozed_until === null;

interface Body {
  message?: string;
  public?: boolean;
  ids?: string[];
  filter?: Record<string, string>;
  up_to?: string;
  until?: string;
}

const now = () => new Date(clock.now()).toISOString();

/** The event after Ana's Resolve or Undo. */
const ended = (event: LogEvent, method: string): LogEvent => ({
  ...event,
  resolved_at: method === 'POST' ? now() : null,
  resolved_by: method === 'POST' ? 'Ana' : null,
});

const problem = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: 'about:blank', title: 'No', status, detail: 'No.' }), { status, headers });

/** Replaces `http.fetch` by a Worker whose log has the given events. */
export class FakeApi {
  events: LogEvent[];
  requests: SentRequest[] = [];
  /** The failures of requests whose method and path contain the key. */
  readonly failing = new Map<string, Failure>();
  /** The answer of a shop that refuses an action. */
  refusal: { status: number; detail: string } | undefined;
  /** The `Retry-After` of failures, in seconds. */
  retryAfter = 0;
  /** Tokens that get a 401. */
  readonly refused = new Set<string>();
  /** The answers of the page's own token URL, one after the other. */
  tokens: string[] = [];
  attention: Attention | undefined;
  /** The story of each order. */
  story: OrderStory | null = null;
  /** The number of events that one request searches. */
  searched = 2500;
  /** The requests that wait for `release()`, while `paused` is set. */
  waiting: (() => void)[] = [];
  paused = false;

  constructor(events: LogEvent[] = []) {
    this.events = events;
    http.fetch = (url, init) => this.#fetch(url, init);
  }

  count(part: string): number {
    return this.requests.filter(({ method, url }) => `${method} ${url.pathname}`.includes(part)).length;
  }

  release(): void {
    this.paused = false;
    for (const go of this.waiting.splice(0)) go();
  }

  async #fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, location.href);
    const method = init.method ?? 'GET';
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    this.requests.push({ method, url, token, init });
    if (this.paused) await new Promise<void>((go) => this.waiting.push(go));
    for (const [part, failure] of this.failing) {
      if (!`${method} ${url.pathname}`.includes(part)) continue;
      if (failure === 'offline') throw new TypeError('Failed to fetch');
      if (failure === 'never') return new Promise(() => {});
      return problem(failure, this.retryAfter ? { 'Retry-After': String(this.retryAfter) } : {});
    }
    if (url.pathname === '/flagpost-token') return Response.json({ token: this.tokens.shift() ?? null });
    if (!token || this.refused.has(token)) return problem(401);
    return this.#answer(method, url, typeof init.body === 'string' ? JSON.parse(init.body) : {});
  }

  #answer(method: string, url: URL, body: Body): Response {
    const [, resource, id, tail] = url.pathname.slice(url.pathname.indexOf('/v1/')).split('/').slice(1);
    const order_id = decodeURIComponent(id ?? '');
    if (resource === 'attention' && id === 'resolve') return this.#resolveMany(method, body);
    if (resource === 'orders' && tail === 'resolve')
      return this.#resolveMany(method, { ...body, filter: { order_id } });
    if (resource === 'orders' && tail === 'notes') return this.#note(order_id, body);
    if (tail === 'public') return this.#hide(id ?? '');
    if (resource === 'attention')
      return Response.json(this.attention ?? this.#attention(), { headers: { ETag: this.#openIds } });
    if (resource === 'orders') return Response.json(this.#timeline(order_id));
    if (tail === 'resolve') return this.#change(id ?? '', (event) => ended(event, method));
    if (tail === 'snooze') return this.#change(id ?? '', (event) => ({ ...event, snoozed_until: body.until ?? null }));
    if (tail === 'actions') return this.#act(id ?? '');
    if (resource === 'events' && id) return this.#one(id);
    const format = /\.(csv|ndjson)$/.exec(resource ?? '')?.[1];
    if (format) return this.#export(format, url);
    return Response.json(pageOf(this.events, url.searchParams, 50, this.searched));
  }

  #export(format: string, url: URL): Response {
    const { events, next_cursor } = pageOf(this.events, url.searchParams, 5000, this.searched);
    const lines = events.map((event) => (format === 'csv' ? `${event.message}\r\n` : `${JSON.stringify(event)}\n`));
    const head = format === 'csv' && !url.searchParams.has('cursor') ? '\ufeffmessage\r\n' : '';
    const next = `<https://elsewhere.example/v1/events.${format}?${new URLSearchParams({ cursor: next_cursor ?? '' })}>; rel="next"`;
    return new Response(head + lines.join(''), next_cursor ? { headers: { Link: next } } : {});
  }

  get #openIds(): string {
    return JSON.stringify(this.events.filter(isAwake).map(({ id }) => id));
  }

  #attention(): Attention {
    const open = this.events.filter(isAwake);
    const error = open.filter(({ level }) => level === 'error').length;
    return {
      count: open.length,
      capped: false,
      by_level: { error, warning: open.length - error },
      ...(this.events.some((event) => isOpen(event) && event.snoozed_until) && { snoozed: true }),
    };
  }

  #timeline(orderId: string): Timeline {
    const events = this.events.filter(({ order_id }) => order_id === orderId).sort(NEWEST_FIRST);
    return { events: events.reverse(), story: this.story, as_of: new Date(clock.now()).toISOString() };
  }

  #hide(id: string): Response {
    const at = this.events.findIndex((event) => event.id === id);
    const { public: _, ...payload } = this.events[at]!.payload;
    this.events = this.events.with(at, { ...this.events[at]!, payload });
    return Response.json(this.events[at]);
  }

  #note(order_id: string, { message = '', public: isPublic }: Body): Response {
    const note = {
      ...anEvent('order.note', 0, { order_id, message, actor: 'Ana', payload: isPublic ? { public: true } : {} }),
      occurred_at: now(),
    };
    this.events.push(note);
    return Response.json(note, { status: 201 });
  }

  #resolveMany(method: string, { ids, filter, up_to = '9' }: Body): Response {
    const isMeant = (event: LogEvent) => {
      if (ids) return ids.includes(event.id) && isOpen(event) === (method === 'POST') && event.level !== 'info';
      return isOpen(event) && event.inserted_at <= up_to && isFound(event, filter ?? {});
    };
    const resolved = this.events.filter(isMeant).map(({ id }) => id);
    this.events = this.events.map((event) => (resolved.includes(event.id) ? ended(event, method) : event));
    return Response.json({ resolved, count: this.events.filter(isOpen).length } satisfies ManyResolved);
  }

  #one(id: string): Response {
    const event = this.events.find((each) => each.id === id);
    return event ? Response.json(event) : problem(404);
  }

  /** The shop runs the action at once, or answers with `refusal`. */
  #act(id: string): Response {
    if (this.refusal) return new Response(JSON.stringify(this.refusal), { status: this.refusal.status });
    const outcome = {
      ...anEvent('order.action', 0, { message: 'Ana: Retry submission — done', actor: 'Ana' }),
      occurred_at: now(),
    };
    this.events.push(outcome);
    const event = this.events.find((each) => each.id === id)!;
    return Response.json({ event, outcome } satisfies ActionDone);
  }

  #change(id: string, now: (event: LogEvent) => LogEvent): Response {
    const at = this.events.findIndex((event) => event.id === id);
    const before = this.events[at];
    if (!before) return problem(404);
    const event = now(before);
    this.events = this.events.with(at, event);
    return Response.json({ event, count: this.events.filter(isAwake).length } satisfies Resolved);
  }
}
