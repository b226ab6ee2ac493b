import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { alertFlaws, channelsOn, digestDay, isQuietHour, levelsThatRing, ringAfter } from './alert-settings.ts';

const HOUR = 3_600_000;
const SLACK = { ALERT_SLACK_URL: 'https://hooks.slack.com/services/x' };
const BERLIN = { TIME_ZONE: 'Europe/Berlin' };

test('the first setting of a channel switches it on', () => {
  assert.deepEqual(channelsOn({ ...SLACK, ALERT_URL: ' ', ALERT_SECRET: 'whsec_x' }), ['slack']);
});

test('nothing rings without a channel; with one after five minutes, or as it is set', () => {
  assert.equal(ringAfter({ ALERT_AFTER: '1m' }), undefined);
  assert.equal(ringAfter(SLACK), 300_000);
  for (const [setting, ms] of Object.entries({ '0m': 0, ' 2h ': 2 * HOUR, soon: 300_000, '': 300_000 }))
    assert.equal(ringAfter({ ...SLACK, ALERT_AFTER: setting }), ms, setting);
});

test('the levels that ring are those that are named, or both', () => {
  assert.deepEqual(levelsThatRing({ ALERT_LEVELS: 'error' }), ['error']);
  for (const both of [undefined, '', 'errors', 'info', 'warning, error'])
    assert.deepEqual(levelsThatRing({ ...(both !== undefined && { ALERT_LEVELS: both }) }), ['warning', 'error']);
});

describe('quiet hours', () => {
  const hours = (ALERT_QUIET: string, day = Date.UTC(2026, 1, 16), zone = {}) =>
    Array.from({ length: 24 }, (_, hour) => hour)
      .filter((hour) => isQuietHour(day + hour * HOUR, { ALERT_QUIET, ...zone }))
      .join();

  test('are those of the shop, over midnight too', () => {
    assert.equal(hours('12-14'), '12,13');
    assert.equal(hours('22-07'), '0,1,2,3,4,5,6,22,23');
    assert.equal(hours('21:30-6:30'), '0,1,2,3,4,5,6,22,23');
    assert.equal(hours('12-14', undefined, BERLIN), '11,12');
    assert.equal(hours('12-14', Date.UTC(2026, 6, 16), BERLIN), '10,11');
  });

  test('are none where the setting cannot be read', () => {
    for (const odd of ['', '22', '22-', '24-07', '7-7', '22-07-08', 'nights']) assert.equal(hours(odd), '', odd);
  });
});

test('a digest is due from its time on, also on the days on which the clocks change', () => {
  const due = (at: string, settings = {}) => digestDay(Date.parse(at), { DIGEST_AT: '08:00', ...settings });
  assert.equal(due('2026-02-16T07:59:59Z'), '2026-02-15');
  assert.equal(due('2026-02-16T08:00:00Z'), '2026-02-16');
  assert.equal(due('2026-03-29T05:59:59Z', BERLIN), '2026-03-28');
  assert.equal(due('2026-03-29T06:00:00Z', BERLIN), '2026-03-29');
  assert.equal(due('2026-10-25T06:59:59Z', BERLIN), '2026-10-24');
  assert.equal(due('2026-10-25T07:00:00Z', BERLIN), '2026-10-25');
  for (const DIGEST_AT of ['', '25:00', '8:60', 'morning'])
    assert.equal(due('2026-02-16T12:00:00Z', { DIGEST_AT }), null);
});

test('a setting that cannot be read is named; one that can, or is not set, is not', () => {
  const set = { ALERT_LEVELS: 'error', ALERT_AFTER: '0m', ALERT_QUIET: '22-07', DIGEST_AT: '8' };
  assert.deepEqual(alertFlaws({ ...set, ADMIN_HREF: 'https://shop.example/{order_id}' }), []);
  assert.deepEqual(alertFlaws({ ALERT_LEVELS: '', ADMIN_HREF: ' ' }), []);
  const odd = { ALERT_LEVELS: 'error,info', ALERT_AFTER: 'soon', ALERT_QUIET: '22', DIGEST_AT: '24:00' };
  assert.deepEqual(
    alertFlaws({ ...odd, ADMIN_HREF: 'https://shop.example/orders' }).map(({ setting }) => setting),
    ['ALERT_LEVELS', 'ALERT_AFTER', 'ALERT_QUIET', 'DIGEST_AT', 'ADMIN_HREF'],
  );
});
