/**
 * The value under a key. Undefined while it loads for the first time; `loaded` is called when it is there. If it does
 * not load, `fallback` takes its place.
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
