// `npm run mutate`: takes the rules of worker/domain/story and the checks of worker/store away one by one. A property test
// must notice each. Works on a copy, so that an ended run leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** A rule, the file that it is in, and the text that does it with the text that does without. */
type Mutation = [rule: string, file: string, text: string, without: string];

const STORY = 'worker/domain/story';
const MUTATIONS: Mutation[] = [
  [
    'a state that repeats the one before is hidden',
    `${STORY}/fold.ts`,
    'repeatedStates(events, isCut)',
    'new Set<StoryEvent>()',
  ],
  [
    'of a cut stream the first state stands as stored',
    `${STORY}/repeated-states.ts`,
    "isCut && event.was?.hidden === 'repeat'",
    'false',
  ],
  [
    'the last of a run of repeats stays',
    `${STORY}/repeated-states.ts`,
    'if (last?.isRepeat && last.is === is)',
    'if (last && last.is === is)',
  ],
  ['one of several tellers of a fact is shown', `${STORY}/fold.ts`, 'duplicates(runs, isCut)', 'new Set<StoryEvent>()'],
  [
    'of a cut stream the first teller stands as stored',
    `${STORY}/duplicates.ts`,
    "isCut && tellers[0]?.was?.hidden === 'duplicate'",
    'false',
  ],
  ['an event that takes a fact back ends its run', `${STORY}/facts.ts`, '      standing.delete(told);', ''],
  [
    'a fact that is taken back does nothing any more',
    `${STORY}/fold.ts`,
    'news.filter((event) => !retracted.has(event))',
    'news',
  ],
  [
    'a corrected state does nothing any more',
    `${STORY}/fold.ts`,
    'told.filter((event) => !outdated.has(event))',
    'told',
  ],
  ['an order that ships nothing awaits nothing', `${STORY}/fold.ts`, 'new Set([...full, ...complete])', 'full'],
  [
    'nobody is reinstated who was not cancelled',
    `${STORY}/fold.ts`,
    "    ...Array.from(moot(news, runs, isCut), (event) => [event, 'moot'] as const),",
    '',
  ],
  [
    'a payment of what was placed as paid is no second line',
    `${STORY}/fold.ts`,
    "    ...Array.from(knownPayments(effective, isCut), (event) => [event, 'moot'] as const),",
    '',
  ],
  [
    'a refund in full ends what is awaited',
    `${STORY}/fold.ts`,
    'fullRefunds(effective, isCut)',
    'new Set<StoryEvent>()',
  ],
  ['refunds are summed', `${STORY}/refunds.ts`, 'back >= price', '(effects.amount ?? 0) >= price'],
  [
    'refunds are weighed in their own currency',
    `${STORY}/refunds.ts`,
    'const price = prices.get(effects.currency);',
    'const price = [...prices.values()][0];',
  ],
  ['a refund that has only started does not count', `${STORY}/refunds.ts`, ' || effects.pending', ''],
  ['of a cut stream refunds stand as stored', `${STORY}/refunds.ts`, 'isCut && event.was ? event.was.is_whole : ', ''],
  [
    'a warning whose step came in time is hidden',
    `${STORY}/fold.ts`,
    "    ...Array.from(inTime, (event) => [event, 'in time'] as const),",
    '',
  ],
  [
    'of a cut stream a warning stands as stored',
    `${STORY}/in-time.ts`,
    "      if (isCut && late.was) return late.was.hidden === 'in time';",
    '',
  ],
  ['a step closes the warning that it is late', `${STORY}/fold.ts`, 'isDone(event, failed[0]!) || ', ''],
  ['the clock stops while the order is on hold', `${STORY}/awaited.ts`, ' || clock.hold !== null', ''],
  [
    'the time on hold does not count',
    `${STORY}/clock.ts`,
    'event.occurred_at > from ? [...stops, [from, event.occurred_at]] : stops',
    'stops',
  ],
  ['of a hold that is older than the clock only the rest counts', `${STORY}/clock.ts`, 'since?.occurred_at ?? 0', '0'],
  ['a hold that lasts is late', `${STORY}/awaited.ts`, '[...endOfHold(place, expected), ', '['],
  [
    'a hold is over with what comes after it began',
    `${STORY}/in-time.ts`,
    "step === 'hold' ? (startOf(events, late)?.id ?? '') : ''",
    "''",
  ],
  [
    'an order that waits for money awaits nothing',
    `${STORY}/steps.ts`,
    "(starts === 'order' && effects.paid !== false)",
    "starts === 'order'",
  ],
  [
    'a step that the shop does not have is not awaited',
    `${STORY}/awaited.ts`,
    'steps.find((step) => STEPS.indexOf(step) >= done) ?? null',
    'STEPS[done] ?? null',
  ],
  [
    'a step that the shop does not have starts no clock',
    `${STORY}/steps.ts`,
    '(isOfShop || clock.since === null)',
    'true',
  ],
  ['a promise beats the setting', `${STORY}/awaited.ts`, "step === 'shipped' && ship_by !== null", 'ship_by === step'],
  [
    'what is not shipped awaits no parcel',
    `${STORY}/awaited.ts`,
    'return isUnshipped && (',
    'return clock === null && (',
  ],
  ['the past rings no bell', `${STORY}/awaited.ts`, 'due_at <= since.effects.history', 'due_at < 0'],
  [
    'a parcel that is told again is not sent again',
    `${STORY}/parcels.ts`,
    '        else if (retold.has(event)) return;',
    '',
  ],
  [
    'another parcel of what had arrived is awaited',
    `${STORY}/steps.ts`,
    'place.done === STEPS.length && !follow.isDelivered()',
    'place.done > STEPS.length',
  ],
  ['a working day that is closed does not count', 'worker/domain/working-time.ts', ' && !closed.includes(day)', ''],
  [
    'a cancelled shipment is awaited again',
    `${STORY}/steps.ts`,
    '  if (awaits) done = Math.max(done, STEPS.indexOf(awaits));',
    '',
  ],
  [
    'an order is delivered when all parcels are',
    `${STORY}/parcels.ts`,
    '[...parcels.left.keys()].every((parcel) => parcels.done.has(parcel))',
    'true',
  ],
  ['each parcel is awaited', `${STORY}/awaited.ts`, 'if (arrived.has(parcel) || ', 'if (arrived.size > 0 || '],
  ['a part that left is not all', `${STORY}/parcels.ts`, '< of;', '< 0;'],
  ['a state that goes on without a hold is no news', `${STORY}/fold.ts`, 'needlessReleases(effective, isCut)', '[]'],
  ['what ships without a name says no more than what has one', `${STORY}/fold.ts`, 'unnamed(effective, isCut)', '[]'],
  ['sentences name the parcel of several', `${STORY}/fold.ts`, 'parts(effective, isCut)', 'new Set<StoryEvent>()'],
  [
    'a failure that is not shown opens nothing',
    `${STORY}/fold.ts`,
    'effective.filter((event) => !hidden.has(event))',
    'effective',
  ],
  [
    'an event that closes a problem makes it recovered',
    `${STORY}/problems.ts`,
    '    ...closers.map((event) => ({ event, isFailure: false })),',
    '',
  ],
  [
    'a later failure makes it repeated',
    `${STORY}/problems.ts`,
    "next.isFailure ? 'repeated' : 'recovered'",
    "'recovered'",
  ],
  ['at one instant the closer is later', `${STORY}/problems.ts`, 'Number(b.isFailure) - Number(a.isFailure) ||', ''],
  [
    'a click beats the neighbour',
    `${STORY}/problems.ts`,
    '  if (event.click) return { resolved_at: event.click.at, resolved_by: event.click.by };',
    '',
  ],
  ['a failure says who had resolved it before', `${STORY}/problems.ts`, '[0, last?.click ?? null]', '[0, null]'],
  [
    'of a cut stream a run counts on',
    `${STORY}/problems.ts`,
    'if (isCut && last === null && was)',
    'if (false && was)',
  ],
  ['an order that waits for money closes nothing', `${STORY}/event.ts`, '  effects.paid !== false &&\n', ''],
  ['a full refund closes a return', `${STORY}/fold.ts`, "(full.has(event) && problem.startsWith('return:'))", 'false'],
  [
    'an event follows the nearest claim before it',
    `${STORY}/assign.ts`,
    'known.findLast(({ id }) => id <= event.id) ?? known[0]!',
    'known[0]!',
  ],
  [
    'an event that follows a ref claims its others',
    `${STORY}/assign.ts`,
    '      for (const each of made) if (!led.has(each.ref)) claim(each);',
    '',
  ],
  [
    'a known ref beats a hint',
    `${STORY}/assign.ts`,
    '  settle(({ order }) => order, 0);',
    '  settle(({ order, hint }) => order ?? hint, 0);',
  ],
  ['a hint counts where no ref leads anywhere', `${STORY}/assign.ts`, '  settle(({ hint }) => hint, HINT);', ''],
  [
    'events that share a ref share a provisional stream',
    `${STORY}/assign.ts`,
    'if (smaller !== larger) parents.set(larger!, smaller!);',
    '',
  ],
  [
    'a claim outlives its event',
    `${STORY}/assign.ts`,
    'if (made.depth === depth) claim(made);',
    'if (made.depth < 0) claim(made);',
  ],
  ['a tie outlives its event', `${STORY}/assign.ts`, ', ...ties]', ']'],
  [
    'a stream is saved only as it was loaded',
    'worker/store/statements.ts',
    'WHERE coalesce(s.version, 0) <> e.value ->> 1',
    'WHERE false',
  ],
  [
    'a new ref is saved only where it leads nowhere else',
    'worker/store/statements.ts',
    'WHERE r.stream NOT IN (SELECT value ->> 0 FROM json_each(?1))',
    'WHERE false',
  ],
  ['a click raises the version of its stream', 'worker/store/clicks.ts', 'stream.version} + 1`', 'stream.version}`'],
];

