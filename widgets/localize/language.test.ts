import { assert } from 'chai';
import { TYPE_ACTIONS } from '../../worker/contract/actions.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aRoutine, NOW } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { feedIn } from '../testing/feed-in.ts';
import { $, $$, button, clear, quiet, text, time } from '../testing/page.ts';
import ar from './locales/ar.ts';
import de from './locales/de.ts';
import es from './locales/es.ts';
import fr from './locales/fr.ts';
import ja from './locales/ja.ts';
import type { Phrase } from './messages/phrase.ts';

const LANGUAGES = { ar, de, es, fr, ja };

/** The phrases of a language, by the paths of their names. */
const phrases = (words: object, path = ''): [string, Phrase][] =>
  Object.entries(words).flatMap(([name, said]) =>
    typeof said === 'string' || 'other' in said ? [[`${path}${name}`, said]] : phrases(said, `${path}${name}.`),
  );

const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

/** The blanks that a plural form may leave out: "one" and "two" may be words. */
const filledWithout = (rule: string) => (rule === 'one' || rule === 'two' ? ['{count}', '{number}'] : []);

describe('languages', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi([anEvent('order.shipped', 125, { message: 'Shipped via DHL' })]);
  });
  afterEach(clear);

  for (const [lang, words] of Object.entries(LANGUAGES)) {
    it(`${lang} has a name for every action that the taxonomy offers`, () => {
      const offered = Object.values(TYPE_ACTIONS).flatMap((actions) => actions.map(({ label }) => label));
      assert.isNotEmpty(offered);
      assert.sameMembers(Object.keys(words.actions), [...new Set(offered)]);
    });

    it(`${lang} has the same phrases as German, with the same blanks and with plurals of its own`, () => {
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

    it(`${lang} is the language of an element in a page with this lang, and axe finds nothing`, async () => {
      const host = await feedIn('', lang);
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

  it('align messages with the language’s start, whatever language a message is in', async () => {
    const host = await feedIn('', 'ar');
    assert.equal(getComputedStyle($(host, '[part=message]')!).textAlign, 'right');
  });

  it('follow the element’s own lang before the page’s', async () => {
    const host = await feedIn('lang="fr"', 'de-AT');
    assert.equal(text($(host, '#attention')), fr.needsAttention);
  });

  it('have their own plurals', async () => {
    api.events = aRoutine(4);
    const host = await feedIn('', 'ar');
    assert.include(text($(host, '.fold')), '4 أحداث معتادة');
  });

  it('are English if the page’s language is not translated, or the page names none', async () => {
    for (const lang of ['qaa', 'tlh', 'not a language', '']) {
      const host = await feedIn('', lang);
      assert.equal(text($(host, '#all')), 'All activity');
      assert.match(text($(host, 'time')), /ago$/);
    }
  });

  it('translate the taxonomy’s actions in row, menu and progress, and not the shop’s own', async () => {
    const actions = [
      { name: 'retry', label: 'Retry submission' },
      { name: 'retry', label: 'Run again' },
      { name: 'call', label: 'Call the customer' },
      { name: 'odd', label: 'constructor' },
    ];
    api.events = [anEvent('order.submission_failed', 5, { actions })];
    const host = await feedIn('', 'de');
    $(host, '.menu')!.click();
    await quiet();
    const items = $$(host, '[role=menuitem]').map(text);
    assert.deepEqual(items.slice(0, 3), ['Neu starten', 'Call the customer', 'constructor']);
    api.paused = true;
    button(host, 'Neu übermitteln').click();
    await quiet();
    assert.equal(text($(host, '[part=action-status]')), 'Neu übermitteln – läuft …');
  });

  it('format days in the given time zone', async () => {
    api.events = [anEvent('order.shipped', 0, { occurred_at: new Date(NOW - 90 * 86_400_000).toISOString() })];
    const host = await feedIn('time-zone="Asia/Tokyo"', 'ja');
    assert.match(text($(host, '[part=day]')), /^2025年11月1\d日/);
  });
});
