import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { Alert } from '../worker/contract/alerts.ts';

/** A message that the team got, and when. */
export interface Heard {
  at: string;
  alert: Alert;
}

/** The body that Flagpost sends to `ALERT_URL`. */
interface Sent {
  type: 'flagpost.alert';
  timestamp: string;
  data: Alert;
}

/** Messages that the page shows. */
const MOST = 50;

/** The newest first, out of a file beside the local database. */
export const heardIn = (file: string): Heard[] => {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Heard[]) : [];
  } catch {
    return [];
  }
};

/** Takes what Flagpost sends: verified, and each message once. A real shop would pass it on to its chat here. */
export const hearAlerts = (secret: string, file: string) => {
  const webhook = new Webhook(secret);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let sent: Sent;
    try {
      sent = webhook.verify(await text(request), request.headers as Record<string, string>) as Sent;
    } catch {
      return void response.writeHead(401).end();
    }
    const heard = heardIn(file);
    const isNew = !heard.some(({ alert }) => alert.id === sent.data.id);
    if (isNew) writeFileSync(file, JSON.stringify([{ at: sent.timestamp, alert: sent.data }, ...heard].slice(0, MOST)));
    response.writeHead(204).end();
  };
};
