/**
 * Order numbers that no event may have: a URL takes them for steps in its path, however they are spelled, so that
 * `/v1/orders/../events` would be `/v1/events`, the events of all orders.
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export const UNREACHABLE: readonly string[] = ['.', '..'];
