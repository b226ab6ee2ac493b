/** What is wrong with a setting, and what counts in its place. */
export interface Flaw {
  setting: string;
  says: string;
}
