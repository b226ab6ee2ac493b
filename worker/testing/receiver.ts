import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach } from 'node:test';

/** A request as it came over the wire. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answer = (response: ServerResponse, received: Received) => void;

/** A real HTTP server on loopback, for one test file: it keeps what it got, and answers as the test says. */
export const useReceiver = async (usual: Answer) => {
  const context = {
    url: '',
    received: [] as Received[],
    answer: usual,
    start: (port = 0) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = { path: request.url!, headers: request.headers, body: Buffer.concat(chunks).toString() };
    context.received.push(received);
    context.answer(response, received);
  });
  await context.start();
  context.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  beforeEach(() => {
    context.received = [];
    context.answer = usual;
  });
  after(() => context.stop());
  return context;
};
