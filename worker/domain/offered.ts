import { typeActions } from '../contract/actions.ts';
import type { EventAction } from '../contract/event.ts';
import { list } from './list-setting.ts';

export interface ActionSettings {
  /** The names allowed, comma-separated. Unset, all are. */
  ACTIONS?: string;
  /** The shop's address that does them. Unset, the page may. */
  ACTIONS_URL?: string;
}

/** An event as far as its actions depend on it. */
interface Acted {
  event_type: string;
  actions: EventAction[] | null;
  resolved_at: number | null;
}

/** Every action of an event, whatever settings say: its own, else its type's. */
export const actionsOf = ({ actions, event_type }: Omit<Acted, 'resolved_at'>): readonly EventAction[] =>
  actions ?? typeActions(event_type);

/** Unset, `ACTIONS` allows all. */
export const isAllowed = ({ ACTIONS }: ActionSettings, name: string): boolean =>
  ACTIONS === undefined || list(ACTIONS).includes(name);

/**
 * The actions that a row offers: none once it is over. Its type's are offered only where a shop does them. A page that
 * does them itself lets its elements offer them: `widgets/model/offered.ts`.
 */
export const offered = (row: Acted, settings: ActionSettings): EventAction[] => {
  if (row.resolved_at !== null || (row.actions === null && !settings.ACTIONS_URL)) return [];
  return actionsOf(row).filter(({ name }) => isAllowed(settings, name));
};
