import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrierName, trackingPage } from './carriers.ts';

test('a parcel has the page that its sender names, else its carrier’s', () => {
  const dhl = { carrier: 'DHL Express (UK)', tracking: ' 1Z999 ' };
  assert.equal(trackingPage({ ...dhl, tracking_url: 'https://dhl.example/1Z999' }), 'https://dhl.example/1Z999');
  assert.equal(trackingPage(dhl), 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=1Z999');
  for (const tracking_url of ['', 'soon', '/track', 'javascript:alert(1)', 'https://', 7, null, {}])
    assert.equal(trackingPage({ ...dhl, tracking_url }), trackingPage(dhl));
});

test('a parcel of a carrier that nobody knows, or without a number, has none', () => {
  for (const payload of [{}, { carrier: 'Upside Couriers', tracking: 'U-1' }, { carrier: 'DHL' }, { tracking: '1Z' }])
    assert.equal(trackingPage(payload), null);
  for (const carrier of ['constructor', '__proto__', '', null, 7, {}])
    assert.equal(trackingPage({ carrier, tracking: '1' }), null);
});

test('a number cannot leave its place in the address', () => {
  const page = new URL(trackingPage({ carrier: 'UPS', tracking: '1&x=<b>#"' })!);
  assert.equal(page.searchParams.get('tracknum'), '1&x=<b>#"');
});

test('a carrier is called as it calls itself, by whatever it is spelled as, and never as its sender does', () => {
  const spelled = { 'DHL Express (UK)': 'DHL', royal_mail: 'Royal Mail', RoyalMail: 'Royal Mail', FedEx: 'FedEx' };
  for (const [carrier, name] of Object.entries({ ...spelled, PostNL: 'PostNL', 'yodel: a secret': 'Yodel' }))
    assert.equal(carrierName({ carrier }), name, carrier);
  for (const carrier of ['Upside Couriers', 'constructor', '__proto__', '', 7, null, {}])
    assert.equal(carrierName({ carrier }), null);
});
