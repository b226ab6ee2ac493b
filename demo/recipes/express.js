// Flagpost in Express, or any Node server. Needs the package: docs/back-end.md says how to install it.
//
//   import { flagpost, flagpostTags } from './express.js';
//   app.use(flagpostTags((req) => req.user?.name));           // then in the layout's head: <%- flagpostTags %>
//   void flagpost.orderShipped({ order_id, carrier, tracking }); // never throws, need not be awaited
import { createClient } from 'flagpost/client';

const url = process.env.FLAGPOST_URL;

export const flagpost = createClient({
  url,
  apiKey: process.env.FLAGPOST_API_KEY,
  tokenSecret: process.env.FLAGPOST_TOKEN_SECRET,
});

/** Makes `flagpostTags` known to the templates of whoever is signed in. A page without them is better than none. */
export const flagpostTags = (personOf) => async (req, res, next) => {
  res.locals.flagpostTags = '';
  try {
    const sub = personOf(req);
    const token = sub && (await flagpost.viewerToken({ sub, scope: 'read write' }));
    if (token)
      res.locals.flagpostTags = `<meta name="flagpost-token" content="${token}">
<script type="module" src="${url}/widgets.js"></script>`;
  } catch (error) {
    console.warn('No Flagpost token:', error.message);
  }
  next();
};
