import { assert } from 'chai';
import type { LogEvent, Payload } from '../../worker/contract/event.ts';
import { SENTENCES as ENGLISH, VARIANTS } from '../../worker/contract/sentences.ts';
import { fillTemplate } from '../../worker/contract/template.ts';
import '../index.ts';
import { anEvent } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, clear, quiet, show, text, time } from '../testing/page.ts';
import { custom, customize } from './customize.ts';
import { type Language, languageOf } from './language.ts';
import { makeSentence } from './make-sentence.ts';
import { timesOf } from './times.ts';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja'];

/** A language and its times, once they have loaded. */
const loaded = async <Value>(get: (loaded: () => void) => Value | undefined): Promise<Value> => {
  const first = get(() => {});
  if (first) return first;
  await new Promise<void>((done) => get(done));
  for (;;) {
    const value = get(() => {});
    if (value) return value;
    await new Promise((done) => setTimeout(done, 5));
  }
};

const sentenceIn = async (tag: string, event: Partial<LogEvent> & { event_type: string }): Promise<string | null> => {
  const language = await loaded<Language>((done) => languageOf(tag, done));
  const times = await loaded((done) => timesOf(tag, undefined, done));
  const whole = anEvent(event.event_type, 5, { sentence: event.event_type, ...event });
  return makeSentence({ language, languageTag: tag, times }, whole);
};

/** A value for every field that a sentence names. */
const PAYLOAD: Payload = {
  ...{ amount: 430_050, currency: 'usd', provider: 'easypost', reference: 'PFY-1', reason: 'no ink' },
  ...{ attempt: 2, max: 3, carrier: 'DHL', tracking: '1Z999', email: 'a@b.example', kind: 'confirmation' },
  ...{ products: 47, updated: 3, paid: false, items: 1, of: 2, silence: '26 hours', usual: '40 minutes', missed: 3 },
  ...{ channel: 'slack', order_id: 'SS-1', step: 'shipped', within: '3wd', after: 'paid', on_hold: '7d' },
  ...{ ship_by: '2026-12-24', label: 'Retry submission', outcome: 'done' },
};

const TEMPLATES = { ...ENGLISH, ...VARIANTS };

const fieldsOf = (template: string): string[] => [...new Set(template.match(/(?<=\{)\w+(?=\})/g))].sort();
/** The optional parts, by the fields of each. */
const partsOf = (template: string): string[] =>
  [...template.matchAll(/\[(.*?)\]/g)].map(([, part]) => fieldsOf(part!).join()).sort();

/** The payload with each choice of the fields that a template names. */
const choices = (template: string): Payload[] => {
  const fields = fieldsOf(template);
  return Array.from({ length: 2 ** fields.length }, (_, bits) => ({
    currency: 'usd',
    ...Object.fromEntries(
      fields
        .filter((field, at) => bits & (1 << at) || template.replace(/\[.*?\]/g, '').includes(`{${field}}`))
        .map((field) => [field, PAYLOAD[field] ?? null]),
    ),
  }));
};

