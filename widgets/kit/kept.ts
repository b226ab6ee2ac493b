/**
 * What is kept under a key, or undefined while it is being loaded, for the first time; `done` is called once it is there.
 * Where it doesn't come, `instead` stands in.
 */
export const kept = <Value>(
  all: Map<string, Value>,
  key: string,
  load: () => Promise<Value>,
  instead: Value,
  done: () => void,
): Value | undefined => {
  if (!all.has(key))
    load()
      .catch(() => instead)
      .then((value) => all.set(key, value))
      .then(done);
  return all.get(key);
};
