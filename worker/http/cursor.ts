import * as v from 'valibot';
import { FEED_TABS } from '../contract/api.ts';
import { LEVELS } from '../contract/event.ts';
import { GROUP_NAMES } from '../contract/taxonomy.ts';
import { isEventId } from '../domain/event-id.ts';
import type { Filters } from '../store/filters.ts';
import { Problem } from './problem-json.ts';

/** Where a page ended, and what it was a page of. */
export interface Cursor {
  before: string;
  filters: Filters;
}

const short = v.pipe(v.string(), v.maxLength(256));
const texts = v.optional(v.pipe(v.array(short), v.maxLength(20)));
const text = v.optional(short);
const time = v.optional(v.pipe(v.number(), v.safeInteger()));

/** A cursor may come from anywhere; only what `encode` could have made is believed. */
const Cursor = v.strictObject({
  before: v.pipe(v.string(), v.check(isEventId)),
  filters: v.strictObject({
    tab: v.picklist(FEED_TABS),
    level: v.optional(v.pipe(v.array(v.picklist(LEVELS)), v.maxLength(20))),
    type: texts,
    group: v.optional(v.pipe(v.array(v.picklist(GROUP_NAMES)), v.maxLength(20))),
    source: texts,
    actor: text,
    order_id: text,
    problem: text,
    q: text,
    since: time,
    until: time,
  }),
});

export const encodeCursor = (cursor: Cursor): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(cursor))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Throws 400 for what is no cursor of ours. */
export const decodeCursor = (cursor: string): Cursor => {
  try {
    const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(
      Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)),
    );
    return v.parse(Cursor, JSON.parse(json));
  } catch {
    throw new Problem(400, 'cursor is not one that this log gave out. Leave it out to start with the newest events.');
  }
};
