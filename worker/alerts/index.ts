import type { ChannelName } from '../contract/alerts.ts';
import type { Channel } from './channel.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { slack } from './slack.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';

/** Every channel. A new one is listed here, and in `contract/alerts.ts` with its settings. */
export const CHANNEL: Record<ChannelName, Channel> = { slack, discord, telegram, email, webhook };
