import { clock } from './clock.ts';
import { pageToken } from './page.ts';
import { part } from './part.ts';

/** What a token says of its holder. Read for display only: the worker is who verifies it. */
export interface Claims {
  sub?: string;
  scope?: string;
  exp?: number;
  [name: string]: unknown;
}

/** Renewed this long before it expires, so that no request is refused on the way. */
const MARGIN = 30_000;

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
  // These differ between two tokens of one person.
  const { exp: _, iat: __, nbf: ___, jti: ____, ...lasting } = claimsOf(token);
  const identity = JSON.stringify(lasting);
  return identity === '{}' ? (token ?? '') : identity;
};

export interface Origin {
  token: string | null;
  tokenUrl: string | null;
  /** Whether the token is the page's own, whose `<meta>` may have been renewed since. */
  pageWide: boolean;
}

export const renewPart = part(() => import('../later/renew.ts'));

/** Where tokens come from: an attribute or `<meta>`, then the token URL. Two askers at once share one request. */
export class Credential {
  /** Read once for each token, since every row asks. */
  claims!: Claims;
  #token!: string | null;
  /** Asks when it is this tab's turn, where others may be at it too. */
  readonly inTurn: (ask: () => Promise<void>) => Promise<void>;
  readonly #url: string | null;
  readonly #pageWide: boolean;
  #renewing: Promise<void> | undefined;

  constructor({ token, tokenUrl, pageWide }: Origin, inTurn: (ask: () => Promise<void>) => Promise<void>) {
    this.token = token;
    this.inTurn = inTurn;
    this.#url = tokenUrl;
    this.#pageWide = pageWide;
  }

  get token(): string | null {
    return this.#token;
  }
  set token(token: string | null) {
    this.#token = token;
    this.claims = claimsOf(token);
  }

  /** The page has a fresher token of the same person. */
  offer(token: string | null): void {
    if (token) this.token = token;
  }

  /** A token that is good for a while yet; after a refusal another one, if there is one. */
  async get(refused?: string): Promise<string | null> {
    if (this.#pageWide && !this.isGood(refused)) this.offer(pageToken());
    const url = this.#url;
    if (url !== null && !this.isGood(refused)) {
      this.#renewing ??= renewPart()
        .then(({ renew }) => renew(this, url, refused))
        .finally(() => {
          this.#renewing = undefined;
        });
      await this.#renewing;
    }
    return this.token;
  }

  /** Whether it is not the one that was `refused`, nor about to expire. */
  isGood(refused: string | undefined): boolean {
    const { exp } = this.claims;
    const isLasting = typeof exp !== 'number' || exp * 1000 - clock.now() >= MARGIN;
    return this.token !== null && this.token !== refused && isLasting;
  }
}
