// Part of `npm run build`: writes the declarations for TypeScript, React, Vue and Svelte.
import type { ElementDoc, Named } from './analyze.ts';
import { parsed, scriptOf } from './sources.ts';
import { declarations, eventTypes } from './types.ts';

const comment = ({ description }: Named): string =>
  description ? `/** ${description.replaceAll('\n', ' ')} */\n  ` : '';

const typeOf = ({ type }: Named): string => type?.text ?? 'string';

const property = (member: Named): string => `  ${comment(member)}${member.name}: ${typeOf(member)} | undefined;`;

/** The types of attributes in markup: a number may be text, and a boolean attribute may have no value. */
const IN_MARKUP: Record<string, string> = { number: 'number | `$\u007Bnumber}`', boolean: "boolean | ''" };

const attribute = (one: Named): string => {
  const type = IN_MARKUP[typeOf(one)] ?? typeOf(one);
  return `  ${comment(one)}'${one.name}'?: ${type} | undefined;`;
};

const fields = ({ members }: ElementDoc) => members.filter(({ kind }) => kind === 'field');

const method = (member: Named): string => `  ${comment(member)}${member.name}(): Promise<void>;`;

const methods = ({ members }: ElementDoc) => members.filter(({ kind }) => kind === 'method');

/** `widgets.js` exports the classes of its own elements. The customer's element is only a type there. */
const kindOf = ({ tagName }: ElementDoc): string =>
  scriptOf(tagName) === 'widgets.js' ? 'declare class' : 'interface';

const element = (doc: ElementDoc): string => `
/** ${doc.description} */
export ${kindOf(doc)} ${doc.name} extends HTMLElement {
${[...fields(doc).map(property), ...methods(doc).map(method)].join('\n')}
}

export interface ${doc.name}Attributes {
${doc.attributes.map(attribute).join('\n')}
}
`;

const anyOf = (items: Named[]): string => items.map(({ name }) => `'${name}'`).join(' | ');

const entry = (doc: ElementDoc): string => `  '${doc.tagName}': {
    element: ${doc.name};
    attributes: ${doc.name}Attributes;
    properties: Pick<${doc.name}, ${anyOf(fields(doc))}>;
    events: ${anyOf(doc.events)};
  };`;

/** The types of `status.js`. */
export const statusTypes = (docs: ElementDoc[]): string =>
  [
    ...docs
      .filter(({ tagName }) => scriptOf(tagName) === 'status.js')
      .map(
        ({ name }) => `import type { ${name} as Element } from './widgets.js';
export type ${name} = Element;
export declare const ${name}: { new (): Element; prototype: Element };`,
      ),
    "export { customize } from './widgets.js';\n",
  ].join('\n');

/** The types of `widgets.js`, which need no types of Lit or the Worker. */
export const widgetsTypes = (docs: ElementDoc[]): string => {
  const sources = parsed();
  const events = [...eventTypes(sources)].map(([name, type]) => `  '${name}': ${type};`).join('\n');
  const tags = docs.map(({ tagName, name }) => `    '${tagName}': ${name};`).join('\n');
  return `// Made by \`npm run build\` from the elements' own doc comments.
${[...declarations(['LogEvent', 'ErrorCode', 'OwnType', 'OwnWords'], sources).values()].join('\n\n')}

/** The detail of \`flagpost-error\`. */
export interface FlagpostError extends Error {
  readonly code: ErrorCode;
  /** The answer's status; 0 where there was no answer. */
  readonly status: number;
}

/** Replaces strings, by language (\`en\`, \`de\`, …), and how types of events look. */
export declare const customize: (own: {
  strings?: Record<string, OwnWords>;
  types?: Record<string, OwnType>;
}) => void;
${docs.map(element).join('')}
export interface FlagpostEvents {
${events}
}

/** The attributes, properties and events of each tag; the types for React, Vue and Svelte are made of it. */
export interface FlagpostElements {
${docs.map(entry).join('\n')}
}

declare global {
  interface HTMLElementTagNameMap {
${tags}
  }
  interface GlobalEventHandlersEventMap extends FlagpostEvents {}
}
`;
};
