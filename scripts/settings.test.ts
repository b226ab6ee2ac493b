// Checks that docs/settings.md has each setting that the Worker reads, with its default.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelsThatRing, ringAfter } from '../worker/domain/alert-settings.ts';
import { calendarOf } from '../worker/domain/calendar.ts';
import { expectations, OVERDUE_SETTINGS } from '../worker/domain/deadlines.ts';
import { DEFAULT_LOCALE, type Env, foldSettings, retention } from '../worker/env.ts';
import { textOf } from './snippets.ts';

/** The default of each setting, from the rows of the tables. */
const rows = new Map(
  Array.from(textOf('docs/settings.md').matchAll(/^\| (`.+?) \| (.+?) \| .* \|$/gm)).flatMap(
    ([, names = '', usual = '']) => Array.from(names.matchAll(/`([^`]+)`/g), ([, name = '']) => [name, usual] as const),
  ),
);
const usual = (name: string): string => rows.get(name) ?? '';

/** The settings that a file declares as optional texts. */
const declared = (file: string): string[] =>
  Array.from(textOf(file).matchAll(/^ {2}([A-Z][A-Z_]+)\?: string;/gm), ([, name = '']) => name);

test('docs/settings.md has each setting of the Worker, and no other', () => {
  const settings = [...declared('worker/env.ts'), ...declared('worker/domain/alert-settings.ts'), ...OVERDUE_SETTINGS];
  const patterns = ['<SOURCE>_WEBHOOK_SECRET', 'QUIET_<SOURCE>'];
  assert.deepEqual([...rows.keys()].sort(), [...new Set(settings), ...patterns].sort());
});

test('the defaults of deadlines, steps and working days', () => {
  const { limits } = expectations({}, true).expected;
  for (const [step, limit] of Object.entries(limits))
    assert.equal(usual(`OVERDUE_${step.toUpperCase()}`).split(';')[0], `\`${limit.text}\``);
  const packed = expectations({}, false).expected.limits.shipped!;
  assert.ok(usual('OVERDUE_SHIPPED').includes(`\`${packed.text}\` where the step before it is payment`));
  const steps = (env: object) => `\`${foldSettings(env as Env).steps.join()}\``;
  assert.ok(usual('STEPS').startsWith(`${steps({})}; `));
  for (const source of ['Printify', 'Printful', 'Gelato']) {
    assert.ok(usual('STEPS').includes(source));
    assert.ok(usual('STEPS').endsWith(steps({ [`${source.toUpperCase()}_WEBHOOK_SECRET`]: 'x' })));
  }
  const { zone, weekdays, closed } = calendarOf({}).calendar;
  assert.equal(usual('TIME_ZONE'), `\`${zone}\``);
  assert.deepEqual(calendarOf({ WORKING_DAYS: usual('WORKING_DAYS').replaceAll('`', '') }).calendar.weekdays, weekdays);
  assert.deepEqual([usual('CLOSED'), closed], ['none', []]);
});

test('the defaults of alerts', () => {
  const ringing = levelsThatRing({});
  assert.deepEqual(levelsThatRing({ ALERT_LEVELS: usual('ALERT_LEVELS').replaceAll('`', '') }), ringing);
  const on = { ALERT_SLACK_URL: 'https://hooks.slack.example' };
  assert.equal(ringAfter({ ...on, ALERT_AFTER: usual('ALERT_AFTER').replaceAll('`', '') }), ringAfter(on));
  assert.equal(usual('ALERT_AFTER'), `\`${ringAfter(on)! / 60_000}m\``);
});

test('the defaults of retention and locale', () => {
  assert.equal(usual('RETENTION_DAYS'), `\`${retention({} as Env) / 86_400_000}\``);
  assert.equal(usual('LOCALE'), `\`${DEFAULT_LOCALE}\``);
});
