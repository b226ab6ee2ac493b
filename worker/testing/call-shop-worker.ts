import { callShop, type Limits } from '../actions/call-shop.ts';
import { shopOf } from '../actions/shop.ts';
import type { Env } from '../env.ts';

/** A Worker that only asks the shop: for `call-shop.test.ts`, whose subject is what goes over the wire. */
export default {
  async fetch(request, env) {
    return Response.json(await callShop(shopOf(env), 'act_1', '{}', (await request.json()) as Limits));
  },
} satisfies ExportedHandler<Env>;