/** The suites, each with how many histories it plays. The quick ones come first, those on D1 only where they are needed. */
const SUITES: [suite: string, histories: number][] = [
  [`${STORY}/awaited.test.ts`, 500],
  [`${STORY}/standing.test.ts`, 500],
  [`${STORY}/rules.test.ts`, 500],
  [`${STORY}/story.test.ts`, 500],
  ['worker/jobs/overdue.test.ts', 500],
  ['worker/store/busy.test.ts', 100],
  ['worker/store/stories.test.ts', 100],
];

const copy = mkdtempSync(join(tmpdir(), 'flagpost-mutate-'));
for (const part of [
  'worker',
  'widgets',
  'migrations',
  'dist',
  'demo',
  'wrangler.toml',
  'package.json',
  'tsconfig.json',
])
  cpSync(join(ROOT, part), join(copy, part), { recursive: true });
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

const fails = ([suite, histories]: [suite: string, histories: number]): boolean => {
  const env = { ...process.env, HISTORIES: `${histories}` };
  return spawnSync('node', ['--test', suite], { cwd: copy, env }).status !== 0;
};

// A suite that fails anyway would seem to notice everything.
const broken = SUITES.filter(fails);
if (broken.length > 0) throw new Error(`These fail without a mutation: ${broken.map(([suite]) => suite).join(', ')}`);

const only = new RegExp(process.argv[2] ?? '');
let missed = 0;
let tried = 0;
for (const [rule, file, text, without] of MUTATIONS) {
  if (!only.test(rule)) continue;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(text).length !== 2) throw new Error(`${file} does not have this once: ${text}`);
  writeFileSync(
    path,
    source.replace(text, () => without),
  );
  const [by] = SUITES.find(fails) ?? [];
  writeFileSync(path, source);
  tried++;
  if (by === undefined) missed++;
  console.log(`${by === undefined ? 'SURVIVED' : 'noticed '} ${rule}${by === undefined ? '' : `, by ${by}`}`);
}
rmSync(copy, { recursive: true, force: true });
console.log(`${tried - missed} of ${tried} rules are missed when they are gone`);
process.exit(missed === 0 ? 0 : 1);
