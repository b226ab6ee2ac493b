import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { createClient } from '../worker/client/index.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { lookup } from '../worker/domain/lookup.ts';

type Log = ReturnType<typeof createClient>['log'];

/** The request of Flagpost to `ACTIONS_URL`. */
interface Asked {
  type: 'flagpost.action';
  data: { action: string; event: LogEvent };
}

/** A refusal, in words for the person who clicked. */
class Refusal extends Error {}

/** Long enough to be seen. */
const TAKES = 1200;

/** The shop's actions, by the type of the event and the action's name. A real shop would call its printer here. */
const DOES: Record<string, (event: LogEvent, log: Log) => Promise<unknown>> = {
  'order.submission_failed retry': async ({ order_id }, log) => {
    await sleep(TAKES);
    const payload = { provider: 'Printify', reference: `PFY-${Date.now() % 100_000}` };
    await log('order.submitted', null, { order_id, payload });
  },
  'sync.failed retry': async ({ payload: { provider = 'printify' } }, log) => {
    await sleep(TAKES);
    await log('sync.completed', null, { payload: { provider, products: 47, updated: 3 } });
  },
  'email.bounced resend': async () => {
    throw new Refusal('This address bounces for good. Ask the customer for another.');
  },
};

/** Answers what Flagpost asks on a person's behalf: verified, and each message once however often it is delivered. */
export const answerActions = (secret: string, log: Log) => {
  const webhook = new Webhook(secret);
  const known = new Map<string, Promise<unknown>>();
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, message?: string) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    const headers = request.headers as Record<string, string>;
    const body = await text(request);
    let asked: Asked;
    try {
      asked = webhook.verify(body, headers) as Asked;
    } catch {
      return void answer(401);
    }
    const { action, event } = asked.data;
    const does = lookup(DOES, `${event.event_type} ${action}`);
    if (!does) return void answer(409, 'This shop does not know how.');
    const id = headers['webhook-id']!;
    // A delivery that came before, and may still be at it, is answered as that one is.
    const doing = known.get(id) ?? does(event, log);
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
