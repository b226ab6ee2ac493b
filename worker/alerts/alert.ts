import type { Alert, AlertLine } from '../contract/alerts.ts';
import { counted } from '../contract/counted.ts';
import { span } from '../contract/span.ts';
import { type AlertSettings, orderPage } from '../domain/alert-settings.ts';
import { hex } from '../domain/event-id.ts';
import { clip } from '../domain/message.ts';
import { impersonal, withoutAddresses } from '../domain/private.ts';
import { problemName } from '../domain/problem-name.ts';
import { NOT_PERSONS } from '../domain/story/event.ts';
import { utf8 } from '../http/bytes.ts';
import type { Failure } from '../store/alerts.ts';
import { naming } from '../store/to-wire.ts';
import type { Notice } from './decide.ts';

/** Lines of one message; the rest is counted. */
const LINES = 20;
const MESSAGE_LENGTH = 240;
const URL_LENGTH = 600;

/** The order's page in the shop's admin. An order number that is a mail address is not put into a link. */
const urlOf = (order_id: string | null, settings: AlertSettings): string | null => {
  if (order_id === null || order_id !== withoutAddresses(order_id)) return null;
  const page = orderPage(order_id, settings);
  return page && page.href.length <= URL_LENGTH ? page.href : null;
};

const lineOf = (failure: Failure, is: AlertLine['is'], note: string | null, settings: AlertSettings): AlertLine => {
  const { id, event_type, level, order_id, problem, occurred_at } = failure;
  const name = problemName(problem, order_id);
  return {
    ...{ id, is, event_type, level, note },
    order_id: order_id && withoutAddresses(order_id),
    problem: name && withoutAddresses(name),
    message: clip(impersonal(naming(failure)), MESSAGE_LENGTH),
    occurred_at: new Date(occurred_at).toISOString(),
    url: urlOf(order_id, settings),
  };
};

/** Names the person who resolved the problem, or states that it fixed itself. A mail address is never shown as a name. */
const endNote = ({ hidden, resolved_by }: Failure): string => {
  if (hidden !== null || resolved_by === null || NOT_PERSONS.includes(resolved_by)) return 'fixed itself';
  return resolved_by === withoutAddresses(resolved_by) ? `resolved by ${resolved_by}` : 'resolved';
};

const openNote = ({ failure, isAgain }: Notice): string | null => {
  const { came_back, repeats } = failure;
  const by = came_back && came_back.by === withoutAddresses(came_back.by) ? ` after ${came_back.by} resolved it` : '';
  const times = (repeats ?? 1) > 1 ? `${repeats} times` : null;
  return [came_back || isAgain ? `came back${by}` : null, times].filter((note) => note !== null).join(', ') || null;
};

const titleOf = (lines: AlertLine[]): string => {
  const over = lines.filter(({ is }) => is === 'over').length;
  const opened = lines.length - over;
  if (opened === 0) return over === 1 ? 'A problem is over' : `${over} problems are over`;
  return `${counted(opened, 'new problem')}${over > 0 ? `, ${over} over` : ''}`;
};

/** The same id for the same lines, so that a receiver recognises a message that it has already got. */
const idOf = async (parts: unknown): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', utf8(JSON.stringify(parts)));
  return `alert_${hex(new Uint8Array(digest).subarray(0, 16))}`;
};

const alertOf = (id: string, kind: Alert['kind'], title: string, lines: AlertLine[]): Alert => ({
  ...{ id, kind, title },
  lines: lines.slice(0, LINES),
  more: Math.max(0, lines.length - LINES),
});

/** One message of these notices: problems that opened, errors first, then problems that are over. */
export const alertOfNotices = async (notices: Notice[], settings: AlertSettings, now: number): Promise<Alert> => {
  const need = ({ is, failure: { level } }: Notice) => (is === 'over' ? 2 : level === 'error' ? 0 : 1);
  const sorted = notices.toSorted((a, b) => need(a) - need(b) || a.failure.occurred_at - b.failure.occurred_at);
  const lines = sorted.map((notice) => {
    const note = notice.is === 'over' ? endNote(notice.failure) : openNote(notice);
    return lineOf(notice.failure, notice.is, note, settings);
  });
  const id = await idOf(sorted.map(({ is, failure, since }) => [is, failure.id, since ?? now]));
  return alertOf(id, 'problems', titleOf(lines), lines);
};

/** A digest of the open problems, in the given order. */
export const digestOf = async (open: Failure[], day: string, settings: AlertSettings, now: number): Promise<Alert> => {
  const lines = open.map((failure) => lineOf(failure, 'open', `for ${span(now - failure.occurred_at)}`, settings));
  const title = counted(open.length, 'open problem');
  return alertOf(await idOf(['digest', day]), 'digest', title, lines);
};

/** A message that shows that a channel works. */
export const testAlert = (): Alert =>
  alertOf(`alert_${crypto.randomUUID()}`, 'test', 'Flagpost can reach you here.', []);
