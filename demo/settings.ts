import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const FLAGPOST_PORT = Number(process.env.FLAGPOST_PORT ?? 8787);
export const DEMO_PORT = Number(process.env.DEMO_PORT ?? 5173);
export const FLAGPOST_URL = `http://localhost:${FLAGPOST_PORT}`;
export const DEMO_URL = `http://localhost:${DEMO_PORT}`;
export const SECRETS_FILE = join(ROOT, '.dev.vars');
/** Files beside the local database, so that all are deleted together. */
export const ALERTS_FILE = join(ROOT, '.wrangler', 'demo-alerts.json');
const BEGAN_FILE = join(ROOT, '.wrangler', 'demo-day.json');

const MONTH = 30 * 24 * 60 * 60 * 1000;

const readBegan = (): number => {
  try {
    return Date.parse(JSON.parse(readFileSync(BEGAN_FILE, 'utf8')).began);
  } catch {
    return Number.NaN;
  }
};

/**
 * When the demo was first started. All times of its day count from there, so that playing it again adds nothing. After a
 * month the demo starts again, since Flagpost refuses events that are older than its retention.
 */
export const began = (): Date => {
  const before = readBegan();
  if (Date.now() - before < MONTH) return new Date(before);
  const now = new Date();
  mkdirSync(dirname(BEGAN_FILE), { recursive: true });
  writeFileSync(BEGAN_FILE, `${JSON.stringify({ began: now })}\n`);
  return now;
};
