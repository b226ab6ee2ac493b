const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/**
 * Whether two texts are the same, found out in constant time: both are signed under a key that nobody knows, so that
 * neither content nor length shows in how long it takes.
 */
export const isSame = async (one: string, other: string): Promise<boolean> => {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', secret, HMAC, false, ['sign', 'verify']);
  const bytes = (text: string) => new TextEncoder().encode(text);
  return crypto.subtle.verify('HMAC', key, await crypto.subtle.sign('HMAC', key, bytes(one)), bytes(other));
};
