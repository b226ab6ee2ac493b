import type { HtmlTagDescriptor, Plugin } from 'vite';
import { createClient } from '../worker/client/index.ts';
import { answerActions } from './actions.ts';
import { receiveAlerts, storedAlerts } from './alerts.ts';
import { styleOf } from './hosts/serve.ts';
import { ordersSince } from './orders.ts';
import { PERSON } from './person.ts';
import { fill } from './views.ts';

export interface ShopOptions {
  /** The Worker's address. */
  flagpost: string;
  apiKey: string;
  tokenSecret: string;
  /** The secret with which Flagpost signs its requests to this shop. */
  actionsSecret: string;
  /** The secret that signs alerts, and the file that keeps them. */
  alerts: { secret: string; file: string };
  /** When the demo was first started; the shop's orders count from it. */
  began: Date;
}

/** The customer's page of an order. */
const CUSTOMERS = '/your-order.html';

/** The shop's server. For Flagpost it does what every shop has to do: it adds a token for the person, and the script. */
export const shop = ({ flagpost, apiKey, tokenSecret, actionsSecret, alerts, began }: ShopOptions): Plugin => {
  const client = createClient({ url: flagpost, apiKey, tokenSecret });
  const token = () => client.viewerToken({ sub: PERSON, scope: 'read write' });
  /** The token in the link of a shipping mail: for one order, for as long as a parcel may take. */
  const customerToken = (order_id: string) =>
    client.viewerToken({ scope: 'customer', order_id, expires_in: 90 * 24 * 60 * 60 });
  const orders = ordersSince(began);
  const named = (name: string, content: string): HtmlTagDescriptor => ({
    tag: 'meta',
    attrs: { name, content },
    injectTo: 'head',
  });
  const script = (file: string): HtmlTagDescriptor => ({
    tag: 'script',
    attrs: { type: 'module', src: `${flagpost}/${file}`, async: true },
    injectTo: 'head',
  });
  const orderOf = (url = '') => orders.find(({ id }) => id === new URL(url, 'http://shop').searchParams.get('id'));
  return {
    name: 'shop',
    configureServer({ middlewares }) {
      middlewares.use('/flagpost-token', async (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.setHeader('cache-control', 'no-store');
        response.end(JSON.stringify({ token: await token() }));
      });
      middlewares.use('/actions', answerActions(actionsSecret, client.log));
      middlewares.use('/chat', receiveAlerts(alerts.secret, alerts.file));
      middlewares.use('/npm', (request, response, next) => {
        const style = styleOf(request.url ?? '');
        if (style === undefined) return next();
        response.setHeader('content-type', 'text/css');
        response.end(style);
      });
      for (const page of ['/order.html', CUSTOMERS])
        middlewares.use(page, (request, response, next) => {
          if (orderOf(request.originalUrl)) return next();
          response.writeHead(302, { location: '/orders.html' }).end();
        });
    },
    transformIndexHtml: {
      order: 'pre',
      handler: async (page, { path, originalUrl }) =>
        // The gallery has its own elements and fake Workers.
        path.startsWith('/gallery/')
          ? page
          : {
              html: fill(
                page,
                path,
                { person: PERSON, orders, received: storedAlerts(alerts.file) },
                orderOf(originalUrl),
              ),
              tags:
                path === CUSTOMERS
                  ? [named('flagpost-token', await customerToken(orderOf(originalUrl)!.id)), script('status.js')]
                  : [
                      named('flagpost-token', await token()),
                      named('flagpost-token-url', '/flagpost-token'),
                      script('widgets.js'),
                    ],
            },
    },
  };
};
