/** A Content-Security-Policy by directive. Of two with the same name the first counts. @see https://www.w3.org/TR/CSP3/#parse-serialized-policy */
export const parseCsp = (policy: string): Map<string, string[]> => {
  const directives = new Map<string, string[]>();
  for (const text of policy.split(';')) {
    const [name, ...sources] = text.trim().split(/\s+/);
    const key = name?.toLowerCase();
    if (key && !directives.has(key)) directives.set(key, sources);
  }
  return directives;
};

const hostMatches = (pattern: string, host: string) =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;

/** Whether a host source such as `https://*.workers.dev` covers an address. @see https://www.w3.org/TR/CSP3/#match-url-to-source-expression */
const covers = (source: string, url: URL, self: URL): boolean => {
  if (source === '*') return /^https?:$/.test(url.protocol);
  if (source === "'self'") return url.origin === self.origin;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return url.protocol === source.toLowerCase();
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? [];
  const isScheme = scheme
    ? url.protocol === `${scheme}:` || (scheme === 'http' && url.protocol === 'https:')
    : url.protocol === self.protocol || url.protocol === 'https:';
  const isPort =
    port === '*' ||
    (port ?? '') === url.port ||
    (port === '443' && url.protocol === 'https:') ||
    (port === '80' && url.protocol === 'http:');
  const isPath = !path || path === '/' || (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path);
  return isScheme && hostMatches(host.toLowerCase(), url.hostname) && isPort && isPath;
};

/** Whether a policy lets a page at `self` load `url`; null where a nonce or a hash decides. */
export const allows = (policy: Map<string, string[]>, directive: string, url: URL, self: URL): boolean | null => {
  const fallback =
    directive === 'script-src-elem'
      ? (policy.get('script-src') ?? policy.get('default-src'))
      : policy.get('default-src');
  const sources = policy.get(directive) ?? fallback;
  if (!sources) return true;
  const byNonce =
    directive.startsWith('script') && sources.some((source) => /^'(nonce-|sha\d|strict-dynamic)/i.test(source));
  if (!sources.includes("'strict-dynamic'") && sources.some((source) => covers(source, url, self))) return true;
  return byNonce ? null : false;
};
