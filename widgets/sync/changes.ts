import type { LogEvent } from '../../worker/contract/event.ts';
import type { Session } from './session.ts';
import type { Ending } from './tab-messages.ts';

/** Changes events in every list of the session. */
const apply = (session: Session, change: (event: LogEvent) => LogEvent): void => {
  for (const { features } of session.listeners) features?.applyChange(change);
  session.render();
};

/** Shows events as ended alike. */
export const showEnded = (session: Session, ids: string[], ended: Ending): void => {
  const marked = new Set(ids);
  apply(session, (event) => (marked.has(event.id) ? { ...event, ...ended } : event));
};

/** Shows one event as it is now. */
export const showChanged = (session: Session, changed: LogEvent): void =>
  apply(session, (event) => (event.id === changed.id ? changed : event));
