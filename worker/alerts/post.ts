import { startOf } from '../http/start-of.ts';
import type { Sent } from './channel.ts';

/** The time that a receiver has to answer, in ms. All channels are sent to at once, and end well before the next run. */
const TIMEOUT = 10_000;

/** A receiver's answer. */
export interface Answer {
  status: number;
  text: string;
  /** In seconds. */
  retryAfter: number | undefined;
}

/** `Retry-After` in seconds, or as a date. @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
const retryAfterOf = (value: string | null): number | undefined => {
  if (value === null) return undefined;
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
};

/** Posts to the address that the settings name. A redirect is not followed: it counts as the answer. */
export const post = async (url: URL, headers: Record<string, string>, body: string): Promise<Answer | Sent> => {
  try {
    const signal = AbortSignal.timeout(TIMEOUT);
    const request = { method: 'POST', headers: { 'User-Agent': 'Flagpost', ...headers }, body, signal } as const;
    const response = await fetch(url.href, { ...request, redirect: 'manual' });
    const text = await startOf(response);
    return { status: response.status, text, retryAfter: retryAfterOf(response.headers.get('Retry-After')) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { ok: false, reason: isLate ? `no answer in ${TIMEOUT / 1000} seconds` : 'no connection' };
  }
};

/** Posts JSON. */
export const postJson = (url: URL, body: object, headers: Record<string, string> = {}): Promise<Answer | Sent> =>
  post(url, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(body));

export const isSent = (answer: Answer | Sent): answer is Sent => 'ok' in answer;

/** The JSON object of an answer; an empty one where the answer is something else. */
export const jsonOf = ({ text }: Answer): Record<string, unknown> => {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
};

/** Statuses that stay until somebody changes a setting: the credential, the receiver or its channel is gone. */
const FINAL = [401, 403, 404, 410];

/** A message that the receiver refused. `code` is a code that the provider documents; no other text of an answer is repeated. */
export const refused = ({ status, retryAfter }: Answer, code = ''): Sent => {
  if (status >= 300 && status < 400) return { ok: false, reason: `${status}, which leads elsewhere` };
  return {
    ok: false,
    reason: code === '' ? `${status}` : `${status} ${code}`,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(FINAL.includes(status) && { isFinal: true }),
  };
};

/** The outcome for receivers that accept a message by any 2xx. */
export const taken = (answer: Answer, code?: string): Sent =>
  answer.status >= 200 && answer.status < 300 ? { ok: true, thread: null } : refused(answer, code);

/** The text, where it is one of these codes; otherwise ''. */
export const oneOf = (codes: readonly string[], text: unknown): string => codes.find((code) => code === text) ?? '';
