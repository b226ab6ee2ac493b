import { assert } from 'chai';
import '../index.ts';
import type { OrderTimeline } from '../elements/order-timeline.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aStory, HOSTILE, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { anUnderway } from '../testing/orders.ts';
import { $, $$, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';

import { NOTE_FORM } from './on-click.ts';

const timeline = async (rest = '', token = aToken({ sub: 'Ana' })) => {
  const host = await show<OrderTimeline>(
    `<order-timeline order-id="${ORDER}" token="${token}" ${rest}></order-timeline>`,
  );
  $<HTMLButtonElement>(host, '[part~=add-note]')?.click();
  await quiet();
  return host;
};

const box = (host: Element) => $<HTMLTextAreaElement>(host, 'textarea')!;

const write = async (host: Element, words: string) => {
  box(host).focus();
  box(host).value = words;
  box(host).dispatchEvent(new InputEvent('input', { bubbles: true }));
  await quiet();
};

const press = async (host: Element, rest: KeyboardEventInit) => {
  box(host).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true, ...rest }));
  await quiet();
};

const last = (host: Element) => $(host, '.entry:last-child');

describe('a note', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  it('is at the end of the story at once, with its writer', async () => {
    const host = await timeline();
    await write(host, '  Called the customer ');
    await click(host, 'Add note');
    assert.deepEqual(JSON.parse(String(api.requests.at(-1)?.init.body)), { message: 'Called the customer' });
    assert.equal(text($(host, '.entry:last-child [part=message]')), 'Called the customer');
    assert.equal(text($(host, '.entry:last-child [part=detail]')), 'by Ana');
    assert.equal(box(host).value, '');
    assert.equal(text($(host, '[role=status].unseen')), 'Note added');
    await assertAccessible(host);
  });

  it('names the person, and not Flagpost as its source', async () => {
    api.events.push(anEvent('order.note', 1, { message: 'Rang her', actor: 'Ana', source: 'flagpost' }));
    const host = await timeline();
    const note = last(host)!;
    assert.equal(text(note.querySelector('.opener')), '');
    assert.equal(note.querySelector('.opener')!.ariaLabel, 'Details: Rang her');
    const feed = await show(`<activity-feed token="${aToken()}"></activity-feed>`);
    assert.match(text($(feed, '.entry [part=meta]')), /^Note · by Ana · 1 minute ago$/);
  });

  /** A timeline after a click on its button, whose form loads by `load`. */
  const unloaded = async (load: (module: NonNullable<typeof NOTE_FORM.module>) => Promise<typeof module>) => {
    const host = await show<OrderTimeline>(
      `<order-timeline order-id="${ORDER}" token="${aToken({ sub: 'Ana' })}"></order-timeline>`,
    );
    const module = NOTE_FORM.module!;
    NOTE_FORM.module = undefined;
    NOTE_FORM.register(() => load(module));
    button(host, 'Add a note').click();
    await quiet();
    return host;
  };

  it('keeps the typed text and the caret while its form loads', async () => {
    let arrive = () => {};
    const host = await unloaded(
      (module) =>
        new Promise((done) => {
          arrive = () => done(module);
        }),
    );
    assert.equal(host.shadowRoot!.activeElement, box(host), 'a box is there at once');
    document.execCommand('insertText', false, 'Rang her');
    box(host).setSelectionRange(4, 4);
    assert.notExists($(host, '.note form'));
    arrive();
    for (let i = 0; i < 50 && !$(host, '.note form'); i++) await quiet();
    await quiet();
    assert.equal(host.shadowRoot!.activeElement, box(host));
    assert.equal(box(host).value, 'Rang her');
    assert.equal(box(host).selectionStart, 4);
    document.execCommand('insertText', false, ' up');
    assert.equal(box(host).value, 'Rang up her');
    await click(host, 'Add note');
    assert.deepEqual(JSON.parse(String(api.requests.at(-1)?.init.body)), { message: 'Rang up her' });
  });

  it('has its button back, with the focus, if its form does not load', async () => {
    let loaded: typeof NOTE_FORM.module;
    const host = await unloaded((module) => {
      loaded = module;
      return Promise.reject(new Error('gone'));
    });
    assert.equal(text($(host, '[role=status].unseen')), 'That didn’t load. Try again, or reload the page.');
    assert.equal(host.shadowRoot!.activeElement, button(host, 'Add a note'));
    NOTE_FORM.module = loaded;
  });

  it('gives the focus to its row when it is hidden from the customer', async () => {
    api.events.push(anEvent('order.note', 1, { message: 'Soon', actor: 'Ana', payload: { public: true } }));
    const host = await timeline();
    button(host, 'Take back').focus();
    await click(host, 'Take back');
    assert.notExists($(host, '[part=public]'));
    assert.equal(host.shadowRoot!.activeElement, last(host));
  });

  it('is public if the box is ticked, says so, and can be hidden again', async () => {
    const host = await timeline();
    const choice = $<HTMLInputElement>(host, '[name=public]')!;
    assert.isFalse(choice.checked);
    assert.equal(text(choice.parentElement), 'The customer may read this');
    choice.click();
    await write(host, 'Soon');
    await click(host, 'Add note');
    assert.deepEqual(JSON.parse(String(api.requests.at(-1)?.init.body)), { message: 'Soon', public: true });
    assert.isFalse(choice.checked, 'the next note is for the shop again');
    assert.match(text($(host, '.entry:last-child [part=public]')), /^The customer may read this/);
    await assertAccessible(host);
    api.failing.set('/public', 500);
    await click(host, 'Take back');
    assert.exists($(host, '.entry:last-child [part=failure]'));
    api.failing.clear();
    await click(host, 'Take back');
    assert.notExists($(host, '[part=public]'));
    assert.equal(text($(host, '[role=status].unseen')), 'The customer no longer sees this');
  });

  it('cannot be hidden by a viewer who may only read', async () => {
    api.events.push(anEvent('order.note', 0, { order_id: ORDER, message: 'Soon', payload: { public: true } }));
    const host = await timeline('', aToken({ scope: 'read' }));
    assert.equal(text($(host, '[part=public]')), 'The customer may read this');
    assert.notExists($(host, '[part=public] button'));
  });

  it('is sent by Ctrl+Enter or Cmd+Enter, not by Enter, and the focus stays', async () => {
    const host = await timeline();
    await write(host, 'One');
    await press(host, {});
    await press(host, { ctrlKey: true, isComposing: true });
    assert.equal(api.count('notes'), 0);
    await press(host, { ctrlKey: true });
    await write(host, 'Two');
    await press(host, { metaKey: true });
    assert.equal(api.count('notes'), 2);
    assert.equal(host.shadowRoot?.activeElement, box(host));
  });

  it('is sent once, and only if it is not empty', async () => {
    const host = await timeline();
    await write(host, '   ');
    await click(host, 'Add note');
    assert.equal(api.count('notes'), 0);
    assert.equal(host.shadowRoot?.activeElement, box(host));
    await write(host, 'Once');
    api.paused = true;
    await click(host, 'Add note');
    await click(host, 'Adding…');
    assert.isTrue(box(host).readOnly);
    api.release();
    await quiet();
    assert.equal(api.count('notes'), 1);
    assert.isFalse(box(host).readOnly);
  });

  it('that is not saved stays in the box, with the reason', async () => {
    const host = await timeline();
    await write(host, 'Called the customer');
    for (const [failure, words] of [
      ['offline', 'Not saved: you may be offline.'],
      [500, 'Not saved. Please try again.'],
    ] as const) {
      api.failing.set('notes', failure);
      await click(host, 'Add note');
      assert.equal(text($(host, '.note .failure')), words);
      assert.equal(box(host).value, 'Called the customer');
      assert.equal($$(host, '.entry').length, 4);
      await assertAccessible(host);
    }
    api.failing.clear();
    await click(host, 'Add note');
    assert.isNull($(host, '.note .failure'));
    assert.equal($$(host, '.entry').length, 5);
  });

  it('has room for 500 characters, and shows the number of the last ones', async () => {
    const host = await timeline();
    const says = () => text($(host, '#note-hint'));
    await write(host, 'x'.repeat(440));
    assert.equal(says(), '');
    await write(host, '🏴'.repeat(499));
    assert.equal(says(), '1 character left');
    await assertAccessible(host);
    await write(host, 'x'.repeat(512));
    assert.equal(says(), '12 characters too many');
    assert.equal(box(host).ariaInvalid, 'true');
    await assertAccessible(host);
    await click(host, 'Add note');
    assert.equal(api.count('notes'), 0);
    assert.equal(box(host).value.length, 512);
  });

  it('stays in the box while the story loads again, and is cleared with another order', async () => {
    api.story = anUnderway();
    const host = await timeline();
    await write(host, 'Half');
    api.events.push(anEvent('order.shipped', 1));
    await click(host, 'Refresh');
    api.failing.set('/v1/orders', 500);
    await click(host, 'Refresh');
    assert.equal(box(host).value, 'Half');
    api.failing.clear();
    host.orderId = 'another';
    await quiet();
    assert.equal(box(host).value, '');
  });

  it('that is saved after the order changed leaves the other order’s box as it is', async () => {
    const host = await timeline();
    await write(host, 'For the first');
    api.paused = true;
    await click(host, 'Add note');
    const [answer] = api.waiting.splice(0);
    api.paused = false;
    host.orderId = 'another';
    await quiet();
    await write(host, 'x'.repeat(490));
    answer?.();
    await quiet();
    assert.equal(box(host).value.length, 490);
    assert.equal(text($(host, '#note-hint')), '10 characters left');
    assert.equal($$(host, '.entry').length, 0);
  });

  it('stays after the answer to an earlier request', async () => {
    api.story = anUnderway();
    const host = await timeline();
    api.paused = true;
    await click(host, 'Refresh');
    const [early] = api.waiting.splice(0);
    api.paused = false;
    await write(host, 'Not lost');
    await click(host, 'Add note');
    api.events = aStory();
    early?.();
    await quiet();
    assert.include(text(last(host)), 'Not lost');
  });

  it('does not end an order that is on its way', async () => {
    api.story = anUnderway();
    const host = await timeline();
    await write(host, 'Wrapped as a gift');
    await click(host, 'Add note');
    assert.exists(button(host, 'Refresh'));
  });

  it('can be the first row of a story, and has its box beside the newest row', async () => {
    api.events = [];
    const host = await timeline();
    await assertAccessible(host);
    await write(host, 'First');
    await click(host, 'Add note');
    assert.equal($$(host, '.entry').length, 1);
    const up = await timeline('order="desc"');
    assert.isTrue(Boolean(box(up).compareDocumentPosition($(up, 'ol')!) & Node.DOCUMENT_POSITION_FOLLOWING));
  });

  it('has no box for a viewer who may only read', async () => {
    const host = await timeline('', aToken({ scope: 'read' }));
    assert.isNull(box(host));
  });

  it('is shown as text, and so is its writer', async () => {
    api.events = HOSTILE.map((evil, at) =>
      anEvent('order.note', HOSTILE.length - at, { message: evil, actor: evil.slice(0, 100) }),
    );
    const host = await timeline();
    assert.deepEqual(
      $$(host, '[part=message]').map((message) => message.textContent),
      HOSTILE,
    );
    assert.isNull($(host, 'img, script, b, [onclick], [onload], [onerror]'));
  });

  it('names its writer once', async () => {
    api.events = [anEvent('order.action', 1, { actor: 'Ana', message: 'Ana: Retry submission — done' })];
    const host = await timeline();
    assert.isNull($(host, '[part=detail]'));
  });
});
