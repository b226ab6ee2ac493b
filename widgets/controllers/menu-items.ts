import type { LogEvent } from '../../worker/contract/event.ts';
import { clock } from '../model/clock.ts';
import { isOpen } from '../model/event-state.ts';
import { monday, tomorrow } from '../model/wall-time.ts';
import type { ListHost } from './host.ts';
import type { MenuItem, MenuTargets } from './on-click.ts';

const HOUR = 3_600_000;

/** All items of the menu of an event's row, in their order. A new action is a new entry here. */
export const menuItems = (host: ListHost, event: LogEvent, targets: MenuTargets): MenuItem[] => {
  const { canWrite, messages, syncUrl } = host;
  const { row, link } = targets;
  const canSnooze = canWrite && isOpen(event);
  return [
    ...(canWrite && !event.resolved_at ? actionItems(event, targets) : []),
    ...(canSnooze && event.snoozed_until ? [{ label: messages.wake, run: () => row.snooze(event, null) }] : []),
    ...(canSnooze && !event.snoozed_until ? snoozeItems(host, event, row) : []),
    ...(syncUrl ? [{ label: messages.copyLink, run: () => link.copy(event) }] : []),
  ];
};

/** The event's own actions. The row itself has the first one, unless it has Unsnooze instead. */
const actionItems = (event: LogEvent, { row, labelOf }: MenuTargets): MenuItem[] =>
  row
    .actionsOf(event)
    .slice(event.snoozed_until ? 0 : 1)
    .map((action) => ({ label: labelOf(action.label), run: () => row.run(event, action) }));

const snoozeItems = (host: ListHost, event: LogEvent, row: MenuTargets['row']): MenuItem[] => {
  const { language, messages, times, timeZone } = host;
  const now = clock.now();
  const item = (phrase: string, at: number): MenuItem => {
    const until = new Date(at).toISOString();
    return { label: language.format(phrase, { time: times.clock(until) }), run: () => row.snooze(event, until) };
  };
  const [morning, week] = [tomorrow(now, timeZone), monday(now, timeZone)];
  return [
    item(messages.forAnHour, now + HOUR),
    item(messages.untilTomorrow, morning),
    ...(week === morning ? [] : [item(messages.untilMonday, week)]),
    { label: messages.untilThen, choose: (until) => row.snooze(event, until) },
  ];
};
