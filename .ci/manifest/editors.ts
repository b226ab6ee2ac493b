import type { ElementDoc, Named } from './analyze.ts';

const isWords = (type: string): boolean => /^'/.test(type);

const markdown = (value: string | undefined) => ({ kind: 'markdown', value: value ?? '' });

const list = (title: string, items: Named[]): string[] =>
  items.length
    ? [`**${title}**`, ...items.map(({ name, description }) => `- \`${name || 'default'}\`: ${description}`)]
    : [];

const manual = ({ description, events, slots, cssParts, cssProperties }: ElementDoc): string =>
  [
    description,
    ...list('Events', events),
    ...list('Slots', slots),
    ...list('Parts', cssParts),
    ...list('CSS properties', cssProperties),
  ].join('\n\n');

const attribute = ({ name, description, type }: Named) => ({
  name,
  description: markdown(description),
  ...(type?.text === 'boolean' && { valueSet: 'v' }),
  ...(isWords(type?.text ?? '') && { values: type!.text.split(' | ').map((one) => ({ name: one.slice(1, -1) })) }),
});

/** https://github.com/microsoft/vscode-custom-data: what an editor offers and says while HTML is written. */
export const htmlData = (docs: ElementDoc[]): object => ({
  version: 1.1,
  tags: docs.map((doc) => ({
    name: doc.tagName,
    description: markdown(manual(doc)),
    attributes: doc.attributes.map(attribute),
  })),
});
