import { safeAddress } from '../http/safe-address.ts';
import { type Channel, misset } from './channel.ts';
import { isSent, jsonOf, postJson, refused } from './post.ts';
import { type Markup, rendered } from './text.ts';

const MOST = 2000;
/** No previews of links. @see https://docs.discord.com/developers/resources/message#message-object-message-flags */
const SUPPRESS_EMBEDS = 1 << 2;

/** Escapes Markdown and mentions, and the colon, so that Discord makes no link of an address. */
const escaped = (text: string): string => text.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&');

const markup: Markup = {
  text: escaped,
  bold: (text) => `**${escaped(text)}**`,
  link: (text, url) => `[${escaped(text)}](<${url.replaceAll('>', '%3E')}>)`,
};

/** A webhook of a Discord channel. It has no threads to answer in. */
export const discord: Channel = {
  name: 'discord',
  docs: 'https://docs.discord.com/developers/resources/webhook#execute-webhook',
  async send({ ALERT_DISCORD_URL = '' }, alert) {
    const url = safeAddress(ALERT_DISCORD_URL);
    if (!url) return misset('ALERT_DISCORD_URL must be an https address');
    // Without `wait` Discord returns no error for a message that it does not save.
    url.searchParams.set('wait', 'true');
    const answer = await postJson(url, {
      content: rendered(alert, markup, MOST),
      allowed_mentions: { parse: [] },
      flags: SUPPRESS_EMBEDS,
    });
    if (isSent(answer)) return answer;
    if (answer.status >= 200 && answer.status < 300) return { ok: true, thread: null };
    // The body has the seconds where the header is missing.
    const { retry_after } = jsonOf(answer);
    const wait = Number.isFinite(retry_after) ? Math.ceil(retry_after as number) : undefined;
    return refused({ ...answer, retryAfter: answer.retryAfter ?? wait });
  },
};
