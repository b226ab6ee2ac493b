import { eventType } from '../contract/taxonomy.ts';

/**
 * The id does three jobs: it sorts the log by time, settles what happened first within one moment,
 * and is the same for every delivery of one event, so that a retry is no second row.
 *
 * 48 bits of `occurred_at` in ms · version 8 · 12 bits of the type's place in an order's life · variant ·
 * 62 bits of SHA-256(source, idempotency key)
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
 */
export const eventId = async (event: {
  occurred_at: number;
  event_type: string;
  source: string;
  key: string;
}): Promise<string> => {
  const name = new TextEncoder().encode(`${event.source}\0${event.key}`);
  const digest = new DataView(await crypto.subtle.digest('SHA-256', name));
  const id = new DataView(new ArrayBuffer(16));
  id.setUint32(0, Math.floor(event.occurred_at / 2 ** 16));
  id.setUint16(4, event.occurred_at % 2 ** 16);
  id.setUint16(6, 0x8000 | eventType(event.event_type).place);
  id.setBigUint64(8, (digest.getBigUint64(0) & (2n ** 62n - 1n)) | (2n << 62n));
  return uuid(new Uint8Array(id.buffer));
};

/** The smallest id of a moment, in ms: a bound of a range of time. */
export const idFloor = (ms: number): string => {
  const time = Math.min(Math.max(ms, 0), 2 ** 48 - 1);
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isEventId = (text: string): boolean => UUID.test(text);

/** 16 bytes as a person and the wire write them. */
export const uuid = (bytes: Uint8Array): string => {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** The 32 hex digits of an id: what SQLite's `unhex()` takes. */
export const hexOf = (id: string): string => id.replaceAll('-', '');

/** An id as the table keeps it. */
export const bytesOf = (id: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hexOf(id).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
