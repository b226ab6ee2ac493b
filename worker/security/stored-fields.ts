/**
 * The parts of a delivery that are stored as the sender writes them, and no other: the order's number, ids and tracking
 * numbers, by which events find each other; and all of `data` of a Standard sender, who is the shop itself.
 */
export const NAMES: Record<string, string[]> = {
  aftership: ['msg.order_id', 'msg.order_number', 'msg.tracking_number'],
  easypost: ['result.tracking_code'],
  gelato: [
    ...['itemReferenceId', 'items.*.fulfillments.*.trackingCode', 'items.*.itemReferenceId'],
    ...['orderId', 'orderReferenceId', 'trackingCode'],
  ],
  mailgun: ['event-data.message.headers.message-id', 'event-data.user-variables.order_id'],
  postmark: ['MessageID', 'Metadata.order_id'],
  printful: ['data.order.external_id', 'data.order.id', 'data.shipment.id', 'data.shipment.tracking_number'],
  printify: ['resource.data.carrier.tracking_number', 'resource.data.skus.*', 'resource.id'],
  resend: ['data.email_id', 'data.tags.*.value', 'data.tags.order_id'],
  sendgrid: ['*.order_id', '*.sg_message_id', '*.smtp-id'],
  ses: ['Message.mail.messageId', 'Message.mail.tags.order_id.*'],
  shippo: ['data.tracking_number'],
  shopify: [
    'admin_graphql_api_id',
    'fulfillment_id',
    'fulfillment_order.id',
    'id',
    'name',
    'order_id',
    'order_number',
    'tracking_number',
    'tracking_numbers.*',
    'transactions.*.id',
  ],
  standard: [
    'data.actor',
    'data.fact',
    'data.message',
    'data.order_id',
    'data.payload.carrier',
    'data.payload.shelf',
    'data.payload.tracking',
    'data.problem',
    'data.refs.*',
  ],
  stripe: [
    'data.object.charge',
    'data.object.client_reference_id',
    'data.object.id',
    'data.object.metadata.order_id',
    'data.object.payment_intent',
    'data.object.payment_intent.id',
    'data.object.refunds.data.*.charge',
    'data.object.refunds.data.*.id',
    'data.object.refunds.data.*.payment_intent',
  ],
  woocommerce: ['id', 'meta_data.*.value', 'meta_data.*.value.*.tracking_number', 'number', 'refunds.*.id'],
};

/**
 * The parts that are stored in the sender's own words, since they give a reason, a person or a mail: without numbers of
 * cards and telephones.
 */
export const WORDS: Record<string, string[]> = {
  aftership: ['msg.slug', 'msg.subtag_message'],
  easypost: ['result.carrier'],
  gelato: ['comment', 'items.*.fulfillments.*.shipmentMethodName', 'shipmentMethodName'],
  mailgun: [
    'event-data.delivery-status.message',
    'event-data.reason',
    'event-data.reject.description',
    'event-data.reject.reason',
    'event-data.user-variables.kind',
  ],
  postmark: ['Description', 'Details', 'Metadata.kind', 'Type'],
  printful: ['data.order.error', 'data.reason', 'data.shipment.carrier'],
  printify: ['resource.data.carrier.code'],
  resend: [
    'data.bounce.message',
    'data.bounce.type',
    'data.failed.reason',
    'data.suppressed.message',
    'data.tags.kind',
  ],
  sendgrid: ['*.kind', '*.reason', '*.status'],
  ses: [
    'Message.bounce.bounceSubType',
    'Message.bounce.bouncedRecipients.*.diagnosticCode',
    'Message.failure.errorMessage',
    'Message.mail.tags.kind.*',
    'Message.reject.reason',
  ],
  shippo: ['data.carrier'],
  shopify: [
    'cancel_reason',
    'error_code',
    'fulfillment_order.fulfillment_holds.*.reason',
    'message',
    'provider_title',
    'reason',
    'tracking_company',
  ],
  standard: [],
  stripe: [
    'data.object.closed_reason',
    'data.object.failure_message',
    'data.object.failure_reason',
    'data.object.fraud_type',
    'data.object.last_payment_error.decline_code',
    'data.object.last_payment_error.message',
    'data.object.reason',
  ],
  woocommerce: ['meta_data.*.value.*.custom_tracking_provider', 'meta_data.*.value.*.tracking_provider'],
};
