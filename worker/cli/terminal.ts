import * as prompts from '@clack/prompts';
import { Mistake } from './connection.ts';

/** The answer to a question; a mistake where the person cancels. */
export const answered = <T>(value: T): Exclude<T, symbol> => {
  if (prompts.isCancel(value)) throw new Mistake('Nothing was written.');
  return value as Exclude<T, symbol>;
};

/** `name=value` options as an object. */
export const pairs = (list: string[], option: string): Record<string, string> =>
  Object.fromEntries(
    list.map((pair) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new Mistake(`${option} takes name=value, not ${pair}`);
      return [name, value];
    }),
  );
