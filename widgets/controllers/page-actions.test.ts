import { assert } from 'chai';
import '../index.ts';
import { anEvent, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, clear, click, quiet, show, text, time } from '../testing/page.ts';

for (const tag of ['activity-feed', 'order-timeline'] as const) {
  const shown = (attributes = '') =>
    show<HTMLElement & { pageActions: boolean }>(
      `<${tag} token="${aToken()}" order-id="${ORDER}" ${attributes}></${tag}>`,
    );
  const actions = (host: Element) => $$(host, '.action').map(text);

  describe(`<${tag}> with a Worker that has no ACTIONS_URL`, () => {
    let api: FakeApi;
    beforeEach(() => {
      time.pause();
      api = new FakeApi([anEvent('order.submission_failed', 10, { message: 'Submission failed' })]);
    });
    afterEach(clear);

    it('offers no action', async () => {
      assert.deepEqual(actions(await shown()), []);
      assert.deepEqual(actions(await shown('page-actions="false"')), []);
    });

    it('offers the actions of the type if the page runs them, and lets the page run them', async () => {
      const host = await shown('page-actions');
      const chosen: string[] = [];
      const onAction = (action: Event) => {
        chosen.push((action as CustomEvent).detail.name);
        action.preventDefault();
      };
      document.addEventListener('flagpost-action', onAction);
      await click(host, 'Retry submission');
      document.removeEventListener('flagpost-action', onAction);
      assert.deepEqual(chosen, ['retry']);
      assert.equal(api.count('/actions/'), 0);
    });

    it('offers the actions if the element itself has a listener for them', async () => {
      const host = await shown();
      host.addEventListener('flagpost-resolve', () => {});
      await quiet();
      assert.deepEqual(actions(host), []);
      host.addEventListener('flagpost-action', (action) => action.preventDefault());
      await quiet();
      assert.deepEqual(actions(host), ['Retry submission']);
    });

    it('offers no action for a resolved problem, an event that is no problem, or a type without actions', async () => {
      api.events = [
        anEvent('order.submission_failed', 4, { resolved_at: new Date(time.now).toISOString(), resolved_by: 'Ana' }),
        anEvent('order.submission_failed', 3, { level: 'info' }),
        anEvent('order.disputed', 2),
        anEvent('constructor', 1, { level: 'error', order_id: ORDER }),
      ];
      const host = await shown('page-actions');
      assert.equal($$(host, '.entry').length, 4);
      assert.deepEqual(actions(host), []);
    });

    it('offers the event’s own actions in place of its type’s', async () => {
      api.events = [anEvent('order.submission_failed', 1, { actions: [{ name: 'call', label: 'Call them' }] })];
      assert.deepEqual(actions(await shown('page-actions')), ['Call them']);
      assert.deepEqual(actions(await shown()), ['Call them']);
    });

    it('says that the page did not run an action, and does not offer it again', async () => {
      const host = await shown('page-actions');
      api.refusal = { status: 503, detail: 'Set ACTIONS_URL.' };
      await click(host, 'Retry submission');
      for (let turn = 0; turn < 20 && !$(host, '.failure'); turn++) await quiet();
      assert.include(text($(host, '.failure')), 'nobody does this here yet');
      assert.deepEqual(actions(host), []);
    });
  });
}
