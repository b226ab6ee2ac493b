import { allows, parseCsp } from '../csp.ts';
import { type AdminPage, type Check, type Finding, fine, unsure, wrong } from './check.ts';

const META = /<meta[^>]+http-equiv=["']?content-security-policy["']?[^>]*>/gi;
const CONTENT = /content=(?:"([^"]*)"|'([^']*)')/i;

/** All policies of the page, of which each has to allow a load. A header may hold several, with commas between. */
const policiesOf = ({ headers, html }: AdminPage): string[] => {
  const header = headers.get('Content-Security-Policy')?.split(',') ?? [];
  const metas = Array.from(html.matchAll(META), ([tag]) => CONTENT.exec(tag)).map(
    (found) => found?.[1] ?? found?.[2] ?? '',
  );
  return [...header, ...metas].filter((policy) => policy.trim() !== '');
};

/** Whether the page's policies let the elements load, and call the Worker. */
export const csp: Check = ({ page, url }) => {
  if (!page) return [];
  const script = new URL('/widgets.js', url);
  const found: Finding[] = policiesOf(page).flatMap((text) => {
    const policy = parseCsp(text);
    const blocked: Finding[] = [];
    const loads = allows(policy, 'script-src-elem', script, page.url);
    if (loads === false)
      blocked.push(wrong(`The page's Content-Security-Policy blocks ${script}.`, `Add ${url} to its script-src.`));
    if (loads === null)
      blocked.push(
        unsure(
          'The page’s Content-Security-Policy allows scripts by nonce or hash.',
          'Give the script tag of widgets.js the nonce.',
        ),
      );
    if (allows(policy, 'connect-src', new URL('/v1/attention', url), page.url) === false) {
      blocked.push(
        wrong(
          `The page's Content-Security-Policy blocks the elements' requests to ${url}.`,
          `Add ${url} to its connect-src.`,
        ),
      );
    }
    const types = policy.get('trusted-types');
    if (policy.has('require-trusted-types-for') && types && !types.includes('lit-html') && !types.includes('*')) {
      blocked.push(
        wrong(
          'The page allows trusted types only, and not those of the elements.',
          'Add lit-html to its trusted-types.',
        ),
      );
    }
    return blocked;
  });
  return found.length > 0 ? found : [fine('The page’s Content-Security-Policy lets the elements work.')];
};
