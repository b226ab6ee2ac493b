import { UNREACHABLE } from '../contract/order-id.ts';

/** Of a person of the shop. */
export interface PersonTokenOptions {
  /** The person who looks. */
  sub: string;
  scope: 'read' | 'write' | 'read write';
  /** The only order that the token may see. */
  order_id?: string;
  /** In seconds, at most a day. Default: an hour. */
  expires_in?: number;
}

/** Of a customer: it opens the status of their order, and nothing else. */
export interface CustomerTokenOptions {
  scope: 'customer';
  order_id: string;
  /** In seconds, at most 90 days, so that a link in a mail still works when the parcel comes. Default: an hour. */
  expires_in?: number;
  /** Default: `customer`. */
  sub?: string;
}

export type TokenOptions = PersonTokenOptions | CustomerTokenOptions;

const HOUR = 3600;
const DAY = 24 * HOUR;
const CUSTOMER = 'customer';
const SCOPES = ['read', 'write'];
/** The names under which the log itself resolves; a person of that name would be mistaken for it. */
const RESERVED = ['recovered', 'repeated'];

/** An HS256 JWT that the elements show to the Worker. Throws on bad input, since a wrong token is worse than none. */
export const signViewerToken = async (options: TokenOptions, secret: string | undefined): Promise<string> => {
  if (typeof secret !== 'string' || secret.length < 32) throw new Error('tokenSecret must have at least 32 characters');
  const signed = `${base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))}.${base64url(JSON.stringify(claims(options)))}`;
  const key = await crypto.subtle.importKey('raw', bytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `${signed}.${base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(signed))))}`;
};

const claims = (options: TokenOptions) => {
  const { scope, order_id, expires_in = HOUR } = options;
  const isCustomer = scope === CUSTOMER;
  const sub = options.sub ?? (isCustomer ? CUSTOMER : undefined);
  const most = isCustomer ? 90 * DAY : DAY;
  if (!isText(sub) || RESERVED.includes(sub as string)) {
    throw new Error(`sub must name a person, and be none of ${RESERVED.join(', ')}`);
  }
  if (!isCustomer && !(isText(scope) && scope.split(' ').every((part) => SCOPES.includes(part)))) {
    throw new Error("scope must be 'read', 'write', 'read write' or 'customer'");
  }
  // An order number that got lost on the way must not become a token for every order.
  if (
    (isCustomer || Object.hasOwn(options, 'order_id')) &&
    !(isText(order_id) && !UNREACHABLE.includes(order_id as string))
  )
    throw new Error('order_id must be an order number');
  if (!Number.isInteger(expires_in) || expires_in < 1 || expires_in > most) {
    throw new Error(`expires_in must be between 1 and ${most} seconds`);
  }
  const iat = Math.floor(Date.now() / 1000);
  return { sub, scope, aud: 'flagpost', ...(order_id && { order_id }), iat, exp: iat + expires_in };
};

const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';

const bytes = (text: string) => new TextEncoder().encode(text);

const base64url = (value: string | Uint8Array) =>
  btoa(String.fromCharCode(...(typeof value === 'string' ? bytes(value) : value)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
