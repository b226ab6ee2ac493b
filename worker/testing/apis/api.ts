import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A request to a provider's API, its body read. */
export interface ApiRequest {
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** An answer: a status, JSON, and headers. */
export type ApiAnswer = [status: number, json: unknown, headers?: Record<string, string>];

/** A fault in place of the next answer: a status, or a broken connection. */
export type Mishap = ApiAnswer | 'broken';

/** A provider's API on loopback, for one test file. */
export const useApi = async (answer: (request: ApiRequest) => ApiAnswer) => {
  const api = {
    url: '',
    requests: [] as ApiRequest[],
    /** The faults of the next requests, in order; null lets one through. */
    mishaps: [] as (Mishap | null)[],
    /** Runs before an answer, which waits for it, as the shop goes on meanwhile. */
    before: (_: number): unknown => undefined,
    reset() {
      api.requests = [];
      api.mishaps = [];
      api.before = () => undefined;
    },
  };
  const send = (response: ServerResponse, [status, json, headers = {}]: ApiAnswer) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const request = { url: new URL(incoming.url!, 'http://localhost'), headers: incoming.headers, body };
    api.requests.push(request);
    const mishap = api.mishaps.shift() ?? null;
    if (mishap === 'broken') return void response.destroy();
    if (mishap !== null) return void send(response, mishap);
    await api.before(api.requests.length);
    send(response, answer(request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return api;
};
