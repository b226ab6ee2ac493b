/** Where this script came from: the API's address, unless the page names another. */
export const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

const meta = (name: string): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content.trim() || null;

export const pageToken = (): string | null => meta('flagpost-token');

const absolute = (api: string): string => {
  const url = URL.canParse(api, document.baseURI) ? new URL(api, document.baseURI).href : api;
  return url.replace(/\/+$/, '');
};

export interface Ownership {
  api: string | null | undefined;
  token: string | null | undefined;
  tokenUrl: string | null | undefined;
}

export interface Resolution {
  api: string;
  token: string | null;
  tokenUrl: string | null;
  pageWide: boolean;
}

/**
 * Whom to ask and with what: the element's own attributes, then the page's.
 * The page's token goes only to the page's API or the script's origin: markup that names another API must bring its own.
 */
export const resolveOrigin = ({ api: ownApi, token, tokenUrl }: Ownership): Resolution => {
  const pageApi = absolute(meta('flagpost-api') ?? SCRIPT_ORIGIN);
  const api = ownApi ? absolute(ownApi) : pageApi;
  const isTrusted = api === pageApi || (URL.canParse(api) && new URL(api).origin === SCRIPT_ORIGIN);
  const pageWide = !token && !tokenUrl && isTrusted;
  return {
    api,
    token: pageWide ? pageToken() : token || null,
    tokenUrl: pageWide ? meta('flagpost-token-url') : tokenUrl || null,
    pageWide,
  };
};
