import type { CustomerStatus } from '../../worker/contract/api.ts';
import { type Client, FlagpostError, orderPath } from './client.ts';

/** Loads the part of an order that its customer may see. */
export const customerStatus = async (client: Client, orderId: string, signal: AbortSignal): Promise<CustomerStatus> => {
  const status: CustomerStatus = await client.request(orderPath(orderId, '/status'), { signal });
  // A proxy or a login page may answer in the Worker's place.
  if ([status.steps, status.parcels, status.notes].every(Array.isArray)) return status;
  throw new FlagpostError('failed', 'The answer was no status.');
};
