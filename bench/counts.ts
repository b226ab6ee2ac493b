// The counts behind docs/costs.md.
/** The counts of a played shop, rounded up. `scripts/long/costs.ts` checks them, and `rows.ts` beside it the bytes. */
export const COUNTS = {
  /**
   * The events of one order, with its mails, carts and twenty unchanged updates, each sent by a request of its own.
   */
  order: { events: 26.6, read: 2069.8, written: 91.8, refs: 4 },
  /** The events of a day's syncs. */
  syncs: { events: 8.6, read: 1035.9, written: 19.2 },
  /** The bytes of the database for each event. */
  bytes: 584,
};
