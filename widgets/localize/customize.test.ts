import { assert } from 'chai';
import '../index.ts';
import { anEvent } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { feedIn } from '../testing/feed-in.ts';
import { $, $$, button, clear, quiet, text, time } from '../testing/page.ts';
import { customize } from './customize.ts';

describe('customize()', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi([anEvent('warehouse.picked', 5, { message: 'Picked', payload: { shelf: 12 } })]);
  });
  afterEach(clear);

  it('replaces a string in one language, also in elements that are in the page', async () => {
    api.events.push(anEvent('email.bounced', 2));
    const host = await feedIn();
    customize({ strings: { en: { resolve: 'Done' }, de: { resolve: 'Fertig' } } });
    await quiet();
    assert.exists(button(host, 'Done'));
    assert.exists(button(await feedIn('', 'de'), 'Fertig'));
    assert.equal(text($(host, '#all')), 'All activity', 'the other strings stay');
  });

  it('gives a type its own label, icon and message', async () => {
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
    const host = await feedIn();
    assert.include(text($(host, '[part=meta]')), 'Picking · ');
    assert.equal($(host, '.entry .icon path')?.getAttribute('d'), 'M2 2h12v12H2z');
    assert.equal($(host, '[part=message] b')?.textContent, 'Shelf 12');
    customize({ types: { 'warehouse.picked': { icon: () => document.createElement('img') } } });
    await quiet();
    assert.exists($(host, '.entry span.icon > img'));
  });

  it('does not change types that are named like a property of every object', async () => {
    const names = ['constructor', 'toString', '__proto__'];
    const actions = names.map((label) => ({ name: 'call', label }));
    const ofType = (type: string) => anEvent(type, 5, { level: 'error', message: type, actions });
    api.events = names.map(ofType);
    customize({ types: { hasOwnProperty: { label: 'Own' } }, strings: { de: { actions: { other: 'Andere' } } } });
    for (const [lang, types] of [
      ['', 'Constructor, ToString,  proto '],
      ['de', 'Constructor, ToString,  proto '],
    ] as const) {
      const host = await feedIn('', lang);
      const shown = $$(host, '[part=meta]').map(({ textContent }) => textContent!.split(' · ')[0]);
      assert.sameMembers(shown, types.split(', '));
      assert.deepEqual($$(host, '.action').map(text), ['constructor', 'constructor', 'constructor']);
      assert.exists(button(host, lang ? 'Erledigt' : 'Resolve'));
    }
    customize({ types: JSON.parse('{ "__proto__": { "label": "Prototype" } }') });
    const host = await feedIn();
    assert.lengthOf(
      $$(host, '[part=meta]').filter((meta) => text(meta).startsWith('Prototype · ')),
      1,
    );
  });

  it('shows returned markup as text, and leaves the message if a function throws', async () => {
    customize({ types: { 'warehouse.picked': { render: () => '<b>bold</b>' } } });
    const host = await feedIn();
    assert.equal(text($(host, '[part=message]')), '<b>bold</b>');
    const { error } = console;
    const logged: unknown[] = [];
    console.error = (what) => logged.push(what);
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
    assert.match(String(logged[0]), /the shop’s own mistake/);
  });
});
