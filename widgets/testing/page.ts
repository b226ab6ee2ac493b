import { assert } from 'chai';
import { FEATURES } from '../controllers/features.ts';
import {
  EVENT_DETAILS,
  FILTER_PANEL,
  LOAD_EARLIER,
  LONG_FEED,
  MENU_SHEET,
  NOTE_FORM,
} from '../controllers/on-click.ts';
import { custom } from '../localize/customize.ts';
import { INTL } from '../localize/times.ts';
import { clock } from '../model/clock.ts';
import { paint } from '../sync/first-rows.ts';
import { LIVE } from '../sync/session.ts';
import { NOW } from './events.ts';

const encode = (value: object) =>
  btoa(unescape(encodeURIComponent(JSON.stringify(value))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Starts at random, so that each test page has other viewers: pages of one viewer would receive each other's messages. */
let persons = crypto.getRandomValues(new Uint32Array(1))[0]!;

/** A viewer token. Each call names another person, so that the element gets a session of its own. */
export const aToken = (claims: object = {}): string => {
  persons += 1;
  const all = { sub: `Ana ${persons}`, scope: 'read write', exp: NOW / 1000 + 3600, ...claims };
  return `${encode({ alg: 'HS256' })}.${encode(all)}.signature${persons}`;
};

interface Timer {
  at: number;
  run: () => void;
}

/** The tests' clock, which stands still between calls of `pass` and `jump`. */
export const time = {
  now: NOW,
  timers: new Set<Timer>(),
  pause(): void {
    time.now = NOW;
    time.timers.clear();
    clock.now = () => time.now;
    clock.after = (ms, run) => {
      const timer = { at: time.now + ms, run };
      time.timers.add(timer);
      return () => time.timers.delete(timer);
    };
  },
  /** Runs each timer at its time, and waits for its effects before the next one. */
  async pass(ms: number): Promise<void> {
    const end = time.now + ms;
    for (;;) {
      const next = [...time.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      time.timers.delete(next);
      time.now = Math.max(time.now, next.at);
      next.run();
      await quiet();
    }
    time.now = end;
  },
  /** Moves the clock as a computer's sleep does: each due timer runs once, late. */
  async jump(ms: number): Promise<void> {
    time.now += ms;
    await time.pass(0);
  },
};

/** Saved here, since a test may remove them from the page. */
const { locks } = navigator;
const { subtle } = crypto;

const turn = () => new Promise((done) => setTimeout(done));

/** A name of this page alone, so that it does not wait for other pages that are tested at the same time. */
const OWN = `quiet ${persons}`;
const [here, there] = [new BroadcastChannel(OWN), new BroadcastChannel(OWN)];
const send = there.postMessage.bind(there);
let calls = 0;

/** Waits until the messages that tabs have sent so far have arrived. */
const echo = () =>
  new Promise<void>((done) => {
    const call = ++calls;
    const onMessage = ({ data }: MessageEvent) => {
      if (data !== call) return;
      here.removeEventListener('message', onMessage);
      done();
    };
    here.addEventListener('message', onMessage);
    send(call);
  });

/** Waits until requests are answered and rendered, locks are granted, and messages between tabs have arrived. */
export const quiet = async (): Promise<void> => {
  // Twice, since on a busy machine a digest may come after a later one.
  for (const turns of [2, 5]) {
    await turn();
    await subtle.digest('SHA-256', new Uint8Array(1));
    await locks.request(OWN, turn);
    await echo();
    for (let at = 0; at < turns; at++) {
      await turn();
      // Firefox reads a body in turns of its own.
      await new Response('{}').json();
    }
  }
};

let shown: HTMLElement | undefined;

/** Ends the state of the last test's elements, which the next test's would take over (`widgets/controllers/takeover.ts`). */
const leave = (): void => {
  shown?.remove();
  for (const host of shown?.querySelectorAll<HTMLElement & { session?: object | undefined }>(
    'order-timeline, activity-feed',
  ) ?? [])
    host.session = undefined;
};

/** Puts markup in the page, with all code loaded that usually loads later, and waits until it has settled. */
export const show = async <E extends HTMLElement>(markup: string): Promise<E> => {
  paint.next = (run) => void setTimeout(run);
  // The chunk of the features contains the registry of the code that loads on a click.
  await FEATURES.load().catch(() => {});
  await Promise.allSettled(
    [FILTER_PANEL, LOAD_EARLIER, LONG_FEED, EVENT_DETAILS, MENU_SHEET, NOTE_FORM, LIVE, INTL].map((part) =>
      part.load(),
    ),
  );
  leave();
  shown = document.createElement('main');
  shown.innerHTML = markup;
  document.body.append(shown);
  await quiet();
  return shown.firstElementChild as E;
};

export const clear = (): void => {
  leave();
  // WebKit allows a hundred calls in ten seconds.
  if (location.search || location.hash) history.replaceState(null, '', location.pathname);
  for (const meta of document.querySelectorAll('meta[name^="flagpost"]')) meta.remove();
  for (const own of [custom.strings, custom.types]) for (const name of Object.keys(own)) delete own[name];
};

export const addMeta = (name: string, content: string): void => {
  const meta = document.createElement('meta');
  meta.name = name;
  meta.content = content;
  document.head.append(meta);
};

export const setHidden = (isHidden: boolean): void => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
  document.dispatchEvent(new Event('visibilitychange'));
};

export const $ = <E extends HTMLElement>(host: Element, selector: string): E | null =>
  host.shadowRoot!.querySelector<E>(selector);

export const $$ = <E extends HTMLElement>(host: Element, selector: string): E[] => [
  ...host.shadowRoot!.querySelectorAll<E>(selector),
];

/** The text of a part, with its white space collapsed. */
export const text = (of: Element | null | undefined): string => of?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

export const button = (host: Element, label: string): HTMLButtonElement => {
  const found = $$<HTMLButtonElement>(host, 'button').find((one) => text(one) === label);
  assert.exists(found, `there is a button "${label}"`);
  return found;
};

export const click = async (host: Element, label: string): Promise<void> => {
  button(host, label).click();
  await quiet();
};

/** Opens a menu by the name of its button, and leaves it open. */
export const openMenu = async (host: Element, name: string): Promise<void> => {
  await click(host, name);
  for (let i = 0; i < 50 && !$(host, '.sheet')?.matches(':popover-open'); i++) await quiet();
};
