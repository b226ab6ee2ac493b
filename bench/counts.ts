// The counts behind docs/costs.md.
/** The counts of the bench, rounded up: `costs.test.ts` plays the shop again and holds each. */
export const COUNTS = {
  /**
   * All that belongs to one order, its mails and carts and twenty unchanged updates included, each sent by a request of its
   * own.
   */
  order: { events: 26.6, read: 2069.8, written: 91.8, refs: 4 },
  /** The syncs of a day. */
  syncs: { events: 8.6, read: 1035.9, written: 19.2 },
  /** Of the database, an event. */
  bytes: 574,
};
