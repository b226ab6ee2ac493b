import { CHANNEL_SETTINGS, CHANNELS, type ChannelName } from '../contract/alerts.ts';
import { LEVELS, type Level } from '../contract/event.ts';
import { calendarOf } from './calendar.ts';
import { durationOf, UNITS } from './duration.ts';
import type { Flaw } from './flaw.ts';
import { list } from './list-setting.ts';
import { DAY, wallAt } from './working-time.ts';

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

const DEFAULT_AFTER = 5 * UNITS.m;

/** How long a problem may heal before it rings, in ms; undefined where nothing ever rings. */
export const ringAfter = (settings: AlertSettings): number | undefined =>
  channelsOn(settings).length === 0 ? undefined : (durationOf(settings.ALERT_AFTER) ?? DEFAULT_AFTER);

/** The levels that can ring. */
const FAILURES = LEVELS.filter((level) => level !== 'info');

/** The levels that ring: those that are set, where they are any. */
export const levelsThatRing = ({ ALERT_LEVELS }: AlertSettings): Level[] => {
  const chosen = FAILURES.filter((level) => list(ALERT_LEVELS).includes(level));
  return chosen.length > 0 ? chosen : FAILURES;
};

/** `08:00` or `8` as ms since midnight; null for what is no time of day. */
const timeOfDay = (text: string | undefined): number | null => {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(text?.trim() ?? '') ?? [];
  const isTime = Number(hours) < 24 && Number(minutes) < 60;
  return isTime ? Number(hours) * UNITS.h + Number(minutes) * UNITS.m : null;
};

/** `22-07` or `22:30-07:00` as two times of day; null for what is no such stretch. */
const stretchOf = (text: string | undefined): [from: number, to: number] | null => {
  const [from, to, ...rest] = (text ?? '').split('-').map(timeOfDay);
  return from == null || to == null || rest.length > 0 || from === to ? null : [from, to];
};

/** The clock on the shop's wall. */
const clockOf = (now: number, settings: AlertSettings) => wallAt(now, calendarOf(settings).calendar.zone);

/** Whether `now` is within the quiet hours. */
export const isQuietHour = (now: number, settings: AlertSettings): boolean => {
  const stretch = stretchOf(settings.ALERT_QUIET);
  if (stretch === null) return false;
  const [from, to] = stretch;
  const { ms } = clockOf(now, settings);
  return from < to ? ms >= from && ms < to : ms >= from || ms < to;
};

/** The day whose digest is due, as `2026-02-16`: the last day on which the time of `DIGEST_AT` has come. */
export const digestDay = (now: number, settings: AlertSettings): string | null => {
  const at = timeOfDay(settings.DIGEST_AT);
  if (at === null) return null;
  const { day, ms } = clockOf(now, settings);
  return new Date((ms >= at ? day : day - 1) * DAY).toISOString().slice(0, 10);
};

/** The page of an order in the shop's admin, by `ADMIN_HREF`; null where that names none. */
export const orderPage = (order_id: string, { ADMIN_HREF = '' }: AlertSettings): URL | null => {
  const page = URL.parse(ADMIN_HREF.trim().replaceAll('{order_id}', encodeURIComponent(order_id)));
  const isPage = page?.protocol === 'https:' || page?.protocol === 'http:';
  return isPage && ADMIN_HREF.includes('{order_id}') ? page : null;
};

/** The settings that may be wrong without anything failing, how they are read, and what counts where they cannot be. */
const READABLE: Partial<Record<keyof AlertSettings, [isRead: (text: string) => boolean, says: string]>> = {
  ALERT_LEVELS: [
    (text) => list(text).every((name) => FAILURES.some((level) => level === name)),
    `names a level other than ${FAILURES.join(' and ')}, which does not count`,
  ],
  ALERT_AFTER: [(text) => durationOf(text) !== null, 'is no time such as 5m; 5m counts'],
  ALERT_QUIET: [(text) => stretchOf(text) !== null, 'is no part of a day such as 22-07; no hour is quiet'],
  DIGEST_AT: [(text) => timeOfDay(text) !== null, 'is no time of day such as 08:00; no digest is sent'],
  ADMIN_HREF: [
    (text) => orderPage('SS-1', { ADMIN_HREF: text }) !== null,
    'is no address such as https://shop.example/admin/orders/{order_id}; no alert leads to its order',
  ],
};

/** The settings that say what rings and when, and cannot be read: such a one is as if it were not set. */
export const alertFlaws = (settings: AlertSettings): Flaw[] =>
  (Object.keys(READABLE) as (keyof typeof READABLE)[]).flatMap((setting) => {
    const [isRead, says] = READABLE[setting]!;
    const text = settings[setting]?.trim() ?? '';
    return text === '' || isRead(text) ? [] : [{ setting, says: `${JSON.stringify(text)} ${says}` }];
  });
