import { type Check, type Finding, fine, unsure, wrong } from './check.ts';

const SCRIPT = /<script[^>]+src=["']?([^"'\s>]*\b(?:widgets|badge)(?:[.-][\w.-]+)?\.js[^"'\s>]*)/gi;

const textOf = async (url: URL | string): Promise<string | null> => {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
};

/** Whether the elements that the Worker serves, and those that the page loads, have the Worker's version. */
export const widgets: Check = async ({ url, page, own, health, status }) => {
  if (status === 0) return [];
  const served = await textOf(`${url}/widgets.js`);
  if (served === null) return [wrong('The Worker serves no widgets.js.', 'Build and deploy them: npm run deploy')];
  const found: Finding[] = [];
  const version = health?.setup?.version;
  if (version !== undefined && version !== own.version) {
    found.push(
      unsure(
        `The Worker is of version ${version}, this command of ${own.version}.`,
        'Deploy, or install the same version.',
      ),
    );
  } else if (own.widgets !== null && served !== own.widgets) {
    found.push(
      wrong('The Worker serves another widgets.js than this version has.', 'Build and deploy it: npm run deploy'),
    );
  }
  for (const [, src = ''] of page?.html.matchAll(SCRIPT) ?? []) {
    const script = new URL(src, page!.url);
    const current = await textOf(new URL(script.pathname.endsWith('badge.js') ? '/badge.js' : '/widgets.js', url));
    if (script.origin !== url && (await textOf(script)) !== current) {
      found.push(
        wrong(
          `The page loads an old copy of the elements: ${script}.`,
          `Load them from ${url}/widgets.js, or copy them anew.`,
        ),
      );
    }
  }
  return found.length > 0 ? found : [fine('The elements are of the Worker’s version.')];
};
