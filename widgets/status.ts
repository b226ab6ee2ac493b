// `/status.js`: what a customer sees of their order. It shares no file with the scripts of the admin.
import './customer-languages.ts';
import { NoUpdates } from './sync/no-updates.ts';
import { LIVE } from './sync/session.ts';

export { OrderStatus } from './elements/order-status.ts';
export { customize } from './localize/customize.ts';

LIVE.register(async () => ({ LiveUpdates: NoUpdates }));
