import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { openShop } from '../testing/shop-page.ts';
import { styleOf } from './serve.ts';

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

/** Serves a host's page from a test's shop: its files, the styles from npm, and Flagpost in its head. */
export const serveHost = (
  shop: Awaited<ReturnType<typeof openShop>>,
  host: string,
  order: string,
  head: string,
): string => {
  const page = read(`${host}.html`).replaceAll('{{story.id}}', order).replace('</head>', `${head}</head>`);
  for (const [, path] of page.matchAll(/(?:href|src)="(\/(?:npm|hosts)\/[^"]+)"/g)) {
    shop.at.set(path!, styleOf(path!.startsWith('/npm/') ? path! : '') ?? read(path!.replace('/hosts/', '')));
  }
  shop.at.set(`/hosts/${host}.html`, page);
  return `/hosts/${host}.html`;
};
