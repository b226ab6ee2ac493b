export const MINUTE = 60_000;

/** The first moment of a random history. */
export const START = Date.UTC(2026, 1, 16);

/** Minutes, as the events are apart, so that there is something to be late for. */
export const SETTINGS = {
  STEPS: 'submitted,production,shipped,delivered',
  OVERDUE_SUBMITTED: '3m',
  OVERDUE_PRODUCTION: '4m',
  OVERDUE_SHIPPED: '5m',
  OVERDUE_DELIVERED: '4m',
  OVERDUE_HOLD: '2m',
};
