import { type AddressInfo, connect, createServer } from 'node:net';

/** One request and its answer. `bytes` counts both, headers included. */
export interface Exchange {
  method: string;
  path: string;
  status: number;
  bytes: number;
}

const REQUEST = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/;
const ANSWER = /^HTTP\/1\.1 (\d{3}) /;

/** A proxy before a server of plain HTTP/1.1, without compression, that records each exchange. */
export const openRelay = async (to: URL) => {
  const exchanges: Exchange[] = [];
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    let current: Exchange | undefined;
    near.on('data', (chunk: Buffer) => {
      const [, method, path] = REQUEST.exec(chunk.toString('latin1')) ?? [];
      if (method && path) {
        current = { method, path, status: 0, bytes: 0 };
        exchanges.push(current);
      }
      if (current) current.bytes += chunk.length;
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      const [, status] = ANSWER.exec(chunk.toString('latin1')) ?? [];
      if (status && current) current.status = Number(status);
      if (current) current.bytes += chunk.length;
      near.write(chunk);
    });
    near.on('close', () => far.destroy()).on('error', () => far.destroy());
    far.on('close', () => near.destroy()).on('error', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: () => void server.close(),
  };
};
