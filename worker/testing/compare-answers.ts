import { strict as assert } from 'node:assert';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApi, OperationObject } from '../openapi/types.ts';

/** Where every answer must be described; the rest of the addresses are files. */
const OURS = /^\/(v1|webhooks|healthz|openapi\.json|docs)(\/|\.|$)/;

/** The document leaves room for fields to come; here one that it does not name is a mistake. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in schema && Object.keys(schema.properties as object).length > 0
    ? { additionalProperties: false, ...inner }
    : inner;
};

const pattern = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

/** Literal paths before those with parameters, as the router has it. */
const byLiteral = ([a]: [string, unknown], [b]: [string, unknown]) => a.split('{').length - b.split('{').length;

/**
 * Compares an answer with an OpenAPI document.
 * It throws if the document has no such operation, status, content type or field.
 */
export type CompareAnswer = (method: string, url: URL, answer: Response) => Promise<void>;

/** Makes the function that compares answers with this document. */
export const comparer = (document: OpenApi): CompareAnswer => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'openapi', ...(closed(document) as object) });
  const paths = Object.entries(document.paths).sort(byLiteral);

  const operationFor = (method: string, path: string): [string, OperationObject | undefined] => {
    const [key = '', item] = paths.find(([known]) => pattern(known).test(path)) ?? [];
    return [key, item?.[method.toLowerCase()]];
  };

  const pointer = (...parts: string[]) =>
    `openapi#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

  return async (method, url, answer) => {
    if (method === 'OPTIONS' || !OURS.test(url.pathname)) return;
    const read = method === 'HEAD' ? 'get' : method.toLowerCase();
    const [path, operation] = operationFor(read, url.pathname);
    const call = `${method} ${url.pathname} → ${answer.status}`;
    if (!operation) return assert.equal(answer.status, 404, `${call}: /openapi.json has no such call`);
    const described = operation.responses[answer.status];
    assert.ok(described, `${call}: /openapi.json does not know this status`);
    const text = await answer.text();
    if (text === '') return;
    const type = answer.headers.get('Content-Type')?.replace(/;.*/, '') ?? '';
    assert.ok(described.content?.[type], `${call}: /openapi.json does not know the type ${type}`);
    if (!/[/+]json$/.test(type)) return;
    const at = pointer('paths', path, read, 'responses', `${answer.status}`, 'content', type, 'schema');
    const validate = ajv.getSchema(at)!;
    assert.ok(validate(JSON.parse(text)), `${call}: ${ajv.errorsText(validate.errors)}`);
  };
};

/** The functions that compare, by the text of the document: its schemas are compiled once. */
const comparers = new Map<string, CompareAnswer>();

const comparerOf = (document: string): CompareAnswer => {
  const known = comparers.get(document) ?? comparer(JSON.parse(document) as OpenApi);
  comparers.set(document, known);
  return known;
};

/** Compares each answer that `fetch` gets from the Worker at `origin` with the Worker's own `/openapi.json`, until `stop`. */
export const compareAnswers = async ({ origin }: URL, onCompared: () => void) => {
  const real = globalThis.fetch;
  const ask = () => real(`${origin}/openapi.json`);
  // A Worker that was idle while another file computed may have closed its connection, unseen until it is used.
  const served = await ask().catch(ask);
  if (!served.ok) throw new Error(`/openapi.json answers ${served.status}: ${await served.text()}`);
  const compare = comparerOf(await served.text());
  globalThis.fetch = async (input, init) => {
    const answer = await real(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    if (url.origin === origin) {
      await compare(method, url, answer.clone());
      onCompared();
    }
    return answer;
  };
  const stop = () => {
    globalThis.fetch = real;
  };
  return { compare, stop };
};
