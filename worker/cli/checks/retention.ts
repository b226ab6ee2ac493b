import { type Check, fine, wrong } from './check.ts';

/** Whether the Worker uses `RETENTION_DAYS` as it is set. */
export const retention: Check = ({ health }) => {
  if (!health?.setup) return [];
  const { setting, days } = health.setup.retention;
  if (setting === null || Number(setting) === days) return [fine(`Events are kept for ${days} days.`)];
  return [
    wrong(
      `RETENTION_DAYS is ${JSON.stringify(setting)}, which is not a number of days above 0. Events are kept for ${days} days.`,
      'Set it to the number of days that events should be kept, such as 365, or remove it.',
    ),
  ];
};
