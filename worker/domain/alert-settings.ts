import { CHANNEL_SETTINGS, CHANNELS, type ChannelName } from '../contract/alerts.ts';
import { LEVELS, type Level } from '../contract/event.ts';
import { durationOf } from './duration.ts';
import { list } from './list-setting.ts';
import { type WallClock, wallClock } from './wall-clock.ts';

/** The settings that say where problems ring, which, and when. */
export interface AlertSettings {
  ALERT_SLACK_URL?: string;
  ALERT_DISCORD_URL?: string;
  ALERT_TELEGRAM_TOKEN?: string;
  ALERT_TELEGRAM_CHAT?: string;
  ALERT_EMAIL_TO?: string;
  ALERT_EMAIL_FROM?: string;
  RESEND_API_KEY?: string;
  ALERT_URL?: string;
  ALERT_SECRET?: string;
  /** Another address than the provider's. */
  TELEGRAM_API_URL?: string;
  RESEND_API_URL?: string;
  ALERT_LEVELS?: string;
  ALERT_AFTER?: string;
  ALERT_QUIET?: string;
  DIGEST_AT?: string;
  TIME_ZONE?: string;
  ADMIN_HREF?: string;
}

/** The channels that a shop has switched on. */
export const channelsOn = (settings: AlertSettings): ChannelName[] =>
  CHANNELS.filter((name) => (settings[CHANNEL_SETTINGS[name][0]] ?? '').trim() !== '');

const DEFAULT_AFTER = 5 * 60_000;

/** How long a problem may heal before it rings, in ms; undefined where nothing ever rings. */
export const ringAfter = (settings: AlertSettings): number | undefined =>
  channelsOn(settings).length === 0 ? undefined : (durationOf(settings.ALERT_AFTER) ?? DEFAULT_AFTER);

/** The levels that ring: those that are set, where they are any. */
export const levelsThatRing = ({ ALERT_LEVELS }: AlertSettings): Level[] => {
  const failures = LEVELS.filter((level) => level !== 'info');
  const chosen = failures.filter((level) => list(ALERT_LEVELS).includes(level));
  return chosen.length > 0 ? chosen : failures;
};

/** `08:00` or `8` as minutes since midnight; null for what is no time of day. */
const timeOfDay = (text: string | undefined): number | null => {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(text?.trim() ?? '') ?? [];
  const time = Number(hours) * 60 + Number(minutes);
  return Number(hours) < 24 && Number(minutes) < 60 ? time : null;
};

const clockOf = (now: number, { TIME_ZONE }: AlertSettings): WallClock => wallClock(now, TIME_ZONE?.trim() || 'UTC');

/** Whether `now` is within the quiet hours, `22-07` or `22:30-07:00`. */
export const isQuietHour = (now: number, settings: AlertSettings): boolean => {
  const [from, to, ...rest] = (settings.ALERT_QUIET ?? '').split('-').map(timeOfDay);
  if (from == null || to == null || rest.length > 0 || from === to) return false;
  const { minutes } = clockOf(now, settings);
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
};

/** The day whose digest is due, as `2026-02-16`: the last day on which the time of `DIGEST_AT` has come. */
export const digestDay = (now: number, settings: AlertSettings): string | null => {
  const at = timeOfDay(settings.DIGEST_AT);
  if (at === null) return null;
  const { day, minutes } = clockOf(now, settings);
  return minutes >= at ? day : clockOf(now - 86_400_000, settings).day;
};
