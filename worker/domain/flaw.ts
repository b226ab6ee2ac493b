/** A setting that cannot be read: why, and which value counts in its place. */
export interface Flaw {
  setting: string;
  says: string;
}
