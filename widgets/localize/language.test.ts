import { assert } from 'chai';
import { TYPE_ACTIONS } from '../../worker/contract/actions.ts';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { anEvent, aRoutine, NOW } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, assertAccessible, aToken, button, clear, quiet, show, text, time } from '../testing/page.ts';
import { customize } from './customize.ts';
import ar from './locales/ar.ts';
import de from './locales/de.ts';
import es from './locales/es.ts';
import fr from './locales/fr.ts';
import ja from './locales/ja.ts';
import type { Phrase } from './messages/phrase.ts';

const LANGUAGES = { ar, de, es, fr, ja };

/** What a language says, by the path of its name. */
const phrases = (words: object, path = ''): [string, Phrase][] =>
  Object.entries(words).flatMap(([name, said]) =>
    typeof said === 'string' || 'other' in said ? [[`${path}${name}`, said]] : phrases(said, `${path}${name}.`),
  );

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

/** It may say "one" in words. */
const filledWithout = (rule: string) => (rule === 'one' || rule === 'two' ? ['{count}', '{number}'] : []);

const feed = async (rest = '', lang = '') => {
  const markup = `<div lang="${lang}"><activity-feed token="${aToken()}" ${rest}></activity-feed></div>`;
  const host = (await show<HTMLElement>(markup)).firstElementChild as ActivityFeed;
  for (let turn = 0; turn < 100 && !$(host, '[part=list]'); turn++) await quiet();
  return host;
};

describe('languages', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.hold();
    api = new FakeApi([anEvent('order.shipped', 125, { message: 'Shipped via DHL' })]);
  });
  afterEach(clear);

  for (const [lang, words] of Object.entries(LANGUAGES)) {
    it(`${lang} has a name for every action that the taxonomy offers`, () => {
      assert.isNotEmpty(TYPE_ACTIONS);
      assert.sameMembers(
        Object.keys(words.actions),
        TYPE_ACTIONS.map(({ label }) => label),
      );
    });

    it(`${lang} says the same as German does, with the same blanks and a plural for every count`, () => {
      const german = new Map(phrases(de));
      assert.deepEqual(
        phrases(words).map(([path]) => path),
        [...german.keys()],
      );
      const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
      for (const [path, phrase] of phrases(words)) {
        const like = german.get(path)!;
        const usual = blanks(typeof like === 'string' ? like : like.other);
        if (typeof phrase === 'string') assert.deepEqual(blanks(phrase), usual, path);
        else
          for (const [rule, text] of Object.entries(phrase)) {
            assert.include(pluralCategories, rule, path);
            const missing = usual.filter((blank) => !blanks(text).includes(blank));
            assert.includeMembers(filledWithout(rule), missing, `${path} ${rule}`);
          }
      }
    });

    it(`${lang} is what an element speaks where the page does, and axe finds nothing`, async () => {
      const host = await feed('', lang);
      assert.equal(text($(host, '#attention')), words.needsAttention);
      assert.include(text($(host, '[part=meta]')), words.types['order.shipped']);
      assert.include(
        text($(host, '[part=meta]')),
        new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(-2, 'hour'),
      );
      assert.equal(getComputedStyle(host).direction, lang === 'ar' ? 'rtl' : 'ltr');
      await assertAccessible(host);
    });
  }

  it('stand on the side where a language begins, whatever a sentence of the log is written in', async () => {
    const host = await feed('', 'ar');
    assert.equal(getComputedStyle($(host, '[part=message]')!).textAlign, 'right');
  });

  it('are those of the element itself before the page’s', async () => {
    const host = await feed('lang="fr"', 'de-AT');
    assert.equal(text($(host, '#attention')), fr.needsAttention);
  });

  it('count by their own rules', async () => {
    api.events = aRoutine(4);
    const host = await feed('', 'ar');
    assert.include(text($(host, '.fold')), '4 أحداث معتادة');
  });

  it('are English where nobody here speaks them, or the page names none', async () => {
    for (const lang of ['it', 'tlh', 'not a language', '']) {
      const host = await feed('', lang);
      assert.equal(text($(host, '#all')), 'All activity');
      assert.match(text($(host, 'time')), /ago$/);
    }
  });

  it('name the actions that are ours, in the row, its menu and what is told of them, and leave the shop’s own', async () => {
    const actions = [
      { name: 'retry', label: 'Retry submission' },
      { name: 'retry', label: 'Run again' },
      { name: 'call', label: 'Call the customer' },
      { name: 'odd', label: 'constructor' },
    ];
    api.events = [anEvent('order.submission_failed', 5, { actions })];
    const host = await feed('', 'de');
    $(host, '.menu')!.click();
    await quiet();
    const items = $$(host, '[role=menuitem]').map(text);
    assert.deepEqual(items.slice(0, 3), ['Neu starten', 'Call the customer', 'constructor']);
    api.holding = true;
    button(host, 'Neu übermitteln').click();
    await quiet();
    assert.equal(text($(host, '[part=action-status]')), 'Neu übermitteln – läuft …');
  });

  it('say when, in the zone that is given', async () => {
    api.events = [anEvent('order.shipped', 0, { occurred_at: new Date(NOW - 90 * 86_400_000).toISOString() })];
    const host = await feed('time-zone="Asia/Tokyo"', 'ja');
    assert.match(text($(host, '[part=day]')), /^2025年11月1\d日/);
  });
});

