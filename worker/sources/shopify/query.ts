/** How many of each list are asked for; a query may cost 1,000 points at most, and each object is one. */
interface Most {
  items: number;
  fulfillments: number;
  events: number;
  transactions: number;
  refunds: number;
}

/** For a page of orders, and for one order that has more than that. */
export const OF_PAGE: Most = { items: 10, fulfillments: 5, events: 5, transactions: 10, refunds: 5 };
export const OF_ONE: Most = { items: 50, fulfillments: 30, events: 10, transactions: 30, refunds: 20 };

const MONEY = 'shopMoney { amount currencyCode }';

/**
 * The fields of an order that its events are made of: no name, no address, no mail.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/Order
 */
const fields = ({ items, fulfillments, events, transactions, refunds }: Most): string => `
  id name number test createdAt updatedAt cancelledAt cancelReason
  displayFinancialStatus displayFulfillmentStatus paymentGatewayNames requiresShipping
  totalPriceSet { ${MONEY} }
  paymentTerms { paymentTermsType }
  risk { assessments { riskLevel provider { title } } }
  disputes { id initiatedAs status }
  lineItems(first: ${items}) { nodes { currentQuantity requiresShipping } }
  fulfillments(first: ${fulfillments}) {
    id status createdAt updatedAt deliveredAt requiresShipping totalQuantity
    trackingInfo(first: 3) { company number url }
    events(first: ${events}, reverse: true) { nodes { id status message happenedAt } }
  }
  transactions(first: ${transactions}) { id kind status test errorCode processedAt amountSet { ${MONEY} } }
  refunds(first: ${refunds}) {
    id createdAt
    transactions(first: 3) { nodes { id kind status test errorCode processedAt amountSet { ${MONEY} } } }
  }`;

const ORDERS = 5;

/** Orders by the moment of their last change. A cursor holds that moment, so an order that changes meanwhile comes again. */
export const PAGE_OF_ORDERS = `query Orders($query: String!, $after: String) {
  orders(first: ${ORDERS}, after: $after, sortKey: UPDATED_AT, query: $query) {
    pageInfo { hasNextPage endCursor }
    nodes { ${fields(OF_PAGE)} }
  }
}`;

export const ONE_ORDER = `query Order($id: ID!) { order(id: $id) { ${fields(OF_ONE)} } }`;
