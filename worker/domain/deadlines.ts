import type { KnownType, Step } from '../contract/taxonomy.ts';
import type { Env } from '../env.ts';

/** After `after`, the step is expected within a time; `contract/taxonomy.ts` says by which types it is reached. */
interface Expectation {
  step: Step;
  after: KnownType;
  setting: `OVERDUE_${'SUBMITTED' | 'PRODUCTION' | 'SHIPPED' | 'DELIVERED'}`;
  within: string;
  /** What is wrong, and since when. */
  words: [string, string];
}

const EXPECTATIONS: readonly Expectation[] = [
  {
    step: 'submitted',
    after: 'order.created',
    setting: 'OVERDUE_SUBMITTED',
    within: '2h',
    words: ['Not submitted', 'payment'],
  },
  {
    step: 'production',
    after: 'order.submitted',
    setting: 'OVERDUE_PRODUCTION',
    within: '3d',
    words: ['Not in production', 'submission'],
  },
  {
    step: 'shipped',
    after: 'order.production',
    setting: 'OVERDUE_SHIPPED',
    within: '7d',
    words: ['Not shipped', 'production began'],
  },
  {
    step: 'delivered',
    after: 'order.shipped',
    setting: 'OVERDUE_DELIVERED',
    within: '21d',
    words: ['Not delivered', 'shipping'],
  },
];

/** An expectation as this shop has it. */
export interface Deadline {
  step: Step;
  after: KnownType;
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
export const deadlines = (env: Env): Deadline[] =>
  EXPECTATIONS.flatMap(({ step, after, setting, within, words: [what, since] }) => {
    const chosen = env[setting] ?? within;
    if (chosen.trim() === 'off') return [];
    const { ms, words } = duration(chosen) ?? duration(within)!;
    return { step, after, within: ms, message: `${what} ${words} after ${since}` };
  });
