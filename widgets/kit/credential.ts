import type { askFor } from '../later/renew.ts';
import { clock } from './clock.ts';
import { pageToken } from './page.ts';

/** What a token says of its holder. Read for display only: the worker is who verifies it. */
export interface Claims {
  sub?: string;
  scope?: string;
  exp?: number;
  [name: string]: unknown;
}

/** Renewed this long before it expires, so that no request is refused on the way. */
const MARGIN = 30_000;

/** They differ between two tokens of one person. */
const PASSING = new Set(['exp', 'iat', 'nbf', 'jti']);

const decode = (part: string): string => {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
};

export const claimsOf = (token: string | null): Claims => {
  try {
    const claims: unknown = JSON.parse(decode(token?.split('.')[1] ?? ''));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : {};
  } catch {
    return {};
  }
};

/** Who a token stands for: the same for every token of one person with the same rights. */
export const identityOf = (token: string | null): string => {
  const lasting = Object.entries(claimsOf(token)).filter(([name]) => !PASSING.has(name));
  return lasting.length ? JSON.stringify(lasting.sort(([a], [b]) => (a < b ? -1 : 1))) : (token ?? '');
};

export interface Origin {
  token: string | null;
  tokenUrl: string | null;
  /** Whether the token is the page's own, whose `<meta>` may have been renewed since. */
  pageWide: boolean;
}

type AskFor = typeof askFor;
/** Renews a token, given how to ask the page for one. */
export type Renew = (askFor: AskFor) => Promise<string | null>;

/** Where tokens come from: an attribute or `<meta>`, then the token URL. Two askers at once share one request. */
export class Credential {
  #token: string | null;
  #read: { of: string | null; claims: Claims } | undefined;
  readonly #url: string | null;
  readonly #pageWide: boolean;
  readonly #inTurn: (renew: Renew) => Promise<string | null>;
  #asking: Promise<string | null> | undefined;

  /** Other tabs may be at it too: `inTurn` renews when it is this one's turn. */
  constructor({ token, tokenUrl, pageWide }: Origin, inTurn: (renew: Renew) => Promise<string | null>) {
    this.#token = token;
    this.#url = tokenUrl;
    this.#pageWide = pageWide;
    this.#inTurn = inTurn;
  }

  get token(): string | null {
    return this.#token;
  }

  /** Read once for each token, since every row asks. */
  get claims(): Claims {
    if (this.#read?.of !== this.#token || !this.#read) this.#read = { of: this.#token, claims: claimsOf(this.#token) };
    return this.#read.claims;
  }

  /** The page has a fresher token of the same person. */
  offer(token: string | null): void {
    if (token) this.#token = token;
  }

  /** A token that is good for a while yet; after a refusal another one, if there is one. */
  async get(refused?: string): Promise<string | null> {
    if (this.#isGood(refused)) return this.#token;
    if (this.#pageWide) this.offer(pageToken());
    return this.#isGood(refused) || this.#url === null ? this.#token : this.#renew(this.#url, refused);
  }

  #isGood(refused: string | undefined): boolean {
    return this.#token !== null && this.#token !== refused && !this.#expiresSoon();
  }

  #renew(url: string, refused: string | undefined): Promise<string | null> {
    this.#asking ??= this.#inTurn(async (askFor) => (this.#isGood(refused) ? this.#token : askFor(url, this.#token)))
      .then((token) => {
        this.#token = token;
        return token;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  #expiresSoon(): boolean {
    const { exp } = this.claims;
    return typeof exp === 'number' && exp * 1000 - clock.now() < MARGIN;
  }
}
