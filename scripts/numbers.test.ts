// Checks that each number in the documents is the one in the code.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { unreached } from '../worker/alerts/pace.ts';
import { capital } from '../worker/contract/providers.ts';
import { SOURCES } from '../worker/sources/index.ts';
import { DOCUMENTS, proseOf, textOf } from './snippets.ts';

/** A number in the text of a file, by the pattern before it. Products such as `16 * 1024` count. */
const numberIn = (file: string, before: RegExp): number => {
  const [, found] = new RegExp(`${before.source}['"]?([\\d_.]+(?: \\* [\\d_.]+)*)`, 'm').exec(textOf(file)) ?? [];
  assert.ok(found, `${file} has no number after ${before.source}`);
  return found.split(' * ').reduce((product, part) => product * Number(part.replaceAll('_', '')), 1);
};

const constant = (file: string, name: string): number => numberIn(file, new RegExp(`\\b${name}\\b[^=\\n]* = `));
const grouped = (count: number): string => count.toLocaleString('en-GB');

const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
];

const customerDays = numberIn('worker/http/context.ts', /customer: /);
const snoozeDays = constant('worker/routes/snooze.ts', 'MOST_DAYS');
/** The number of languages: English, and one file for each other language. */
const languages = readdirSync(join(import.meta.dirname, '../widgets/localize/locales')).length + 1;
const secretLength = constant('worker/env.ts', 'MIN_SECRET_LENGTH');
const longHistories = numberIn('scripts/long/more-cases.ts', /story\.test\.ts', 'HISTORIES', /);
const longOnD1 = numberIn('scripts/long/more-cases.ts', /store\/stories\.test\.ts', 'HISTORIES', /);
const bodies = numberIn('worker/security/fuzz.test.ts', /BODIES \?\? /);
/** The minutes after which a channel that fails is tried again. */
const waits = [0, 1, 2].map((tries) => {
  const state = { ok_at: null, since: 0, tries, next_try: null, reason: null };
  return unreached(state as never, { ok: false, reason: '' }, 0).next_try! / 60_000;
});
/** The events among which `npm run test:long` counts rows. */
const benched = grouped(numberIn('scripts/long/rows.ts', /seeded\(/));
const cron = numberIn('wrangler.toml', /\*\//);

/** The phrases of each document, with the numbers from the code. */
const PHRASES: Record<string, string[]> = {
  'README.md': [
    `on http://localhost:${numberIn('demo/settings.ts', /DEMO_PORT \?\? /)}`,
    `on http://localhost:${numberIn('demo/settings.ts', /FLAGPOST_PORT \?\? /)}`,
    `Node ${numberIn('package.json', /"node": ">=/)} or newer`,
    `Stripe, Shopify, Printify and ${WORDS[Object.keys(SOURCES).length - 3]} more`,
  ],
  'CONTRIBUTING.md': [
    `${grouped(numberIn('scripts/fuzz.ts', /BODIES = /))} bodies from another seed`,
    `holds at ${benched} events`,
    `at most ${constant('scripts/lengths.test.ts', 'MOST')} lines`,
  ],
  'SECURITY.md': [`fewer than ${secretLength} characters`],
  'CHANGELOG.md': [
    `${capital(WORDS[languages]!)} languages`,
    `up to ${grouped(constant('widgets/controllers/export-controller.ts', 'MAX_ROWS'))} events`,
    `for up to ${customerDays} days`,
  ],
  'docs/actions.md': [
    `at most ${
      WORDS[
        textOf('worker/actions/call-shop.ts')
          .match(/PAUSES = \[(.+)\]/)![1]!
          .split(',').length + 1
      ]
    } times in ${numberIn('worker/actions/call-shop.ts', /\ball: /) / 1000} seconds`,
    `at most ${snoozeDays} days ahead`,
  ],
  'docs/alerts.md': [
    `again after ${waits.join(', ')} … minutes, up to an hour`,
    `After ${WORDS[constant('worker/alerts/pace.ts', 'TRIES')]} failures`,
    `${WORDS[constant('worker/domain/silence.ts', 'FACTOR')]} times the longest silence of the last ${WORDS[constant('worker/domain/silence.ts', 'KEPT')]} weeks`,
    `${numberIn('worker/domain/silence.ts', /deliveries: /)} deliveries over ${numberIn('worker/domain/silence.ts', /within: /)} days`,
  ],
  'docs/api.md': [
    `of at most ${constant('worker/routes/record.ts', 'MAX_BATCH')} |`,
    `${grouped(constant('worker/routes/exports.ts', 'MOST'))} events a request`,
    `at most ${snoozeDays} days ahead`,
    `counted to ${constant('worker/store/attention.ts', 'CAP')}`,
    `A ref that ${constant('worker/domain/story/assign.ts', 'SHARED_BY')} orders claim`,
    `at most ${constant('worker/domain/message.ts', 'MESSAGE_LENGTH')} characters`,
    `${constant('worker/http/parse-event.ts', 'PAYLOAD_BYTES') / 1024} KiB as JSON`,
    `at most ${constant('worker/http/parse-event.ts', 'AHEAD')} minutes ahead`,
  ],
  'docs/architecture.md': [
    `plays ${grouped(numberIn('worker/domain/story/story.test.ts', /HISTORIES = /))} random histories`,
    `plays ${numberIn('worker/store/stories.test.ts', /HISTORIES = /)} on real D1`,
    `plays ${WORDS[longHistories / numberIn('worker/domain/story/story.test.ts', /HISTORIES = /)]} times as many`,
    `plays ${WORDS[longOnD1 / numberIn('worker/store/stories.test.ts', /HISTORIES = /)]} times as many`,
  ],
  'docs/back-end.md': [
    `within \`timeout\` (${constant('worker/client/post.ts', 'TIMEOUT') / 1000} seconds)`,
    `sends ${constant('worker/client/batch.ts', 'MAX_ENTRIES')} events in one request`,
    `gives up after ${constant('demo/recipes/django.py', 'TIMEOUT')} seconds`,
    `Laravel's recipe for ${constant('demo/recipes/laravel.php', 'TIMEOUT')}.`,
    // Cloudflare's limit, which no code has.
    'the 10 ms of CPU of the free plan',
  ],
  'docs/costs.md': [
    `A request takes ${constant('bench/costs.ts', 'CPU_MS')} ms of CPU`,
    // Cloudflare's limit, which no code has.
    "the free plan's 10 ms a request",
    'closest to 10 ms',
    `requests of ${constant('worker/routes/record.ts', 'MAX_BATCH')} events`,
    `after ${constant('bench/costs.ts', 'RETENTION')} days`,
    `a shop's log of ${constant('bench/shop.ts', 'DAYS')} days`,
    `that has 10,000, ${grouped(numberIn('bench/bench.ts', /SIZES = \[10_000, /))} and 1,000,000 events`,
    'the column of 10,000.',
    `more than ${constant('bench/bench.ts', 'GROWTH')} times`,
    'among 1,000,000 events as among 10,000',
    `its ${numberIn('worker/routes/events.ts', /usual: /)} events and the next one`,
    `up to ${grouped(constant('worker/store/long-page.ts', 'MOST_ROWS'))} rows`,
    `skips rows, up to ${grouped(constant('worker/store/long-page.ts', 'MOST_ROWS'))} a page`,
    `${constant('bench/shop.ts', 'OPEN')} at each size, ${constant('bench/shop.ts', 'OPEN') * 0.7} of them errors`,
    `some ${constant('bench/appends.ts', 'REF')} rows`,
    `holds ${constant('bench/prices.ts', 'ONE_DATABASE')} GB`,
    `may make ${grouped(constant('bench/prices.ts', 'PAID_QUERIES'))} queries`,
  ],
  'docs/customers.md': [`up to ${customerDays} days`, `the ${WORDS[languages]} languages of the other elements`],
  'docs/deploy.md': [
    'Between the steps 3 and 4',
    `for ${WORDS[numberIn('widgets/public/_headers', /max-age=/) / 60]} minutes`,
  ],
  'docs/first-day.md': [
    `looks ${constant('worker/jobs/window.ts', 'FIRST')} days back`,
    `| ${SOURCES.stripe!.list!.remembers} days, whatever`,
    `| ${SOURCES.shopify!.list!.remembers} days |`,
  ],
  'docs/getting-started.md': [`Where port ${numberIn('demo/settings.ts', /FLAGPOST_PORT \?\? /)} is taken`],
  'docs/guarantees.md': [
    `at ${benched} events`,
    `${numberIn('scripts/durable.ts', /KILLS \?\? /)} kills in the middle of ${grouped(numberIn('scripts/durable.ts', /EVENTS \?\? /))} events`,
    `${grouped(bodies)} bodies over every route`,
    `More than ${numberIn('widgets/testing/hostile.test.ts', /isAtLeast\(MANY_HOSTILE\.length, /)} hostile strings`,
  ],
  'docs/late.md': [
    `Every ${cron} minutes`,
    // worker/domain/working-time.test.ts and worker/env.test.ts.
    'Two working days after Friday, 15:00 is Tuesday, 15:00',
    'from Monday, 00:00',
    'a working day is 24 hours by the clock',
  ],
  'docs/look.md': [
    `never below ${numberIn('widgets/styles/list.ts', /font-size: max\(0\.875em, min\(1em, /) * 16} px`,
    `${numberIn('widgets/testing/media-checks.ts', /NARROWEST = \{ width: /)} px are enough`,
    `so is ${(1280 / numberIn('widgets/testing/media-checks.ts', /ZOOMED = \{ width: /)) * 100} % zoom`,
    `corners, ${numberIn('widgets/styles/base.ts', /--flagpost-radius, /)} px`,
    `${numberIn('widgets/templates/icons.ts', /viewBox="0 0 /)} by 16`,
  ],
  'docs/operations.md': [`up to ${customerDays} days`],
  'docs/settings.md': [`of at least ${secretLength} characters each`, `at least ${secretLength} characters |`],
};

/** Numbers that another test checks, and names with a digit. */
const ELSEWHERE: Record<string, RegExp[]> = {
  // bench/costs.test.ts and scripts/size.ts.
  'README.md': [/[\d,]+ orders a day/g, /25,000 cost/g, /\$[\d.,]+/g, /[\d.]+ kB/g],
  'docs/elements.md': [/[\d.]+ kB/g, /browser of spring 2024/g, /Chrome and Edge \d+, Firefox \d+, Safari [\d.]+/g],
  // bench/costs.test.ts and scripts/long/rows.ts check each line of the tables.
  'docs/costs.md': [/^\|.*\|$/gm, /^One order comes to .*$/gm, /^The free plan carries .*$/gm],
  // Measured once, with the versions beside them; and a name of providers.
  'CONTRIBUTING.md': [/^- `(?:hono-openapi|@lit\/localize)` .*$/gm, /Ed25519/g],
  'docs/architecture.md': [/0\.1\.0/g],
  // The words of providers.
  'docs/sources.md': [/version \d/g, /base64/g, /Ed25519/g],
};

/** Code, links, quotations, dates, versions, statuses of HTTP, and other names with a digit. */
const NAMES = [
  ...[/`[^`\n]*`/g, /\]\([^)]*\)/g, /<[^>]*>/g, /^\d+\. /gm, /"[^"\n]*"/g],
  ...[/\b\d{4}-\d\d-\d\d\b/g, /\b\d+\.\d+\.\d+\b/g, /\b(?:2xx|5xx|400|401|403|404|409|410|422|429|503)\b/g],
  ...[
    /\bD1\b/g,
    /\bHS256\b/g,
    /\bUTF-8\b/g,
    /\bbase64\b/g,
    /OpenAPI 3\.1/g,
    /Svelte 4/g,
    /Bootstrap 5/g,
    /AdminLTE 4/g,
    /Bulma 1/g,
    /UIkit 3/g,
  ],
];

/** The numbers of a text that are in no phrase and in no name. */
const untested = (text: string, phrases: string[], elsewhere: RegExp[]): string[] => {
  let rest = text;
  for (const pattern of elsewhere) rest = rest.replace(pattern, '');
  for (const phrase of phrases) rest = rest.replaceAll(phrase, '');
  for (const name of NAMES) rest = rest.replace(name, '');
  return rest.match(/.{0,20}\d.{0,20}/g) ?? [];
};

const squeezed = (text: string) => text.replace(/\s+/g, ' ');

for (const name of DOCUMENTS) {
  describe(`the numbers of ${name}`, () => {
    const phrases = PHRASES[name] ?? [];

    for (const phrase of phrases) {
      test(`it says: ${phrase}`, () => {
        assert.ok(squeezed(textOf(name)).includes(phrase), phrase);
      });
    }

    test('every number is tested', () => {
      assert.deepEqual(untested(proseOf(name), phrases, ELSEWHERE[name] ?? []), []);
    });
  });
}

test('an untested number would be noticed', () => {
  assert.deepEqual(untested('It answers 503 on `2026-01-01`, and waits for 7 days.', [], []), [
    ' on , and waits for 7 days.',
  ]);
});

test('README and docs/first-day.md have the sixty days of an import', () => {
  assert.equal(numberIn('worker/cli/main.ts', /how far back a provider is asked', Number, /), 60);
  for (const name of ['README.md', 'docs/first-day.md', 'CHANGELOG.md']) assert.match(textOf(name), /sixty days/, name);
});
