import type { EventAction } from '../contract/event.ts';
import { list } from './list-setting.ts';
import { meaningOf } from './meanings.ts';

export interface ActionSettings {
  /** The names allowed, comma-separated. Unset, all are. */
  ACTIONS?: string;
}

/** An event as far as its actions depend on it. */
interface Acted {
  event_type: string;
  actions: EventAction[] | null;
  resolved_at: number | null;
}

/** What a person may do about an event, whatever settings say: what it came with, else what its type offers. */
export const actionsOf = ({ actions, event_type }: Omit<Acted, 'resolved_at'>): readonly EventAction[] =>
  actions ?? meaningOf(event_type).actions ?? [];

/** Unset, `ACTIONS` allows all. */
export const isAllowed = ({ ACTIONS }: ActionSettings, name: string): boolean =>
  ACTIONS === undefined || list(ACTIONS).includes(name);

/** What its row offers: nothing once it is over. */
export const offered = (row: Acted, settings: ActionSettings): EventAction[] =>
  row.resolved_at === null ? actionsOf(row).filter(({ name }) => isAllowed(settings, name)) : [];
