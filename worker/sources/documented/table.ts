/**
 * An event that a name is stored as: its type, what a person reads, with the reason where only the details have it, and what it
 * ends, takes back (`-`) or corrects (`~`).
 */
export type Stored = readonly (readonly [event_type: string, message: string, ends: string])[];

/** The events that are stored for a name, or the reason why it is ignored. */
export type Row = Stored | string;
export type Rows = Record<string, Row>;

/** One list of a provider's documents, and what becomes of each name in it. */
export interface Table {
  /** Its words in the test: `the statuses of an order`. */
  of: string;
  /** The pages, or the provider's own code, that list the names. */
  pages: readonly string[];
  /** When they were read. */
  read: string;
  /** The names, as the pages have them. */
  documented: readonly string[];
  rows: Rows;
  /** The delivery that says a name, documented or not. */
  bodyOf(name: string): unknown;
  /** Headers of that delivery, instead of the fixture's. */
  headersOf?(name: string): Record<string, string>;
  /** A field that the source does not read: its file says so of the field, and not of each name. */
  unread?: string;
  /** The row of a name that is in no document yet, such as a new status. Without it such a name is ignored. */
  unlisted?: Row;
  /** No other name verifies, so that a new one is refused. */
  isClosed?: true;
}

/** An event, with what it ends. */
export const as = (event_type: string, message: string, ends = ''): Stored => [[event_type, message, ends]];

/** One row for several names. */
export const each = (names: readonly string[], row: Row): Rows => Object.fromEntries(names.map((name) => [name, row]));

/** `prefixed('TRANSIT ', 'delayed', 'damaged')` */
export const prefixed = (prefix: string, ...names: string[]): string[] => names.map((name) => prefix + name);

/** An hour ago, when each of the deliveries says that it happened. */
export const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
export const ISO = new Date(AT).toISOString();
