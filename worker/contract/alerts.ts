import type { Level } from './event.ts';

/** The channels in which alerts can be sent, by the names that settings, answers and events use. */
export const CHANNELS = ['slack', 'discord', 'telegram', 'email', 'webhook'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** The settings that each channel needs. The first switches it on. */
export const CHANNEL_SETTINGS = {
  slack: ['ALERT_SLACK_URL'],
  discord: ['ALERT_DISCORD_URL'],
  telegram: ['ALERT_TELEGRAM_TOKEN', 'ALERT_TELEGRAM_CHAT'],
  email: ['ALERT_EMAIL_TO', 'ALERT_EMAIL_FROM', 'RESEND_API_KEY'],
  webhook: ['ALERT_URL', 'ALERT_SECRET'],
} as const satisfies Record<ChannelName, readonly string[]>;

/** A problem in a message: it opened, it is over, or it is still open when the daily digest is made. */
export interface AlertLine {
  /** The event of the problem that is, or was, its newest failure. */
  id: string;
  is: 'opened' | 'over' | 'open';
  event_type: string;
  level: Level;
  order_id: string | null;
  problem: string | null;
  /** Its sentence, without addresses of mail, numbers of cards and telephones. */
  message: string;
  occurred_at: string;
  /** More about it, in words: `came back`, `3 times`, `resolved by Ana`. */
  note: string | null;
  /** Its order in the shop's admin, as `ADMIN_HREF` has it. */
  url: string | null;
}

/** A message, as any channel sends it. `ALERT_URL` gets it as the `data` of a `flagpost.alert`. */
export interface Alert {
  /** The same for each try at sending the same lines. */
  id: string;
  kind: 'problems' | 'digest' | 'test';
  title: string;
  lines: AlertLine[];
  /** How many problems more there are than lines. */
  more: number;
}