describe('sentences', () => {
  for (const tag of LANGUAGES) {
    it(`${tag} has a template for each of the taxonomy’s, with the same optional parts`, async () => {
      const { templates } = (await loaded<Language>((done) => languageOf(tag, done))).sentences!;
      for (const [name, template] of Object.entries(TEMPLATES)) {
        assert.property(templates, name);
        const made = templates[name]!;
        assert.deepEqual(partsOf(made), partsOf(template), `${name}: ${made}`);
        const [needed, usual] = [made, template].map((each) => fillTemplate(each, () => null).missing);
        assert.deepEqual(needed, usual, `${name}: ${made}`);
      }
    });

    it(`${tag} fills in the fields that are there, and leaves nothing of its templates`, async () => {
      const { templates } = (await loaded<Language>((done) => languageOf(tag, done))).sentences!;
      for (const [name, template] of Object.entries(templates)) {
        for (const payload of choices(template)) {
          const isAction = name === 'order.action';
          const known = isAction ? { ...payload, label: 'Call', outcome: 'done' } : payload;
          const event = {
            event_type: name.split(':')[0]!,
            sentence: name,
            payload: known,
            actor: isAction ? 'Ana' : null,
          };
          const made = (await sentenceIn(tag, event))!.replace(/[\u2068\u2069]/g, '');
          assert.notMatch(
            made,
            /[{}[\]|]|\bundefined\b|\bnull\b|\bNaN\b| {2}|^[\s,;:،；：–—-]|[\s,;:،：–—-]$|\(\)|（）/,
            `${name}: ${made}`,
          );
          for (const field of ['reference', 'tracking', 'email', 'carrier', 'order_id', 'reason'])
            if (payload[field]) assert.include(made, String(payload[field]), name);
          if (payload.provider) assert.include(made, 'EasyPost');
        }
      }
    });
  }

  it('format money in the viewer’s language, with the currency’s decimals and an unambiguous sign', async () => {
    const refunded = (tag: string, amount: number, currency: string) =>
      sentenceIn(tag, { event_type: 'order.refunded', payload: { amount, currency } });
    assert.equal(await refunded('de', 4300, 'gbp'), 'Erstattet: 43,00\u00a0£');
    assert.equal(await refunded('de', 4300, 'usd'), 'Erstattet: 43,00\u00a0US$');
    assert.equal(await refunded('de', 800, 'jpy'), 'Erstattet: 800\u00a0JP¥');
    assert.equal(await refunded('ja', 800, 'jpy'), '返金：￥800');
    assert.equal(await refunded('fr', 4300, 'kwd'), 'Remboursée : 4,300\u00a0KWD');
    assert.match((await refunded('ar', 4300, 'eur'))!, /43[.,]00/, 'in Latin digits');
  });

  it('have the language’s own plurals', async () => {
    const synced = (tag: string, products: number) =>
      sentenceIn(tag, { event_type: 'sync.completed', payload: { products } });
    assert.include((await synced('de', 1))!, '1 Produkt');
    assert.include((await synced('ar', 2))!, 'منتجان');
    assert.include((await synced('ar', 5))!, '5 منتجات');
  });

  it('translate durations and days', async () => {
    const late = (payload: Payload) => sentenceIn('de', { event_type: 'order.overdue', payload });
    assert.equal(
      await late({ step: 'submitted', within: '2h', after: 'paid' }),
      'Nicht an die Druckerei gesendet – 2 Stunden nach der Zahlung',
    );
    assert.equal(
      await late({ step: 'shipped', within: '1wd', after: 'paid' }),
      'Nicht versandt – 1 Werktag nach der Zahlung',
    );
    assert.equal(
      await late({ step: 'shipped', ship_by: '2026-12-24' }),
      'Nicht versandt – zugesagt bis 24. Dezember 2026',
    );
    assert.equal(await late({ step: 'hold', on_hold: '7d' }), 'Angehalten – 7 Tage lang');
    assert.equal(await late({ step: 'constructor', ship_by: 'soon' }), 'Überfällig');
    const quiet = await sentenceIn('fr', {
      event_type: 'source.quiet',
      payload: { provider: 'stripe', silence: '26 hours' },
    });
    assert.equal(quiet, 'Stripe n’a rien envoyé depuis 26\u00a0heures');
  });

  it('name the parcel and the test mode if the stored message does', async () => {
    const payload = { tracking: '1Z9', test: true };
    const made = await sentenceIn('de', { event_type: 'order.delivered', message: 'Test: Delivered — 1Z9', payload });
    assert.equal(made, 'Test: Zugestellt — 1Z9');
    assert.equal(
      await sentenceIn('de', { event_type: 'order.delivered', message: 'Delivered', payload }),
      'Zugestellt',
    );
  });

  it('isolate Latin ids in a line from right to left', async () => {
    const payload = { provider: 'printify', reference: 'PFY-1' };
    assert.include((await sentenceIn('ar', { event_type: 'order.submitted', payload }))!, '(\u2068PFY-1\u2069)');
    assert.notInclude((await sentenceIn('fr', { event_type: 'order.submitted', payload }))!, '\u2068');
  });

  it('translate Flagpost’s own reasons, and leave others as they are', async () => {
    const failed = (reason: string) => sentenceIn('de', { event_type: 'order.delivery_failed', payload: { reason } });
    assert.equal(await failed('nobody at home'), 'Zustellung gescheitert: niemand zu Hause');
    assert.equal(await failed('constructor'), 'Zustellung gescheitert: constructor');
  });

  it('are null for a sentence that this version does not have', async () => {
    for (const sentence of ['order.beamed', 'constructor', '', null])
      assert.isNull(await sentenceIn('de', { event_type: 'order.delivered', sentence }));
  });
});

