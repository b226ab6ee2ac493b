import type { Health } from '../../contract/api.ts';

/** One thing that doctor looked at: `wrong` needs doing, `unsure` needs a look. */
export interface Finding {
  state: 'fine' | 'unsure' | 'wrong';
  says: string;
  /** The remedy. */
  todo?: string;
}

/** The page of the shop's admin that shows the elements. */
export interface AdminPage {
  url: URL;
  headers: Headers;
  html: string;
}

/** All that the checks look at, fetched once. */
export interface Deployment {
  url: string;
  apiKey: string;
  /** The answer of healthz with the API key; null where there is none. */
  health: Health | null;
  /** The status of healthz; 0 where nobody answered. */
  status: number;
  /** When the Worker says it is, and when it is here; in ms. */
  clocks: { theirs: number | null; here: number };
  /** Origins that elements will run on. */
  adminOrigin: string | null;
  page: AdminPage | null;
  /** A viewer token, given or found in the page. */
  token: string | null;
  /** The migrations and the elements of this package. */
  own: { migrations: string[]; widgets: string | null; version: string };
}

export type Check = (deployment: Deployment) => Finding[] | Promise<Finding[]>;

export const fine = (says: string): Finding => ({ state: 'fine', says });
export const unsure = (says: string, todo: string): Finding => ({ state: 'unsure', says, todo });
export const wrong = (says: string, todo: string): Finding => ({ state: 'wrong', says, todo });

/** Settings that cannot be read, as healthz names them. */
export const flawed = (flaws: { setting: string; says: string }[]): Finding[] =>
  flaws.map(({ setting, says }) =>
    wrong(`${setting}: ${says}.`, `Set ${setting} in wrangler.toml, under [vars], and deploy again.`),
  );

/** Whether the Worker is one of `npm run dev`. */
export const isLocal = (url: string): boolean => /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/.test(url);
