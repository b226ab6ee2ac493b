import { type Check, fine, wrong } from './check.ts';

/** Whether the Worker uses `RETENTION_DAYS` as it is set. */
export const retention: Check = ({ health }) => {
  if (!health?.setup) return [];
  const { setting, days } = health.setup.retention;
  if (setting === null || Number(setting) === days) return [fine(`Events are kept for ${days} days.`)];
  return [
    wrong(
      `RETENTION_DAYS is ${JSON.stringify(setting)}, which is no number of days; ${days} counts.`,
      'Set it to as many days as the log should remember, such as 365, or remove it.',
    ),
  ];
};