describe('what a shop says in its own way', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.hold();
    api = new FakeApi([anEvent('warehouse.picked', 5, { message: 'Picked', payload: { shelf: 12 } })]);
  });
  afterEach(clear);

  it('replaces any string, in the language it is meant for, in elements that are there', async () => {
    api.events.push(anEvent('email.bounced', 2));
    const host = await feed();
    customize({ strings: { en: { resolve: 'Done' }, de: { resolve: 'Fertig' } } });
    await quiet();
    assert.exists(button(host, 'Done'));
    assert.exists(button(await feed('', 'de'), 'Fertig'));
    assert.equal(text($(host, '#all')), 'All activity', 'the rest stays');
  });

  it('is a label, an icon and a sentence of its own for a type', async () => {
    customize({
      types: {
        'warehouse.picked': {
          label: 'Picking',
          icon: 'M2 2h12v12H2z',
          render: ({ payload }) =>
            Object.assign(document.createElement('b'), { textContent: `Shelf ${payload.shelf}` }),
        },
      },
    });
    const host = await feed();
    assert.include(text($(host, '[part=meta]')), 'Picking · ');
    assert.equal($(host, '.entry .icon path')?.getAttribute('d'), 'M2 2h12v12H2z');
    assert.equal($(host, '[part=message] b')?.textContent, 'Shelf 12');
    customize({ types: { 'warehouse.picked': { icon: () => document.createElement('img') } } });
    await quiet();
    assert.exists($(host, '.entry span.icon > img'));
  });

  it('is for its type alone: not for one that is named like a property of every object', async () => {
    const names = ['constructor', 'toString', '__proto__'];
    const actions = names.map((label) => ({ name: 'call', label }));
    const ofType = (type: string) => anEvent(type, 5, { level: 'error', message: type, actions });
    api.events = names.map(ofType);
    customize({ types: { hasOwnProperty: { label: 'Own' } }, strings: { de: { actions: { other: 'Andere' } } } });
    for (const [lang, types] of [
      ['', 'Constructor, ToString,  proto '],
      ['de', 'Constructor, ToString,  proto '],
    ] as const) {
      const host = await feed('', lang);
      const shown = $$(host, '[part=meta]').map(({ textContent }) => textContent!.split(' · ')[0]);
      assert.sameMembers(shown, types.split(', '));
      assert.deepEqual($$(host, '.action').map(text), ['constructor', 'constructor', 'constructor']);
      assert.exists(button(host, lang ? 'Erledigt' : 'Resolve'));
    }
    customize({ types: JSON.parse('{ "__proto__": { "label": "Prototype" } }') });
    const host = await feed();
    assert.lengthOf(
      $$(host, '[part=meta]').filter((meta) => text(meta).startsWith('Prototype · ')),
      1,
    );
  });

  it('may be text, which stays text, and leaves the message where it fails', async () => {
    customize({ types: { 'warehouse.picked': { render: () => '<b>bold</b>' } } });
    const host = await feed();
    assert.equal(text($(host, '[part=message]')), '<b>bold</b>');
    const { error } = console;
    const told: unknown[] = [];
    console.error = (what) => told.push(what);
    customize({
      types: {
        'warehouse.picked': {
          render: () => {
            throw new Error('the shop’s own mistake');
          },
        },
      },
    });
    await quiet();
    console.error = error;
    assert.equal(text($(host, '[part=message]')), 'Picked');
    assert.match(String(told[0]), /the shop’s own mistake/);
  });
});
