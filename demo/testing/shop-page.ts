import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

const TYPES: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

const typeOf = (path: string): string => TYPES[path.split('.').at(-1) ?? ''] ?? 'text/html';

/** A page or file of the shop: a text, or a function that makes it for each request. */
export type Served = string | (() => string | Promise<string>);

/** A shop's server, on an origin of its own. A test sets the page of each path, and the policy. */
export const openShop = async () => {
  const shop = {
    origin: '',
    policy: '',
    at: new Map<string, Served>(),
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const served = shop.at.get(pathname);
    if (served === undefined) return void response.writeHead(404).end();
    const headers: Record<string, string> = { 'content-type': `${typeOf(pathname)}; charset=utf-8` };
    if (shop.policy) headers['content-security-policy'] = shop.policy;
    response.writeHead(200, headers).end(typeof served === 'string' ? served : await served());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return shop;
};
