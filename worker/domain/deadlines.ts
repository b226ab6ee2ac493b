import type { Step } from '../contract/steps.ts';

/** The settings that say when a step is late. */
export interface OverdueSettings {
  OVERDUE_SUBMITTED?: string;
  OVERDUE_PRODUCTION?: string;
  OVERDUE_SHIPPED?: string;
  OVERDUE_DELIVERED?: string;
}

/** A step is expected within a time of the step before it, the first one within a time of the order. */
interface Expectation {
  step: Step;
  setting: keyof OverdueSettings;
  within: string;
  /** What is wrong, and since when. */
  words: [string, string];
}

const EXPECTATIONS: readonly Expectation[] = [
  {
    step: 'submitted',
    setting: 'OVERDUE_SUBMITTED',
    within: '2h',
    words: ['Not submitted', 'payment'],
  },
  {
    step: 'production',
    setting: 'OVERDUE_PRODUCTION',
    within: '3d',
    words: ['Not in production', 'submission'],
  },
  {
    step: 'shipped',
    setting: 'OVERDUE_SHIPPED',
    within: '7d',
    words: ['Not shipped', 'production began'],
  },
  {
    step: 'delivered',
    setting: 'OVERDUE_DELIVERED',
    within: '21d',
    words: ['Not delivered', 'shipping'],
  },
];

/** An expectation as this shop has it. */
export interface Deadline {
  step: Step;
  /** ms */
  within: number;
  /** `Not submitted 2 hours after payment` */
  message: string;
}

const UNITS = { m: ['minute', 60_000], h: ['hour', 3_600_000], d: ['day', 86_400_000] } as const;

/** `2h` in ms and in words; null for what is none, or nothing. */
const duration = (text: string): { ms: number; words: string } | null => {
  const [, digits, unit] = /^(\d{1,4})\s*([mhd])$/.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (!(count > 0)) return null;
  const [name, ms] = UNITS[unit as keyof typeof UNITS];
  return { ms: count * ms, words: `${count} ${name}${count === 1 ? '' : 's'}` };
};

/** What this shop expects. A setting of `off` expects nothing; one that is no duration is the default. */
export const deadlines = (settings: OverdueSettings): Deadline[] =>
  EXPECTATIONS.flatMap(({ step, setting, within, words: [what, since] }) => {
    const chosen = settings[setting] ?? within;
    if (chosen.trim() === 'off') return [];
    const { ms, words } = duration(chosen) ?? duration(within)!;
    return { step, within: ms, message: `${what} ${words} after ${since}` };
  });
