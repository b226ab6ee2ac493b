import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REASONS, readableCode } from '../contract/reasons.ts';
import { SUBTAGS, TAGS } from './aftership-statuses.ts';
import { DETAILS, FAILURES, STATUSES } from './easypost-statuses.ts';
import { loadFixtures } from './fixtures/load.ts';
import * as shippo from './shippo-statuses.ts';

const AT = Date.UTC(2026, 10, 2, 8);
const OWN: readonly string[] = REASONS;

test('every reason of the carriers’ tables is in REASONS, so that each language has it', () => {
  const tables = [TAGS, SUBTAGS, DETAILS, FAILURES, STATUSES, shippo.STATUSES, shippo.SUBSTATUSES];
  const reasons = tables.flatMap((table) => Object.values(table).flatMap(({ reason }) => reason ?? []));
  assert.ok(reasons.length > 20);
  assert.deepEqual(
    reasons.filter((reason) => !OWN.includes(reason)),
    [],
  );
});

test('every reason that is not in the provider’s words is in REASONS', async () => {
  const missing: string[] = [];
  for (const [name, { deliveries }] of await loadFixtures()) {
    for (const { body, expect } of Object.values(deliveries(AT))) {
      const sent = JSON.stringify(body).replaceAll('_', ' ').toLowerCase();
      for (const { payload } of expect) {
        const { reason } = payload ?? {};
        if (typeof reason !== 'string' || sent.includes(readableCode(reason).toLowerCase())) continue;
        if (!OWN.includes(reason)) missing.push(`${name}: ${reason}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});
