import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SOURCES } from './index.ts';
import { ListingError } from './listing.ts';

const ROOT = join(import.meta.dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/first-day.md'), 'utf8');
const NAMES: Record<string, string> = { stripe: 'Stripe', woocommerce: 'WooCommerce', shopify: 'Shopify' };

const sectionOf = (title: string): string => GUIDE.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';

describe('docs/first-day.md', () => {
  const listed = Object.values(SOURCES).filter(({ list }) => list);

  test('has a section for each source that can be asked, and for no other', () => {
    const sections = Object.values(NAMES).filter((title) => sectionOf(title) !== '');
    assert.deepEqual(sections.sort(), listed.map(({ name }) => NAMES[name]).sort());
  });

  for (const { name, list } of listed) {
    test(`says of ${name} what it needs, and how far back it remembers`, () => {
      const text = sectionOf(NAMES[name]!);
      for (const setting of list!.settings) assert.ok(text.includes(`\`${setting}\``), setting);
      const days = list!.remembers > 60 ? 'as far as `--days` says' : `| ${list!.remembers} days`;
      assert.ok(text.includes(days), days);
    });

    test(`asks of ${name} for no setting that is not named`, () => {
      const given: Record<string, string> = {
        STRIPE_API_KEY: 'rk_1',
        WOOCOMMERCE_URL: 'https://shop.example',
        WOOCOMMERCE_API_KEY: 'ck_1:cs_1',
        SHOPIFY_SHOP: 'demo',
        SHOPIFY_API_TOKEN: 'shpat_1',
      };
      const named = Object.fromEntries(list!.settings.map((setting) => [setting, given[setting]]));
      assert.ok(list!.access(named).url.startsWith('https://'));
      for (const setting of list!.settings)
        assert.throws(() => list!.access({ ...named, [setting]: undefined }), ListingError, setting);
    });
  }
});
