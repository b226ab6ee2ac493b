import { span } from '../../contract/span.ts';
import { type Check, fine, unsure, wrong } from './check.ts';

/** The deliveries of each source whose secret is set. */
export const sources: Check = ({ health, clocks, url }) =>
  Object.entries(health?.sources ?? {}).map(([name, { last_delivery_at, accepted, refused }]) => {
    const secret = `${name.toUpperCase()}_WEBHOOK_SECRET`;
    const ago = last_delivery_at === null ? null : (clocks.theirs ?? clocks.here) - Date.parse(last_delivery_at);
    if (refused > 0 && ago === null) {
      return wrong(
        `${name}: ${refused} deliveries refused and none accepted. ${secret} is not what ${name} signs with.`,
        `Copy the secret of the endpoint ${url}/webhooks/${name} from ${name}'s own page, then: npx wrangler secret put ${secret}`,
      );
    }
    if (ago === null) {
      return unsure(
        `${name}: nothing has come yet.`,
        `Give ${name} the address ${url}/webhooks/${name}, and send a test event.`,
      );
    }
    if (refused > accepted) {
      return unsure(
        `${name}: ${refused} deliveries refused, the last good one ${span(ago)} ago.`,
        `If its secret was changed, set the new one: npx wrangler secret put ${secret}`,
      );
    }
    return fine(`${name}: the last delivery ${span(ago)} ago.`);
  });
