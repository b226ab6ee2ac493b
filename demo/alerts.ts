import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import type { Alert } from '../worker/contract/alerts.ts';

/** A message that the team received, and when. */
export interface ReceivedAlert {
  at: string;
  alert: Alert;
}

/** The body that Flagpost sends to `ALERT_URL`. */
interface Sent {
  type: 'flagpost.alert';
  timestamp: string;
  data: Alert;
}

/** The most messages that the page shows. */
const MOST = 50;

/** Reads the received messages, newest first, from a file beside the local database. */
export const storedAlerts = (file: string): ReceivedAlert[] => {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ReceivedAlert[]) : [];
  } catch {
    return [];
  }
};

/** Verifies and stores each message of Flagpost once. A real shop would pass it on to its chat here. */
export const receiveAlerts = (secret: string, file: string) => {
  const webhook = new Webhook(secret);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let sent: Sent;
    try {
      sent = webhook.verify(await text(request), request.headers as Record<string, string>) as Sent;
    } catch {
      return void response.writeHead(401).end();
    }
    const received = storedAlerts(file);
    const isNew = !received.some(({ alert }) => alert.id === sent.data.id);
    if (isNew)
      writeFileSync(file, JSON.stringify([{ at: sent.timestamp, alert: sent.data }, ...received].slice(0, MOST)));
    response.writeHead(204).end();
  };
};