describe('a row in another language than English', () => {
  let api: FakeApi;
  const shipped = (rest: Partial<LogEvent> = {}) =>
    anEvent('order.shipped', 125, {
      message: 'Shipped via DHL — tracking: 1Z999',
      sentence: 'order.shipped',
      payload: { carrier: 'DHL', tracking: '1Z999' },
      source: 'api',
      ...rest,
    });
  const list = async (tag: string, rest = '') => {
    const host = await show<HTMLElement>(`<${tag} lang="de" token="${aToken()}" ${rest}></${tag}>`);
    for (let turn = 0; turn < 100 && !$(host, '[part=message]'); turn++) await quiet();
    return host;
  };
  beforeEach(() => {
    time.pause();
    api = new FakeApi([]);
  });
  afterEach(() => {
    clear();
    custom.types = {};
  });

  it('has a translated message, also if the tracking number is a link', async () => {
    api.events = [shipped()];
    const sentence = 'Versandt mit DHL – Sendungsnummer: 1Z999';
    assert.equal(text($(await list('activity-feed'), '[part=message]')), sentence);
    const host = await list('order-timeline', `order-id="${api.events[0]!.order_id}"`);
    assert.equal(text($(host, '[part=message]')), sentence);
    assert.equal(text($(host, '[part=link]')), '1Z999');
  });

  it('has the shop’s own message as it is, unless the shop’s function returns another', async () => {
    api.events = [shipped({ sentence: null, message: 'Gone with the wind' })];
    const host = await list('activity-feed');
    assert.equal(text($(host, '[part=message]')), 'Gone with the wind');
    customize({ types: { 'order.shipped': { render: () => 'Off it goes' } } });
    await quiet();
    assert.equal(text($(host, '[part=message]')), 'Off it goes');
  });

  it('has a translated message in the labels of its buttons', async () => {
    api.events = [
      anEvent('order.submission_failed', 5, {
        message: 'Submission failed: no ink',
        sentence: 'order.submission_failed',
        payload: { reason: 'no ink' },
      }),
    ];
    const labels = $$(await list('activity-feed'), '.do button').map((each) => each.getAttribute('aria-label'));
    assert.include(labels, 'Erledigt: Übermittlung gescheitert: no ink');
  });

  it('hides type and source if the message contains them, except from screen readers', async () => {
    api.events = [
      shipped(),
      anEvent('order.paid', 130, { message: 'Bought by Ada', source: 'woocommerce' }),
      anEvent('order.created', 131, {
        message: 'Order placed via Stripe',
        sentence: 'order.created',
        payload: { provider: 'stripe' },
      }),
    ];
    const rows = $$(await list('activity-feed'), '[part=meta]');
    const [first, second, third] = rows.map((row) => {
      const unseen = row.querySelector('.unseen')!.textContent!;
      return { unseen, seen: row.textContent!.replace(unseen, '') };
    });
    assert.equal(first!.unseen, 'Versandt · ');
    assert.match(first!.seen, /^Dein Shop · /);
    assert.equal(second!.unseen, '');
    assert.match(second!.seen, /^Bezahlt · WooCommerce · /);
    assert.equal(third!.unseen, 'Bestellt · Stripe · ');
    assert.notMatch(third!.seen, /Stripe|Bestellt/);
  });
});
