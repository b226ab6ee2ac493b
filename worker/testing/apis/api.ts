import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** A request to a provider's API, its body read. */
export interface Asked {
  url: URL;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What is answered: a status, JSON, and headers. */
export type Answered = [status: number, json: unknown, headers?: Record<string, string>];

/** What happens instead of the next answer: a status, or a broken connection. */
export type Mishap = Answered | 'broken';

/** A provider's API on loopback, for one test file. */
export const useApi = async (answer: (asked: Asked) => Answered) => {
  const api = {
    url: '',
    asked: [] as Asked[],
    /** What happens to the next requests, in order; null lets one through. */
    mishaps: [] as (Mishap | null)[],
    /** Runs before an answer, as the shop goes on meanwhile. */
    before: (_: number) => {},
    reset() {
      api.asked = [];
      api.mishaps = [];
      api.before = () => {};
    },
  };
  const send = (response: ServerResponse, [status, json, headers = {}]: Answered) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked = { url: new URL(request.url!, 'http://localhost'), headers: request.headers, body };
    api.asked.push(asked);
    const mishap = api.mishaps.shift() ?? null;
    if (mishap === 'broken') return void response.destroy();
    if (mishap !== null) return void send(response, mishap);
    api.before(api.asked.length);
    send(response, answer(asked));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  return api;
};
