import { safeAddress } from '../http/safe-address.ts';
import { type Channel, misset } from './channel.ts';
import { isSent, oneOf, postJson, taken } from './post.ts';
import { type Markup, rendered } from './text.ts';

/** Longer texts are cut. @see https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
const MOST = 4000;

/** @see https://docs.slack.dev/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks */
const CODES = [
  ...['invalid_payload', 'user_not_found', 'action_prohibited', 'channel_not_found', 'channel_is_archived'],
  ...['no_service', 'no_service_id', 'no_team', 'team_disabled', 'invalid_token', 'no_text', 'rollup_error'],
  'rate_limited',
];

/** @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const markup: Markup = {
  text: escaped,
  bold: (text) => `*${escaped(text)}*`,
  link: (text, url) => `<${escaped(url.replaceAll('|', '%7C'))}|${escaped(text.replaceAll('|', '¦'))}>`,
};

/** An incoming webhook of Slack, or of a server with the same format, such as Mattermost. It has no threads. */
export const slack: Channel = {
  name: 'slack',
  docs: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  async send({ ALERT_SLACK_URL = '' }, alert) {
    const url = safeAddress(ALERT_SLACK_URL);
    if (!url) return misset('ALERT_SLACK_URL must be an https address');
    const text = rendered(alert, markup, MOST);
    const answer = await postJson(url, { text, unfurl_links: false, unfurl_media: false });
    return isSent(answer) ? answer : taken(answer, oneOf(CODES, answer.text.trim()));
  },
};
