import { money } from '../contract/money.ts';

/** A Worker that only writes amounts: for `money.test.ts`, since workerd's Intl is not Node's. */
export default {
  async fetch(request) {
    const amounts = (await request.json()) as Parameters<typeof money>[];
    return Response.json(amounts.map((amount) => money(...amount)));
  },
} satisfies ExportedHandler;
