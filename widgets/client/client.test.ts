import { assert } from 'chai';
import { FakeApi } from '../testing/fake-api.ts';
import { Client, FlagpostError, type GetToken, http } from './client.ts';
import { addNote, readEvent, resolveEvent, resolveMatching, runAction, snoozeEvent, undoEvent } from './writes.ts';

const failure = async (promise: Promise<unknown>): Promise<FlagpostError> => {
  const error = await promise.then(
    () => assert.fail('it should have failed'),
    (reason) => reason,
  );
  assert.instanceOf(error, FlagpostError);
  return error;
};

const SECRET = 'a.secret.token';

describe('the client', () => {
  let api: FakeApi;
  let client: Client;
  beforeEach(() => {
    api = new FakeApi();
    client = new Client('https://api.example/', () => SECRET);
  });

  it('sends each request to its route', async () => {
    const calls = [
      () => client.timeline('#10/42'),
      () => client.feed({ tab: 'attention', limit: 50, cursor: 'a+b', level: '' }),
      () => client.feed(),
      () => client.attention(),
      () => resolveEvent(client, '1'),
      () => undoEvent(client, '1'),
      () => resolveMatching(client, { order_id: '1' }, '2026-02-16T14:23:05.000Z'),
    ];
    for (const call of calls) await call().catch(() => {});
    assert.deepEqual(
      api.requests.map(({ method, url }) => `${method} ${url.href}`),
      [
        'GET https://api.example/v1/orders/%2310%2F42/events',
        'GET https://api.example/v1/events?tab=attention&limit=50&cursor=a%2Bb',
        'GET https://api.example/v1/events',
        'GET https://api.example/v1/attention',
        'POST https://api.example/v1/events/1/resolve',
        'DELETE https://api.example/v1/events/1/resolve',
        'POST https://api.example/v1/attention/resolve',
      ],
    );
    assert.equal(api.requests.at(-1)?.init.body, '{"filter":{"order_id":"1"},"up_to":"2026-02-16T14:23:05.000Z"}');
  });

  it('sends no request for the names `.` and `..`, which a browser resolves to another route', async () => {
    for (const name of ['.', '..']) {
      for (const call of [
        client.timeline(name),
        readEvent(client, name),
        resolveEvent(client, name),
        undoEvent(client, name),
        snoozeEvent(client, name, null),
        addNote(client, name, 'Hello', false),
        runAction(client, '1', name),
      ])
        assert.equal((await failure(call)).code, 'not_found');
    }
    assert.equal(api.requests.length, 0);
    // These names are safe, since they are encoded.
    for (const name of ['...', '%2e', '%2E%2e', ' ..', '..\t', '\\..', '../..', '\uff0e\uff0e']) {
      await client.timeline(name).catch(() => {});
      assert.match(api.requests.at(-1)!.url.pathname, /^\/v1\/orders\/[^/]+\/events$/, name);
    }
  });

  it('sends the token in a header only, and leaves revalidation to the browser', async () => {
    await client.attention();
    const [asked] = api.requests;
    assert.equal(asked?.token, SECRET);
    assert.notInclude(asked?.url.href, 'secret');
    assert.isUndefined(asked?.init.cache);
  });

  it('gives every failure a code, and never shows the token in it', async () => {
    const codes = {
      401: 'signed_out',
      403: 'forbidden',
      404: 'not_found',
      429: 'failed',
      503: 'failed',
      offline: 'offline',
    };
    for (const [failing, code] of Object.entries(codes)) {
      api.failing.set('/v1/', failing === 'offline' ? failing : Number(failing));
      const error = await failure(client.attention());
      assert.equal(error.code, code);
      assert.equal(error.status, Number(failing) || 0);
      assert.notInclude(`${error.message} ${error.stack}`, 'secret');
    }
  });

  it('fails with `failed` if the answer is not JSON', async () => {
    http.fetch = async () => new Response('<h1>Hello</h1>');
    assert.equal((await failure(client.attention())).code, 'failed');
    http.fetch = async () => new Response('<h1>Bad gateway</h1>', { status: 502 });
    assert.equal((await failure(client.attention())).status, 502);
  });

  it('sends no request without a token', async () => {
    const error = await failure(new Client('https://api.example', () => null).attention());
    assert.equal(error.code, 'signed_out');
    assert.equal(api.requests.length, 0);
  });

  it('tries once more, with another token, after a 401', async () => {
    const refusals: (string | undefined)[] = [];
    const tokens = ['old', 'new', 'newer'];
    const getToken: GetToken = (refused) => {
      refusals.push(refused);
      return tokens.shift() ?? null;
    };
    api.refused.add('old').add('new');
    await failure(new Client('https://api.example', getToken).attention());
    assert.deepEqual(refusals, [undefined, 'old']);
    assert.deepEqual(
      api.requests.map(({ token }) => token),
      ['old', 'new'],
    );
  });

  it('rejects with the AbortError after an abort', async () => {
    http.fetch = async (_url, init) => {
      init?.signal?.throwIfAborted();
      return Response.json({});
    };
    const error = await client.timeline('1', AbortSignal.abort()).catch((reason) => reason);
    assert.equal(error.name, 'AbortError');
  });
});
