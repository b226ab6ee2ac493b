import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delivery, refusal } from './fixtures/delivery.ts';
import { shippo as fixture } from './fixtures/shippo.ts';
import { shippo } from './shippo.ts';

const fares = (query: string, headers = {}, body = '{}') =>
  refusal(shippo.verify, delivery(body, headers, Date.now(), query), fixture.secret);

test('Shippo, for a shop that it signs nothing for, is known by the token in its address', async () => {
  assert.equal(await fares(`?token=${fixture.secret}`), null);
  assert.equal(await fares(`?token=${fixture.another}`), 'bad_signature');
  assert.equal(await fares('?token='), 'missing_header');
  assert.equal(await fares(''), 'missing_header');
});

test('a signature that is there must hold, whatever the address says', async () => {
  const { signature } = await fixture.sign('{}', { secret: fixture.secret, at: Date.now(), id: '' });
  assert.equal(await fares('', signature), null);
  assert.equal(await fares(`?token=${fixture.secret}`, signature, '[]'), 'bad_signature');
  assert.equal(await fares(`?token=${fixture.secret}`, { 'shippo-auth-signature': 't=1,v1=00' }), 'too_old');
  assert.equal(await fares(`?token=${fixture.secret}`, { 'shippo-auth-signature': '' }), 'missing_header');
});
