import { meaningOf } from './meanings.ts';

/** Two digits a byte. */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The half of an id that sorts: 48 bits of time in ms, version 8, 12 bits of place. */
const when = (ms: number, place: number): string => {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-8${place.toString(16).padStart(3, '0')}`;
};

/**
 * The id does three jobs: it sorts the log by time, settles what happened first within one moment,
 * and is the same for every delivery of one event, so that a retry is no second row.
 *
 * 48 bits of `occurred_at` in ms · version 8 · 12 bits of the type's place in an order's life · variant ·
 * 62 bits of SHA-256(source, idempotency key, type): one key at one moment serves two types
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
 */
export const eventId = async (event: {
  occurred_at: number;
  event_type: string;
  source: string;
  key: string;
}): Promise<string> => {
  const name = new TextEncoder().encode(`${event.source}\0${event.key}\0${event.event_type}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', name)).subarray(0, 8);
  digest[0] = (digest[0]! & 0x3f) | 0x80;
  const which = hex(digest);
  return `${when(event.occurred_at, meaningOf(event.event_type).place)}-${which.slice(0, 4)}-${which.slice(4)}`;
};

/** The id of what follows from an event, once, at another time: it sorts among its like as that event does. */
export const derivedId = (id: string, occurred_at: number, event_type: string): string =>
  when(occurred_at, meaningOf(event_type).place) + id.slice(18);

/** The half of an id that says which event it is, whatever its time. */
export const keyPart = (id: string): string => id.slice(19);

/** The smallest id of a moment, in ms: a bound of a range of time. */
export const idFloor = (ms: number): string =>
  `${when(Math.min(Math.max(ms, 0), 2 ** 48 - 1), 0).slice(0, 13)}-0000-0000-000000000000`;

/** When an id says that its event happened. */
export const timeOf = (id: string): string => new Date(Number.parseInt(hexOf(id).slice(0, 12), 16)).toISOString();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isEventId = (text: string): boolean => UUID.test(text);

/** 16 bytes as a person and the wire write them. */
export const uuid = (bytes: Uint8Array): string => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** The 32 hex digits of an id: what SQLite's `unhex()` takes. */
export const hexOf = (id: string): string => id.replaceAll('-', '');

/** An id as the table keeps it. */
export const bytesOf = (id: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hexOf(id).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
