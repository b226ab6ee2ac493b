// Part of `npm run build`: reads the elements' doc comments with the custom-elements analyzer.
import { create } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { ENTRIES, parsed, type Source, scriptOf } from './sources.ts';
import { eventTypes, written } from './types.ts';

export interface Named {
  name: string;
  description?: string;
  type?: { text: string };
  default?: string;
}

/** One element in a custom elements manifest. */
export interface ElementDoc {
  kind: 'class';
  name: string;
  tagName: string;
  customElement: true;
  description: string;
  members: (Named & { kind: 'field' | 'method'; attribute?: string; privacy?: string })[];
  attributes: (Named & { fieldName?: string })[];
  events: (Named & { type: { text: string } })[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

/** The methods that a page may call. */
const METHODS = ['load'];

type Raw = Partial<ElementDoc> & { inheritedFrom?: unknown };

const isOurs = ({ name }: Named) => name?.startsWith('flagpost-');

/** Removes internal members, and writes types so that they need no other file. */
const cleaned = (raw: Raw, types: Map<string, string>, sources: Source[]): ElementDoc => {
  const named = <One extends Named>(list: One[] = []): One[] =>
    list.map(({ inheritedFrom: _, ...one }: One & { inheritedFrom?: unknown }) => ({
      ...one,
      ...(one.type && { type: { text: written(one.type.text, sources) } }),
    })) as unknown as One[];
  return {
    kind: 'class',
    name: raw.name!,
    tagName: raw.tagName!,
    customElement: true,
    description: raw.description!,
    members: named(raw.members).filter(({ name, attribute }) => attribute || METHODS.includes(name)),
    attributes: named(raw.attributes),
    events: named(raw.events)
      .filter(isOurs)
      .map((event) => ({ ...event, type: { text: types.get(event.name)! } })),
    slots: named(raw.slots),
    cssParts: named(raw.cssParts),
    cssProperties: named(raw.cssProperties),
  };
};

/** The elements as their sources and doc comments describe them. */
export const elements = (): ElementDoc[] => {
  const sources = parsed();
  const { modules } = create({ modules: sources, plugins: litPlugin() });
  const declared = modules.flatMap(({ declarations }) => declarations as Raw[]);
  const types = eventTypes(sources);
  return declared.filter(({ tagName }) => tagName).map((raw) => cleaned(raw, types, sources));
};

/** The manifest, with the paths of the published files. @see https://github.com/webcomponents/custom-elements-manifest */
export const manifest = (docs: ElementDoc[]): object => ({
  schemaVersion: '1.0.0',
  readme: '',
  modules: Object.keys(ENTRIES).map((path) => {
    const declared = docs.filter(({ tagName }) => scriptOf(tagName) === path);
    const exported = path === 'badge.js' ? docs.filter(({ tagName }) => tagName === 'attention-badge') : declared;
    const declaration = ({ name, tagName }: ElementDoc) => ({ name, module: scriptOf(tagName) });
    return {
      kind: 'javascript-module',
      path,
      declarations: declared,
      exports: exported.flatMap((doc) => [
        { kind: 'js', name: doc.name, declaration: declaration(doc) },
        { kind: 'custom-element-definition', name: doc.tagName, declaration: declaration(doc) },
      ]),
    };
  }),
});
