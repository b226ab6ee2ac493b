import { safeAddress } from '../http/safe-address.ts';
import { type Channel, misset, type Sent } from './channel.ts';
import { type Answer, isSent, jsonOf, postJson, refused } from './post.ts';
import { htmlEscaped, type Markup, rendered } from './text.ts';

/** Telegram counts characters without the HTML tags. Counted with them, a message stays below the limit. */
const MOST = 4096;

/** @see https://core.telegram.org/bots/api#html-style */
const markup: Markup = {
  text: htmlEscaped,
  bold: (text) => `<b>${htmlEscaped(text)}</b>`,
  link: (text, url) => `<a href="${htmlEscaped(url)}">${htmlEscaped(text)}</a>`,
};

/** A refusal by Telegram. A missing chat is a 400 like other mistakes; only its description differs. */
const refusal = (answer: Answer): Sent => {
  const { description, parameters } = jsonOf(answer) as {
    description?: unknown;
    parameters?: { retry_after?: unknown };
  };
  const wait = parameters?.retry_after;
  const sent = refused({
    ...answer,
    retryAfter: Number.isFinite(wait) ? Math.ceil(wait as number) : answer.retryAfter,
  });
  const isNoChat = typeof description === 'string' && /chat not found|group chat was upgraded/i.test(description);
  return isNoChat && !sent.ok ? { ...sent, reason: `${answer.status} chat not found`, isFinal: true } : sent;
};

/** A Telegram bot in a chat. A message about a problem that rang there before is a reply to the earlier one. */
export const telegram: Channel = {
  name: 'telegram',
  docs: 'https://core.telegram.org/bots/api#sendmessage',
  async send(env, alert, thread) {
    const { ALERT_TELEGRAM_TOKEN: token = '', ALERT_TELEGRAM_CHAT: chat = '', TELEGRAM_API_URL } = env;
    const api = safeAddress(TELEGRAM_API_URL || 'https://api.telegram.org');
    if (!api) return misset('TELEGRAM_API_URL must be an https address');
    if (!/^\d+:[\w-]+$/.test(token.trim())) return misset('ALERT_TELEGRAM_TOKEN must be the token that BotFather gave');
    if (chat.trim() === '') return misset('ALERT_TELEGRAM_CHAT is not set');
    const reply = { message_id: Number(thread), allow_sending_without_reply: true };
    const answer = await postJson(new URL(`${api.pathname.replace(/\/$/, '')}/bot${token.trim()}/sendMessage`, api), {
      chat_id: chat.trim(),
      text: rendered(alert, markup, MOST),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      ...(thread !== null && { reply_parameters: reply }),
    });
    if (isSent(answer)) return answer;
    const { ok, result } = jsonOf(answer) as { ok?: unknown; result?: { message_id?: unknown } };
    if (answer.status < 200 || answer.status >= 300) return refusal(answer);
    if (ok !== true) return { ok: false, reason: "an answer that is not Telegram's" };
    return { ok: true, thread: thread ?? (Number.isSafeInteger(result?.message_id) ? `${result!.message_id}` : null) };
  },
};
