import { assert } from 'chai';
import { NOW } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { addMeta, aToken, clear, time } from '../testing/page.ts';
import { claimsOf, identityOf } from './claims.ts';
import { http } from './client.ts';
import { TokenSource } from './token-source.ts';

const URL_OF_TOKENS = '/flagpost-token';

const soon = () => aToken({ exp: NOW / 1000 + 20 });

describe('a token source', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi();
  });
  afterEach(clear);

  const made = (token: string | null, tokenUrl: string | null = null, pageWide = false) =>
    new TokenSource({ token, tokenUrl, pageWide }, (ask) => ask());

  it('returns the token of its settings', async () => {
    assert.equal(await made('given').get(), 'given');
    assert.isNull(await made(null).get());
    assert.equal(api.requests.length, 0);
  });

  it('fetches the token URL once for requests at the same time', async () => {
    api.tokens = ['first', 'second'];
    const credential = made(null, URL_OF_TOKENS);
    assert.deepEqual(await Promise.all([credential.get(), credential.get()]), ['first', 'first']);
    assert.equal(await credential.get(), 'first');
    assert.equal(api.requests.length, 1);
    assert.equal(api.requests[0]?.init.cache, 'no-store');
    assert.isNull(api.requests[0]?.token);
  });

  it('renews a token shortly before it expires', async () => {
    const [first, second] = [aToken(), aToken()];
    api.tokens = [second];
    const credential = made(first, URL_OF_TOKENS);
    assert.equal(await credential.get(), first);
    time.now += 3_595_000;
    assert.equal(await credential.get(), second);
  });

  it('renews a token once for several refused requests', async () => {
    api.tokens = ['second', 'third'];
    const credential = made('first', URL_OF_TOKENS);
    assert.equal(await credential.get('first'), 'second');
    assert.equal(await credential.get('first'), 'second');
    assert.equal(api.requests.length, 1);
  });

  it('never fetches a token from another origin', async () => {
    for (const url of ['https://evil.example/token', '//evil.example/token', 'javascript:1', 'data:,{}']) {
      assert.isNull(await made(null, url).get());
    }
    assert.equal(api.requests.length, 0);
  });

  it('fails with a code if the token cannot be fetched', async () => {
    const codeOf = (failure: number | 'offline') => {
      api.failing.set(URL_OF_TOKENS, failure);
      return made(null, URL_OF_TOKENS)
        .get()
        .then(
          (token) => token,
          ({ code }) => code,
        );
    };
    assert.equal(await codeOf('offline'), 'offline');
    assert.equal(await codeOf(500), 'failed');
    assert.isNull(await codeOf(401));
    api.failing.clear();
    assert.equal(
      await made(null, URL_OF_TOKENS)
        .get()
        .catch(({ code }) => code),
      'failed',
    );
  });

  it('returns no token if the token URL redirects to a login page', async () => {
    const sentOn = (body: string) => Object.defineProperty(new Response(body), 'redirected', { value: true });
    const requests: (RequestInit | undefined)[] = [];
    const answers = ['<form>', '{ "token": "moved" }'];
    http.fetch = async (_, init) => {
      requests.push(init);
      return sentOn(answers.shift()!);
    };
    assert.isNull(await made(null, URL_OF_TOKENS).get());
    assert.equal(await made(null, URL_OF_TOKENS).get(), 'moved');
    assert.equal(new Headers(requests[0]?.headers).get('Accept'), 'application/json');
  });

  it('reads the page’s <meta> again if the token is the page’s own', async () => {
    addMeta('flagpost-token', 'fresh');
    assert.equal(await made('stale', null, true).get('stale'), 'fresh');
    assert.equal(await made('own').get('own'), 'own');
    const expiring = soon();
    assert.equal(await made(expiring, null, true).get(), 'fresh');
  });

  it('reads the claims of a token, and none from other text', () => {
    assert.equal(claimsOf(aToken({ sub: 'Zoë 🌷' })).sub, 'Zoë 🌷');
    for (const token of [null, '', 'x', 'a.b.c', `a.${btoa('null')}.c`, `a.${btoa('1')}.c`]) {
      assert.deepEqual(claimsOf(token), {});
    }
  });

  it('identifies a viewer by person and rights, not by the times of a token', () => {
    const of = (claims: object) => identityOf(aToken({ sub: 'Ana', ...claims }));
    assert.equal(of({ exp: 1, iat: 1, jti: 'a' }), of({ exp: 2, iat: 2, jti: 'b' }));
    assert.notEqual(of({}), of({ scope: 'read' }));
    assert.notEqual(of({}), of({ order_id: '1' }));
    assert.notEqual(identityOf('opaque'), identityOf('other'));
  });
});
