/** Where a provider's API is, and what opens it. It may read, and nothing else. */
export interface Access {
  /** The API's address, to which paths are added. */
  url: string;
  /** The `Authorization` of a request, or another header that holds the key. */
  headers: Record<string, string>;
  /** How long a request may wait for a rate limit to pass, in ms. */
  patience: number;
  /** How many requests were sent; counted by `ask`. */
  requests: number;
}

/** Settings by name: the Worker's, or the environment of the command line. */
export type AccessSettings = Record<string, unknown>;

/** A span of time, in ms since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** An item as a webhook would have brought it: its body, and the headers that say what it is. */
export interface Listed {
  item: unknown;
  headers?: Record<string, string>;
}

export interface Page {
  items: Listed[];
  /** Where the next page begins; null after the last one. */
  next: string | null;
  /** The share of the span that is listed with this page, 0 to 1. */
  share: number;
}

/** How a provider is asked for what it remembers. */
export interface Listing {
  /** The provider's page that this was written from. */
  docs: string;
  /** The settings that it needs, the address before the key. */
  settings: readonly string[];
  /** The provider lists the very events that webhooks bring; otherwise it lists how things are by now. */
  replays?: true;
  /** How many days the provider remembers. */
  remembers: number;
  /** The key and address of the API; a `ListingError` names the setting that is missing or wrong. */
  access(settings: AccessSettings): Pick<Access, 'url' | 'headers'>;
  /** One page of what changed within the span. Throws `ListingError` where the provider does not answer it. */
  page(access: Access, span: Span, cursor: string | null): Promise<Page>;
}

/**
 * Why a provider was not asked or did not answer: `unset` is for the settings, `refused` needs a person, `limited` passes in
 * `wait` ms, `failing` may pass.
 */
export class ListingError extends Error {
  override name = 'ListingError';
  kind: 'unset' | 'refused' | 'limited' | 'failing';
  wait: number | null;

  constructor(kind: ListingError['kind'], message: string, wait: number | null = null) {
    super(message);
    this.kind = kind;
    this.wait = wait;
  }
}

/** A setting as text, or `ListingError` that says what it is for. */
export const needed = (settings: AccessSettings, name: string, hint: string): string => {
  const value = settings[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new ListingError('unset', `${name} is not set: ${hint}.`);
};

/** How much of a span lies before `at`. */
export const shareOf = ({ from, to }: Span, at: number): number =>
  to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 1;
