import { Hono } from 'hono';
import * as v from 'valibot';
import { isEventId } from '../domain/event-id.ts';
import { foldSettings } from '../env.ts';
import { isObject, parse, readJson } from '../http/body.ts';
import { conditional } from '../http/conditional.ts';
import type { App } from '../http/context.ts';
import { Filter } from '../http/feed-filters.ts';
import { instant } from '../http/parse-event.ts';
import { invalid } from '../http/problem-json.ts';
import { viewer } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { openAndSnoozed, tally } from '../store/attention.ts';
import { resolveEvents, undoEvents } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import { resolveMatching } from '../store/resolve-all.ts';

const MAX_IDS = 500;

const ids = v.pipe(
  v.array(
    v.pipe(v.string('must be an id'), v.check(isEventId, 'must be an id'), v.metadata({ format: 'uuid' })),
    'must be an array of ids',
  ),
  v.maxLength(MAX_IDS, `must have at most ${MAX_IDS} entries`),
);

const unknownField = 'is missing, or is not a field of this call';
const ById = v.strictObject({ ids }, unknownField);
const ByFilter = v.strictObject({ filter: Filter, up_to: instant }, unknownField);

const counting = documented({ summary: 'How much is open.', conditional: true, answers: { 200: ANSWERS.Attention } });
const resolving = documented({
  summary: 'Resolves these, or all that a filter finds.',
  body: v.union([ById, ByFilter]),
  answers: { 200: ANSWERS.ManyResolved },
});
const undoing = documented({
  summary: 'Takes back what a person resolved.',
  body: ById,
  answers: { 200: ANSWERS.ManyResolved },
});

export const attention = new Hono<App>()
  .get('/', counting, viewer('read'), async (c) => {
    const { order_id } = c.get('viewer');
    const { open, isAnySnoozed } = await openAndSnoozed(database(c.env.DB), order_id);
    return conditional(
      c,
      { ...tally(open), ...(isAnySnoozed && { snoozed: true }) },
      open.map(({ id }) => id),
    );
  })

  .post('/resolve', resolving, viewer('write'), async (c) => {
    const { sub, order_id } = c.get('viewer');
    const clicker = { by: sub, order_id };
    const db = database(c.env.DB);
    const body = await readJson(c);
    if (isObject(body) && 'ids' in body)
      return c.json(await resolveEvents(db, parse(ById, body).ids, clicker, foldSettings(c.env)));
    if (isObject(body) && 'filter' in body && !isObject(body.filter))
      throw invalid([{ path: 'filter', message: 'must be an object' }]);
    const { filter, up_to } = parse(ByFilter, body);
    return c.json(await resolveMatching(db, { ...filter, tab: 'attention' }, Date.parse(up_to), clicker));
  })

  .delete('/resolve', undoing, viewer('write'), async (c) => {
    const { ids: clicked } = parse(ById, await readJson(c));
    return c.json(await undoEvents(database(c.env.DB), clicked, c.get('viewer').order_id, foldSettings(c.env)));
  });
