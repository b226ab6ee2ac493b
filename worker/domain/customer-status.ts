import type { CustomerStatus } from '../contract/api.ts';
import { isForCustomers } from '../contract/customer.ts';
import { type CustomerParcel, customerParcels, type ParcelEvent } from './customer-parcels.ts';
import { NOT_PERSONS } from './story/event.ts';
import type { Standing } from './story/standing.ts';

/** An event as far as its customer may know of it. */
export interface CustomerEvent extends ParcelEvent {
  message: string;
  occurred_at: number;
  retracted: boolean;
  resolved_at: number | null;
  resolved_by: string | null;
}

/** All of the customer's view that is not where the order stands. */
export type CustomerView = Pick<CustomerStatus, 'parcels' | 'notes' | 'late'>;

/** The notes that the shop made public. */
const isPublic = ({ event_type, payload }: CustomerEvent): boolean =>
  event_type === 'order.note' && payload.public === true;

/** Whether what a person has seen to is still awaited. */
const isAwaited = (
  { effects: { step, parcel } }: CustomerEvent,
  parcels: ReadonlyMap<string, CustomerParcel>,
  { next, on_hold }: Standing,
): boolean => {
  if (step === 'hold') return on_hold;
  if (parcel !== undefined) return parcels.get(parcel)?.status === 'shipped';
  return step !== undefined && step === next;
};

/** The shop was warned, and nothing has come of it: a person's click on the warning brings no parcel. */
const isLate = (event: CustomerEvent, parcels: ReadonlyMap<string, CustomerParcel>, standing: Standing): boolean => {
  if (event.event_type !== 'order.overdue') return false;
  if (event.resolved_at === null) return true;
  return !NOT_PERSONS.includes(event.resolved_by ?? '') && isAwaited(event, parcels, standing);
};

/** The events that count for a customer: of a type that is theirs, not taken back, and no provider's test. */
const counts = ({ event_type, retracted, effects }: CustomerEvent): boolean =>
  isForCustomers(event_type) && !retracted && !effects.test;

/** The customer's view of an order's events that are shown, oldest first. */
export const customerView = (events: readonly CustomerEvent[], standing: Standing): CustomerView => {
  const told = events.filter(counts);
  const parcels = customerParcels(told);
  return {
    parcels: [...parcels.values()],
    notes: told
      .filter(isPublic)
      .map(({ message, occurred_at }) => ({ message, at: new Date(occurred_at).toISOString() })),
    late: told.some((event) => isLate(event, parcels, standing)),
  };
};

/** Whether an order has no view for customers any more: it is erased. */
export const isErased = (events: readonly Pick<CustomerEvent, 'effects'>[]): boolean =>
  events.some(({ effects }) => effects.erased);
