import type { Session } from './session.ts';

/** One object for each session, created on its first use. */
export const perSession = <Value>(create: (session: Session) => Value): ((session: Session) => Value) => {
  const values = new WeakMap<Session, Value>();
  return (session) => {
    const value = values.get(session) ?? create(session);
    values.set(session, value);
    return value;
  };
};
