import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { createClient } from '../worker/client/index.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { lookup } from '../worker/domain/lookup.ts';

type Log = ReturnType<typeof createClient>['log'];

/** The body that Flagpost sends to `ACTIONS_URL`. */
interface ActionRequest {
  type: 'flagpost.action';
  data: { action: string; event: LogEvent };
}

/** A refusal, in words for the person who clicked. */
class Refusal extends Error {}

/** How long an action takes, in ms: long enough to see its progress. */
const DURATION = 1200;

/** The shop's actions, by the type of the event and the action's name. A real shop would call its printer here. */
const ACTIONS: Record<string, (event: LogEvent, log: Log) => Promise<unknown>> = {
  'order.submission_failed retry': async ({ order_id }, log) => {
    await sleep(DURATION);
    const payload = { provider: 'Printify', reference: `PFY-${Date.now() % 100_000}` };
    await log('order.submitted', null, { order_id, payload });
  },
  'sync.failed retry': async ({ payload: { provider = 'printify' } }, log) => {
    await sleep(DURATION);
    await log('sync.completed', null, { payload: { provider, products: 47, updated: 3 } });
  },
  'email.bounced resend': async () => {
    throw new Refusal('This address bounces for good. Ask the customer for another.');
  },
};

/** Runs the actions that Flagpost requests. It verifies each message, and runs it once, however often it is delivered. */
export const answerActions = (secret: string, log: Log) => {
  const webhook = new Webhook(secret);
  const known = new Map<string, Promise<unknown>>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, message?: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    const headers = request.headers as Record<string, string>;
    const body = await text(request);
    let call: ActionRequest;
    try {
      call = webhook.verify(body, headers) as ActionRequest;
    } catch {
      return void answer(401);
    }
    const { action, event } = call.data;
    const run = lookup(ACTIONS, `${event.event_type} ${action}`);
    if (!run) return void answer(409, 'This shop does not know how.');
    const id = headers['webhook-id']!;
    // A second delivery of a message waits for the first one's outcome.
    const doing = known.get(id) ?? run(event, log);
    known.set(id, doing);
    try {
      await doing;
      answer(200);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer(409, error.message);
    }
  };
};
