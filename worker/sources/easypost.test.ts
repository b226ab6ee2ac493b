import assert from 'node:assert/strict';
import { test } from 'node:test';
import { easypost } from './easypost.ts';
import { changed, delivery, refusal } from './fixtures/delivery.ts';

/** @see https://github.com/EasyPost/easypost-go/blob/master/fixture_test.go EventBody, and test/services/webhook.test.js */
const SIGNATURE = 'hmac-sha256-hex=e93977c8ccb20363d51a62b3fe1fc402b7829be1152da9e88cf9e8d07115a46b';
const at = '2022-07-26T17:22:32Z';
const counts = ['queued_for_purchase', 'creation_failed', 'postage_purchased', 'postage_purchase_failed'];
const BODY = JSON.stringify({
  result: {
    ...{ id: 'batch_123...', object: 'Batch', mode: 'test', state: 'created', num_shipments: 0, reference: null },
    ...{ created_at: at, updated_at: at, scan_form: null, shipments: [] },
    status: Object.fromEntries(['created', ...counts].map((count) => [count, 0])),
    ...{ pickup: null, label_url: null },
  },
  ...{ description: 'batch.created', mode: 'test', previous_attributes: null, completed_urls: null },
  ...{ user_id: 'user_123...', status: 'pending', object: 'Event', id: 'evt_123...' },
});

const fares = (body: string, secret: string) =>
  refusal(easypost.verify, delivery(body, { 'x-hmac-signature': SIGNATURE }), secret);

test("EasyPost's own vector verifies, however the secret's é is written", async () => {
  for (const secret of ['s\u00e9cret', 'se\u0301cret']) assert.equal(await fares(BODY, secret), null);
  assert.equal(await fares(BODY, 'secret'), 'bad_signature');
});

test("EasyPost's own vector fails when any character of its body is another", async () => {
  for (const body of changed(BODY)) assert.equal(await fares(body, 's\u00e9cret'), 'bad_signature', body);
});
