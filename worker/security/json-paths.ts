/** A text that is JSON inside of JSON, as SNS sends it. */
const nested = (value: unknown): unknown => {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** The path of every value of a body that holds no others, JSON in texts included. */
export function* leaves(body: unknown, path: string[] = []): Generator<string[]> {
  const value = nested(body);
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

/** The body with the value at a path being another. */
export const edit = (body: unknown, [key, ...rest]: string[], to: unknown): unknown => {
  if (key === undefined) return to;
  const value = nested(body) as Record<string, unknown>;
  const changed = Array.isArray(value)
    ? value.map((item, i) => (String(i) === key ? edit(item, rest, to) : item))
    : { ...value, [key]: edit(value[key], rest, to) };
  return typeof body === 'string' ? JSON.stringify(changed) : changed;
};

/** The path as one text, any item of a list being `*`. */
export const starred = (path: string[]): string => path.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.');
