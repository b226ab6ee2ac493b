/** The entry of a table under a name that came from outside, where `constructor` is a name like any other. */
export const lookup = <T>(table: Record<string, T>, name: unknown): T | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
