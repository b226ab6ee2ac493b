// Flagpost in Express, or any Node server. Save it as flagpost.mjs beside your app; it needs the package, by step 3
// of docs/getting-started.md. Where your app has no `import`, Node 20.19 takes `require('./flagpost.mjs')` as well.
//
//   import { flagpost, flagpostTags, said } from './flagpost.mjs';
//   app.use(flagpostTags((req) => req.user?.name)); // after your login's middleware, which sets req.user
//
// In the layout's head: <%- flagpostTags %>; where there are no templates, ${res.locals.flagpostTags}.
//
//   flagpost.orderShipped({ order_id, carrier, tracking }).then(said); // never throws, need not be awaited
import { createClient } from 'flagpost/client';

const url = process.env.FLAGPOST_URL;

export const flagpost = createClient({
  url,
  apiKey: process.env.FLAGPOST_API_KEY,
  tokenSecret: process.env.FLAGPOST_TOKEN_SECRET,
});

/** Logs why an event was not accepted. */
export const said = ({ ok, error }) => ok || console.warn('flagpost:', error);

/** A token for a customer to see the status of their order, good for some days, at most 90. */
export const customerToken = (order_id, days = 30) =>
  flagpost.viewerToken({ scope: 'customer', order_id: String(order_id), expires_in: days * 86_400 });

/** Sets `flagpostTags` for the templates if a person is signed in. If that fails, the page comes without the tags. */
export const flagpostTags = (personOf) => async (req, res, next) => {
  res.locals.flagpostTags = '';
  try {
    const sub = personOf(req);
    const token = sub && (await flagpost.viewerToken({ sub, scope: 'read write' }));
    if (token)
      res.locals.flagpostTags = `<meta name="flagpost-token" content="${token}">
<script type="module" src="${url}/widgets.js" async></script>`;
  } catch (error) {
    console.warn('No Flagpost token:', error.message);
  }
  next();
};
