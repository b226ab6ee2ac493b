/** What the bench counts, rounded up: `costs.test.ts` plays the shop again and holds each. */
export const COUNTS = {
  /** All that belongs to one order, its mails and carts included, each told by a request of its own. */
  order: { events: 7.5, read: 104.4, written: 19.4, refs: 4 },
  /** The syncs of a day. */
  syncs: { events: 8.7, read: 81.7, written: 14.8 },
  /** Of the database, an event. */
  bytes: 390,
};
