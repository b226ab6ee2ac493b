import type { EventAction } from '../contract/event.ts';
import { meaningOf } from '../domain/meanings.ts';
import { type Env, list } from '../env.ts';
import type { Row } from '../store/schema.ts';

type Settings = Pick<Env, 'ACTIONS'>;

/** What a person may do about an event, whatever settings say: what it came with, else what its type offers. */
export const actionsOf = ({ actions, event_type }: Pick<Row, 'actions' | 'event_type'>): readonly EventAction[] =>
  actions ?? meaningOf(event_type).actions ?? [];

/** Unset, `ACTIONS` allows all. */
export const isAllowed = ({ ACTIONS }: Settings, name: string): boolean =>
  ACTIONS === undefined || list(ACTIONS).includes(name);

/** What its row offers: nothing once it is over. */
export const offered = (row: Pick<Row, 'actions' | 'event_type' | 'resolved_at'>, settings: Settings): EventAction[] =>
  row.resolved_at === null ? actionsOf(row).filter(({ name }) => isAllowed(settings, name)) : [];
