import type { Health } from '../../contract/api.ts';

/** The outcome of one check. `wrong` has to be put right; a person has to look at `unsure`. */
export interface Finding {
  state: 'fine' | 'unsure' | 'wrong';
  says: string;
  /** The way to put it right. */
  todo?: string;
}

/** The page of the shop's admin that shows the elements. */
export interface AdminPage {
  url: URL;
  headers: Headers;
  html: string;
}

/** The facts that the checks look at, fetched once. */
export interface Deployment {
  url: string;
  apiKey: string;
  /** The answer of healthz with the API key; null where there is none. */
  health: Health | null;
  /** The status of healthz; 0 where nobody answered. */
  status: number;
  /** The time by the Worker's clock, and by this machine's; in ms. */
  clocks: { theirs: number | null; here: number };
  /** The origin of the admin's page, where the elements run. */
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

/** Findings about settings that the Worker cannot read, from healthz. */
export const flawed = (flaws: { setting: string; says: string }[]): Finding[] =>
  flaws.map(({ setting, says }) =>
    wrong(`${setting}: ${says}.`, `Set ${setting} in wrangler.toml, under [vars], and deploy again.`),
  );

/** Whether the Worker runs on this machine, by `npm run dev`. */
export const isLocal = (url: string): boolean => /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/.test(url);
