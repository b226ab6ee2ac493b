// Part of `npm run build`: resolves the types that doc comments name.
import { ts } from '@custom-elements-manifest/analyzer';
import type { Source } from './sources.ts';

const statements = (sources: Source[]) => sources.flatMap((source) => [...source.statements]);

const declarationOf = (name: string, sources: Source[]) =>
  statements(sources)
    .filter((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one))
    .find((one) => one.name.text === name);

/** The members of `export const NAMES = ['a', 'b'] as const`. */
const listed = (name: string, sources: Source[]): string[] => {
  const text = statements(sources)
    .filter(ts.isVariableStatement)
    .map((one) => one.getText())
    .find((one) => new RegExp(`\\bconst ${name}\\b`).test(one));
  return Array.from(text?.matchAll(/'([^']*)'/g) ?? [], ([literal]) => literal!);
};

/** Writes a type without aliases: an alias of a union of strings becomes the union. */
export const written = (type: string, sources: Source[]): string => {
  const alias = declarationOf(type, sources);
  const meant = alias && ts.isTypeAliasDeclaration(alias) ? alias.type.getText() : type;
  const list = /^\(typeof (\w+)\)\[number\]$/.exec(meant);
  return list ? listed(list[1]!, sources).join(' | ') : meant.replace(/ \| undefined$/, '');
};

const NAME = /\b[A-Z]\w+\b/g;

/** The texts of interfaces and type aliases by name, with all types that they name in turn. */
export const declarations = (names: Iterable<string>, sources: Source[], done = new Map<string, string>()) => {
  for (const name of names) {
    const declaration = done.has(name) ? undefined : declarationOf(name, sources);
    if (!declaration) continue;
    const list = written(name, sources);
    const isList = list.startsWith("'");
    const text = isList ? `export type ${name} = ${list};` : declaration.getFullText().trim();
    done.set(name, text);
    const named = Array.from(text.matchAll(NAME), ([one]) => one);
    declarations(named, sources, done);
  }
  return done;
};

/** The type of each event by its name, such as `CustomEvent<{ count: number }>`, from the event's class. */
export const eventTypes = (sources: Source[]): Map<string, string> => {
  const types = new Map<string, string>();
  for (const one of statements(sources)) {
    if (!ts.isClassDeclaration(one)) continue;
    const name = /super\('(flagpost-[\w-]+)'/.exec(one.getText())?.[1];
    const parent = one.heritageClauses?.[0]?.types[0]?.getText();
    if (name && parent) types.set(name, parent);
  }
  return types;
};
