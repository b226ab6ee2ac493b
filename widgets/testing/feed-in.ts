import { $, aToken, quiet, show } from './page.ts';

/** Shows a feed in a page of a language. The first use of a language loads it, which may take many turns. */
export const feedIn = async (rest = '', lang = ''): Promise<HTMLElement> => {
  const markup = `<div lang="${lang}"><activity-feed token="${aToken()}" ${rest}></activity-feed></div>`;
  const host = (await show<HTMLElement>(markup)).firstElementChild as HTMLElement;
  for (let turn = 0; turn < 500 && !$(host, '[part=list]'); turn++) await quiet();
  return host;
};
