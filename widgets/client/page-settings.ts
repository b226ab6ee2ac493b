/**
 * The origin of this script: the API's address, unless the page names another. A bundle without `import.meta.url`, such
 * as esbuild's default format, falls back to the page's own origin.
 */
const scriptOrigin = (url: string | undefined): string => {
  const { origin } = url && URL.canParse(url) ? new URL(url) : location;
  return origin;
};

export const SCRIPT_ORIGIN = scriptOrigin(import.meta.url);

/** A setting of the whole page, from a `<meta>` of its head. */
export const meta = (name: string): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content.trim() || null;

export const pageToken = (): string | null => meta('flagpost-token');

const absolute = (api: string): string => {
  const url = URL.canParse(api, document.baseURI) ? new URL(api, document.baseURI).href : api;
  return url.replace(/\/+$/, '');
};

/** An element's own attributes. */
export interface OwnSettings {
  api: string | null | undefined;
  token: string | null | undefined;
  tokenUrl: string | null | undefined;
}

/** The API to ask and the token to ask with. */
export interface Settings {
  api: string;
  token: string | null;
  tokenUrl: string | null;
  pageWide: boolean;
}

/**
 * An element's own attributes win over the page's. The page's token goes only to the page's API or to the script's
 * origin: markup that names another API must bring its own token.
 */
export const resolveSettings = ({ api: ownApi, token, tokenUrl }: OwnSettings): Settings => {
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
