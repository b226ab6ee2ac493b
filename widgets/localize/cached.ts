/**
 * Returns the value of a key, or undefined while it loads for the first time; then `loaded` is called. If it does not
 * load, `fallback` takes its place.
 */
export const cached = <Value>(
  cache: Map<string, Value>,
  key: string,
  load: () => Promise<Value>,
  fallback: Value,
  loaded: () => void,
): Value | undefined => {
  if (!cache.has(key))
    load()
      .catch(() => fallback)
      .then((value) => cache.set(key, value))
      .then(loaded);
  return cache.get(key);
};
