import { html } from 'hono/html';
import { toBase64 } from '../http/bytes.ts';
import type { JsonSchema, OpenApi, OperationObject, ParameterObject, ResponseObject } from './types.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
nav { columns: 18rem; }
nav a { display: block; }
section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); margin-top: 1.5rem; }
h3 { margin-bottom: 0; }
dt { font-weight: 600; }
dd { margin-left: 1.5rem; }
small { opacity: 0.75; }
`;

/** The page brings its own style, and loads nothing from anywhere. */
export const policy = async (): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE));
  const hash = toBase64(new Uint8Array(digest));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
};

type Piece = ReturnType<typeof html>;

const nameOf = ($ref: string) => $ref.split('/').at(-1)!;

/** A schema in a few words: its name, its type, its bounds. */
const inShort = (schema: JsonSchema): Piece | string => {
  if (schema.$ref) return html`<a href="#${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as JsonSchema[] | undefined;
  if (either) return html`${either.map((one, i) => html`${i > 0 ? ' | ' : ''}${inShort(one)}`)}`;
  if (schema.type === 'array') return html`array of ${inShort((schema.items ?? {}) as JsonSchema)}`;
  const { type = 'any', format, minLength, maxLength, minimum, maximum, pattern } = schema;
  const bounds = Object.entries({ format, minLength, maxLength, minimum, maximum, pattern });
  const set = bounds.filter(([, value]) => value !== undefined).map(([name, value]) => `${name} ${value}`);
  return [String(type), ...set].join(', ');
};

const fields = ({ properties = {}, required = [], description }: JsonSchema): Piece => html`
  ${description ? html`<p>${description}</p>` : ''}
  <dl>${Object.entries(properties as Record<string, JsonSchema>).map(
    ([name, schema]) => html`
      <dt><code>${name}</code>${required.includes(name) ? '' : html` <small>may be missing</small>`}</dt>
      <dd><code>${inShort(schema)}</code> ${schema.description ?? ''}${schema.properties ? fields(schema) : ''}</dd>`,
  )}</dl>`;

const body = (schema: JsonSchema): Piece => {
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) return html`${either.map((one, i) => html`${i > 0 ? html`<p>or</p>` : ''}${body(one)}`)}`;
  return schema.properties ? fields(schema) : html`<p><code>${inShort(schema)}</code></p>`;
};

const CALLERS: Record<string, string> = {
  api_key: 'An API key',
  admin_key: 'An admin key',
  viewer_token: 'A viewer token',
};

const callers = ({ security }: OperationObject): string => {
  const [[scheme = ''] = []] = Object.entries(security?.[0] ?? {});
  if (!CALLERS[scheme]) return 'Anyone.';
  const scopes = security!.flatMap((one) => one[scheme] ?? []);
  return scopes.length > 0 ? `${CALLERS[scheme]} with the scope ${scopes.join(' or ')}.` : `${CALLERS[scheme]}.`;
};

const parameter = ({ name, schema, description = '' }: ParameterObject): Piece => html`
  <dt><code>${name}</code></dt>
  <dd><code>${inShort(schema)}</code> ${description}</dd>`;

const response = (status: string, { description, content = {} }: ResponseObject): Piece => html`
  <dt>${status}</dt>
  <dd>${description} ${Object.entries(content).map(
    ([type, { schema }]) => html`<code>${type}</code>: <code>${inShort(schema)}</code>`,
  )}</dd>`;

const anchor = (method: string, path: string) => `${method}${path.replace(/\W+/g, '-')}`;

const operation = (method: string, path: string, described: OperationObject): Piece => {
  const { summary, parameters = [], requestBody, responses } = described;
  return html`
  <section id="${anchor(method, path)}">
    <h3><code>${method.toUpperCase()} ${path}</code></h3>
    <p>${summary} <small>${callers(described)}</small></p>
    ${parameters.length > 0 ? html`<h4>In the address</h4><dl>${parameters.map(parameter)}</dl>` : ''}
    ${requestBody ? html`<h4>Body</h4>${body(requestBody.content['application/json']!.schema)}` : ''}
    <h4>Answers</h4>
    <dl>${Object.entries(responses).map(([status, one]) => response(status, one))}</dl>
  </section>`;
};

/** The document as a page to read: no script, nothing from another host. */
export const page = ({ info, paths, components }: OpenApi): Piece => {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, described]) => ({ method, path, described })),
  );
  return html`<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>${info.title} API</title>
  <style>${STYLE}</style>
  <h1>${info.title} API ${info.version}</h1>
  <p>${info.description} The same for machines: <a href="openapi.json">openapi.json</a>.</p>
  <nav>${all.map(({ method, path }) => html`<a href="#${anchor(method, path)}"><code>${method.toUpperCase()} ${path}</code></a>`)}</nav>
  ${all.map(({ method, path, described }) => operation(method, path, described))}
  <h2>Answers by name</h2>
  ${Object.entries(components.schemas).map(([name, schema]) => html`<section id="${name}"><h3>${name}</h3>${body(schema)}</section>`)}
</html>`;
};
