import type { Alert } from '../contract/alerts.ts';
import { eventType } from '../contract/taxonomy.ts';
import { hex } from '../domain/event-id.ts';
import { list } from '../domain/list-setting.ts';
import type { Env } from '../env.ts';
import { utf8 } from '../http/bytes.ts';
import { safeAddress } from '../http/safe-address.ts';
import { type Channel, misset, type Sent } from './channel.ts';
import { isSent, jsonOf, oneOf, postJson, refused } from './post.ts';
import { htmlEscaped, type Markup, rendered } from './text.ts';

const MOST = 20_000;
/** Resend and Cloudflare both take as many. */
const RECIPIENTS = 50;

const HTML: Markup = {
  text: htmlEscaped,
  bold: (text) => `<strong>${htmlEscaped(text)}</strong>`,
  link: (text, url) => `<a href="${htmlEscaped(url)}">${htmlEscaped(text)}</a>`,
};
const PLAIN: Markup = { text: (text) => text, bold: (text) => text, link: (text, url) => `${text} <${url}>` };

interface Mail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** `Submission failed: SS-1`. It has no part of the event's sentence, since a subject stays when the event is erased. */
const subjectOf = ({ kind, title, lines, more }: Alert): string => {
  const [only] = lines;
  if (kind !== 'problems' || !only || lines.length + more > 1) return title;
  const { label } = eventType(only.event_type);
  return only.order_id === null ? label : `${label}: ${only.order_id}`;
};

/**
 * Mails of one thread refer to the same message id. No mail has that id, since the provider gives each an id of its own. Their
 * subject is the same too, by which some mail readers find threads. `thread` is the id and the subject, with a blank between.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4
 */
const threadOf = (alert: Alert, from: string): string =>
  `<${alert.id}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'flagpost.invalid'}> ${subjectOf(alert)}`;

const mailOf = (alert: Alert, from: string, to: string[], thread: string | null): Mail => {
  const [root, subject] = (thread ?? threadOf(alert, from)).split(/ (.*)/s) as [string, string];
  const html = rendered(alert, HTML, MOST).replaceAll('\n', '<br>\n');
  return {
    ...{ from, to, subject: `${thread === null ? '' : 'Re: '}${subject}`, text: rendered(alert, PLAIN, MOST), html },
    headers: { References: root, ...(thread !== null && { 'In-Reply-To': root }), 'Auto-Submitted': 'auto-generated' },
  };
};

/** @see https://resend.com/docs/api-reference/errors */
const CODES = [
  ...['missing_api_key', 'invalid_api_key', 'restricted_api_key', 'validation_error', 'invalid_from_address'],
  ...['missing_required_field', 'invalid_parameter', 'rate_limit_exceeded', 'daily_quota_exceeded'],
  ...['monthly_quota_exceeded', 'concurrent_idempotent_requests', 'invalid_idempotent_request', 'application_error'],
];

/** @see https://resend.com/docs/api-reference/emails/send-email */
const byResend = async ({ RESEND_API_KEY, RESEND_API_URL }: Env, mail: Mail): Promise<Sent> => {
  const api = safeAddress(RESEND_API_URL || 'https://api.resend.com');
  if (!api) return misset('RESEND_API_URL must be an https address');
  // Where Resend's answer was lost and the mail is sent again, Resend delivers it once.
  const digest = await crypto.subtle.digest('SHA-256', utf8(JSON.stringify(mail)));
  const answer = await postJson(new URL('/emails', api), mail, {
    Authorization: `Bearer ${RESEND_API_KEY!.trim()}`,
    'Idempotency-Key': `flagpost-${hex(new Uint8Array(digest))}`,
  });
  if (isSent(answer)) return answer;
  const { id, name } = jsonOf(answer);
  if (answer.status < 200 || answer.status >= 300) return refused(answer, oneOf(CODES, name));
  return typeof id === 'string' ? { ok: true, thread: null } : { ok: false, reason: "an answer that is not Resend's" };
};

/** Cloudflare's codes, such as `E_SENDER_NOT_VERIFIED`. */
const CODE = /^E_[A-Z_]{3,40}$/;

/** @see https://developers.cloudflare.com/email-service/api/send-emails/workers-api/ */
const byBinding = async (binding: SendEmail, mail: Mail): Promise<Sent> => {
  try {
    await binding.send(mail);
    return { ok: true, thread: null };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isFinal = /NOT_VERIFIED|NOT_ALLOWED|SUPPRESSED|NOT_AVAILABLE/.test(code);
    return { ok: false, reason: CODE.test(code) ? code : 'Cloudflare did not take it', isFinal };
  }
};

/** Mail by Resend, or by a `send_email` binding of Cloudflare's. */
export const email: Channel = {
  name: 'email',
  docs: 'https://resend.com/docs/api-reference/emails/send-email',
  async send(env, alert, thread) {
    const to = list(env.ALERT_EMAIL_TO).slice(0, RECIPIENTS);
    const from = env.ALERT_EMAIL_FROM?.trim() ?? '';
    if (!to.every((address) => address.includes('@'))) return misset('ALERT_EMAIL_TO must be addresses of mail');
    if (!from.includes('@')) return misset('ALERT_EMAIL_FROM must be an address of mail');
    const hasKey = (env.RESEND_API_KEY ?? '').trim() !== '';
    if (!hasKey && !env.EMAIL) return misset('neither RESEND_API_KEY nor a send_email binding EMAIL is set');
    const mail = mailOf(alert, from, to, thread);
    const sent = await (hasKey ? byResend(env, mail) : byBinding(env.EMAIL!, mail));
    return sent.ok ? { ok: true, thread: thread ?? threadOf(alert, from) } : sent;
  },
};
