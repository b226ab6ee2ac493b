import { cancelled, delivered, failed, held, made, NO_ORDER, part, released, shipped, submitted } from './house.ts';
import { ISO, type Table } from './table.ts';

const event = (type: string, data: object) => ({
  id: 'e1',
  type,
  created_at: ISO,
  resource: { id: 'p1', type: 'order', data },
});

export const printify: Table[] = [
  {
    of: 'the topics',
    pages: ['https://developers.printify.com/#webhooks'],
    read: '2026-11-29',
    documented: [
      ...['shop:disconnected', 'product:created', 'product:updated', 'product:deleted', 'product:publish:started'],
      ...['order:created', 'order:updated', 'order:sent-to-production', 'order:shipment:created'],
      ...['order:shipment:delivered', 'personalization-preview-task:processed'],
    ],
    rows: {
      'shop:disconnected': NO_ORDER,
      'product:created': NO_ORDER,
      'product:updated': NO_ORDER,
      'product:deleted': NO_ORDER,
      'product:publish:started': NO_ORDER,
      'order:created': submitted('Printify', 'p1'),
      'order:updated': made('Printify'),
      'order:sent-to-production': made('Printify'),
      'order:shipment:created': shipped('Shipped via USPS — tracking: P1', 'printify:parcel:p1:S1'),
      'order:shipment:delivered': delivered(),
      'personalization-preview-task:processed': NO_ORDER,
    },
    bodyOf: (topic) =>
      event(topic, { status: 'in-production', skus: ['S1'], carrier: { code: 'USPS', tracking_number: 'P1' } }),
  },
  {
    of: 'the statuses of an order',
    // And Printify's own module for PrestaShop, for checking-quality, quality-approved, quality-declined, ready-for-production.
    pages: ['https://developers.printify.com/#orders'],
    read: '2026-11-29',
    documented: [
      ...['pending', 'on-hold', 'checking-quality', 'quality-approved', 'quality-declined', 'ready-for-production'],
      ...['sending-to-production', 'in-production', 'canceled', 'fulfilled', 'partially-fulfilled'],
      ...['payment-not-received', 'callback-received', 'has-issues', 'unfulfillable'],
    ],
    rows: {
      pending: released('Printify'),
      'on-hold': held('Printify'),
      'checking-quality': released('Printify'),
      'quality-approved': released('Printify'),
      'quality-declined': failed('Printify cannot make the order: print quality declined'),
      'ready-for-production': released('Printify'),
      'sending-to-production': released('Printify'),
      'in-production': made('Printify'),
      canceled: cancelled,
      fulfilled: shipped('Shipped'),
      'partially-fulfilled': part('Printify'),
      'payment-not-received': failed('Submission to Printify failed: payment not received'),
      'callback-received': released('Printify'),
      'has-issues': failed('Printify cannot make the order: it has issues'),
      unfulfillable: failed('Printify cannot make the order: it cannot be fulfilled'),
    },
    bodyOf: (status) => event('order:updated', { status }),
  },
];
