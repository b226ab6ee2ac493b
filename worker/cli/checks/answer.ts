import { type Check, fine, isLocal, wrong } from './check.ts';

/** Whether the Worker answers, and its database too. */
export const answer: Check = ({ url, status }) => {
  if (status === 0) {
    const start = isLocal(url) ? 'start the Worker with: npm run dev' : 'deploy with: npm run deploy';
    return [wrong(`Nobody answers at ${url}.`, `Look for typing errors in the address; ${start}`)];
  }
  if (status === 503) {
    return [
      wrong('The database does not answer, or has no tables yet.', 'Run: npx wrangler d1 migrations apply DB --remote'),
    ];
  }
  if (status !== 200) return [wrong(`${url}/healthz answers ${status}.`, 'Is this the address of Flagpost itself?')];
  return [fine('The Worker and its database answer.')];
};
