import { clock } from '../model/clock.ts';
import { type Claims, claimsOf } from './claims.ts';
import { fetchToken } from './fetch-token.ts';
import { pageToken } from './page-settings.ts';

/** A token is renewed this long before it expires, in milliseconds, so that it is still good when a request arrives. */
const MARGIN = 30_000;

export interface TokenOptions {
  token: string | null;
  tokenUrl: string | null;
  /** Whether the token is the page's own. The page may have renewed its `<meta>` since. */
  pageWide: boolean;
}

/** Runs a renewal when no other tab is renewing. */
export type InTurn = (renew: () => Promise<void>) => Promise<void>;

/** Returns viewer tokens from an attribute, a `<meta>` or the token URL. Two requests at once share one renewal. */
export class TokenSource {
  /** Parsed once for each token, since every row needs them. */
  claims!: Claims;
  #token!: string | null;
  readonly #inTurn: InTurn;
  readonly #url: string | null;
  readonly #pageWide: boolean;
  #renewing: Promise<void> | undefined;

  constructor({ token, tokenUrl, pageWide }: TokenOptions, inTurn: InTurn) {
    this.token = token;
    this.#inTurn = inTurn;
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

  /** Takes a newer token of the same person. */
  offer(token: string | null): void {
    if (token) this.token = token;
  }

  /** Returns a token that does not expire soon; after a refusal another token, if there is one. */
  async get(refused?: string): Promise<string | null> {
    if (this.#pageWide && !this.#isGood(refused)) this.offer(pageToken());
    if (this.#url !== null && !this.#isGood(refused)) {
      this.#renewing ??= this.#renew(this.#url, refused).finally(() => {
        this.#renewing = undefined;
      });
      await this.#renewing;
    }
    return this.token;
  }

  /** Another tab may have renewed the token before it is this tab's turn. */
  #renew(url: string, refused: string | undefined): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isGood(refused)) this.token = await fetchToken(url, this.token);
    });
  }

  #isGood(refused: string | undefined): boolean {
    const { exp } = this.claims;
    const isLasting = typeof exp !== 'number' || exp * 1000 - clock.now() >= MARGIN;
    return this.token !== null && this.token !== refused && isLasting;
  }
}
