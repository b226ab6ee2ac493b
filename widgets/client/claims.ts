/** The content of a viewer token. For display only: the Worker verifies it. */
export interface Claims {
  sub?: string;
  scope?: string;
  exp?: number;
  [name: string]: unknown;
}

const decode = (part: string): string => {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
};

/** The claims of a token; none if it is not a JWT. */
export const claimsOf = (token: string | null): Claims => {
  try {
    const claims: unknown = JSON.parse(decode(token?.split('.')[1] ?? ''));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : {};
  } catch {
    return {};
  }
};

/** Identifies the viewer of a token: the text is the same for every token of one person with the same rights. */
export const identityOf = (token: string | null): string => {
  // These claims differ between two tokens of one person.
  const { exp: _, iat: __, nbf: ___, jti: ____, ...lasting } = claimsOf(token);
  const identity = JSON.stringify(lasting);
  return identity === '{}' ? (token ?? '') : identity;
};
