import type { Health } from '../contract/api.ts';
import { VERSION } from '../version.ts';
import { alerts } from './checks/alerts.ts';
import { answer } from './checks/answer.ts';
import type { AdminPage, Check, Deployment, Finding } from './checks/check.ts';
import { clock } from './checks/clock.ts';
import { crons } from './checks/crons.ts';
import { csp } from './checks/csp.ts';
import { deadlines } from './checks/deadlines.ts';
import { migrations } from './checks/migrations.ts';
import { origin } from './checks/origin.ts';
import { refs } from './checks/refs.ts';
import { retention } from './checks/retention.ts';
import { secrets } from './checks/secrets.ts';
import { sources } from './checks/sources.ts';
import { token } from './checks/token.ts';
import { widgets } from './checks/widgets.ts';
import { type Connection, Mistake } from './connection.ts';
import { ownMigrations, ownWidgets } from './package-files.ts';

/** The checks, in the order in which a person puts a deployment right. */
const CHECKS: Check[] = [
  answer,
  secrets,
  migrations,
  crons,
  sources,
  alerts,
  origin,
  csp,
  token,
  clock,
  widgets,
  retention,
  deadlines,
  refs,
];

export interface DoctorOptions {
  /** A page of the admin that shows the elements. */
  admin?: string | undefined;
  /** A viewer token; otherwise the page's. */
  token?: string | undefined;
  /** The cookie of a signed-in person, which is sent with the request for the page. */
  cookie?: string | undefined;
}

const healthOf = async ({ url, apiKey }: Connection) => {
  try {
    const response = await fetch(`${url}/healthz`, { headers: { Authorization: `Bearer ${apiKey}` } });
    const theirs = Date.parse(response.headers.get('Date') ?? '');
    const health = response.ok ? ((await response.json().catch(() => null)) as Health | null) : null;
    return { status: response.status, health, theirs: Number.isNaN(theirs) ? null : theirs };
  } catch {
    return { status: 0, health: null, theirs: null };
  }
};

const pageOf = async ({ admin, cookie }: DoctorOptions): Promise<AdminPage | null> => {
  if (admin === undefined) return null;
  if (!URL.canParse(admin)) throw new Mistake(`--admin is not an address: ${admin}`);
  try {
    const response = await fetch(admin, cookie === undefined ? {} : { headers: { Cookie: cookie } });
    return { url: new URL(response.url), headers: response.headers, html: await response.text() };
  } catch {
    throw new Mistake(`Nobody answers at ${admin}.`);
  }
};

const META_TOKEN = /<meta[^>]+name=["']flagpost-token["'][^>]+content=["']([^"']+)/i;

/** Runs all checks on a deployment. `now` is the clock of this machine. */
export const examine = async (
  connection: Connection,
  options: DoctorOptions = {},
  now: () => number = Date.now,
): Promise<Finding[]> => {
  const { status, health, theirs } = await healthOf(connection);
  const here = now();
  const page = await pageOf(options);
  const deployment: Deployment = {
    ...connection,
    status,
    health,
    clocks: { theirs, here },
    page,
    adminOrigin: page?.url.origin ?? null,
    token: options.token ?? META_TOKEN.exec(page?.html ?? '')?.[1] ?? null,
    own: { migrations: ownMigrations(), widgets: ownWidgets(), version: VERSION },
  };
  const findings: Finding[] = [];
  for (const check of CHECKS) findings.push(...(await check(deployment)));
  return findings;
};

const SIGNS = { fine: '✓', unsure: '?', wrong: '✗' } as const;

/** The findings as text, a line each, with the remedy below. */
export const report = (findings: Finding[]): string => {
  const lines = findings.map(({ state, says, todo }) => `${SIGNS[state]} ${says}${todo ? `\n    ${todo}` : ''}`);
  const count = findings.filter(({ state }) => state === 'wrong').length;
  return [...lines, '', count === 0 ? 'All is well.' : `${count} to put right.`].join('\n');
};
