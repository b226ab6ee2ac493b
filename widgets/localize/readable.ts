import type { Json, Payload } from '../../worker/contract/event.ts';
import type { Messages } from './messages/index.ts';

/** `ship_by` → `Ship by` */
const nameOf = (key: string): string => {
  const words = key.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The single values of a payload, each with its name. What is inside a list or an object has the names around it too. */
export const readable = (messages: Messages, payload: Payload, leftOut: readonly string[]): [string, string][] => {
  const pairs: [string, string][] = [];
  const add = (names: string[], value: Json): void => {
    if (value === null || value === '') return;
    if (typeof value === 'object') for (const [key, one] of Object.entries(value)) add([...names, key], one);
    else
      pairs.push([
        names.map(nameOf).join(' › '),
        typeof value === 'boolean' ? messages[value ? 'yes' : 'no'] : `${value}`,
      ]);
  };
  for (const [key, value] of Object.entries(payload)) if (!leftOut.includes(key)) add([key], value);
  return pairs;
};
