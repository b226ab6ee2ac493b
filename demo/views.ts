import { html } from 'hono/html';
import type { AlertLine } from '../worker/contract/alerts.ts';
import type { ReceivedAlert } from './alerts.ts';
import { PRODUCTS, product } from './catalogue.ts';
import type { Customer, Order } from './order.ts';

const money = (amount: number, currency = 'GBP') => {
  const decimals = currency === 'JPY' ? 0 : 2;
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    amount / 10 ** decimals,
  );
};

const when = (date: Date) =>
  date.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const orderLink = ({ id }: Order) => html`<a href="/order.html?id=${encodeURIComponent(id)}">${id}</a>`;

const state = (of: string) => html`<span class="state" data-state="${of}">${of}</span>`;

const count = (order: Order) => order.items.reduce((sum, { quantity }) => sum + quantity, 0);

const PAGES = {
  '/index.html': 'Dashboard',
  '/orders.html': 'Orders',
  '/products.html': 'Products',
  '/customers.html': 'Customers',
};

/** The navigation with the shop's pages. Flagpost's badge is the link to the activity. */
const nav = (path: string, person: string) => {
  const current = path === '/order.html' ? '/orders.html' : path;
  const mark = (href: string) => (href === current ? html` aria-current="page"` : '');
  const links = Object.entries(PAGES).map(([href, name]) => html`<a href="${href}"${mark(href)}>${name}</a>`);
  return html`<header class="board">
      <p class="shop"><img src="/mark.svg" alt="" />Sunday Studio</p>
      <nav>
        ${links}
        <attention-badge href="/activity.html"${mark('/activity.html')}>Activity</attention-badge>
      </nav>
      <p class="person">Signed in as ${person}</p>
    </header>`;
};

const orderRow = (order: Order) => html`<tr>
    <td>${orderLink(order)}</td>
    <td class="faded">${when(order.placed_at)}</td>
    <td>${order.customer.name}</td>
    <td class="faded">${count(order)} ${count(order) === 1 ? 'item' : 'items'}</td>
    <td>${state(order.payment)}</td>
    <td>${state(order.fulfilment)}</td>
    <td class="number">${money(order.total, order.currency)}</td>
  </tr>`;

const figure = (name: string, value: string | number) => html`<li><strong>${value}</strong> ${name}</li>`;

const figures = (orders: Order[]) => {
  const pounds = orders.filter(({ currency, payment }) => currency === 'GBP' && payment === 'Paid');
  const are = (...states: Order['fulfilment'][]) =>
    orders.filter(({ fulfilment }) => states.includes(fulfilment)).length;
  return [
    figure('orders', orders.length),
    figure('taken', money(pounds.reduce((sum, { total }) => sum + total, 0))),
    figure('at the printer', are('Submitted', 'In production', 'On hold')),
    figure('on their way', are('Shipped')),
  ];
};

const itemRow = ({ currency }: Order, { product: id, variant, quantity, price }: Order['items'][number]) => html`<tr>
    <td><img src="/prints/${id}.svg" alt="" /></td>
    <td>${product(id).name} <span class="faded">${product(id).kind}</span><br /><span class="faded">${variant}</span></td>
    <td class="faded quantity">${quantity} × ${money(price, currency)}</td>
    <td class="number">${money(quantity * price, currency)}</td>
  </tr>`;

const total = (name: string, amount: number, currency: string) => html`<tr>
    <td colspan="3">${name}</td>
    <td class="number">${money(amount, currency)}</td>
  </tr>`;

const customerRow = ({ name, email, address, orders, since }: Customer) => html`<tr>
    <td>${name}</td>
    <td class="faded">${email}</td>
    <td>${address[1]}</td>
    <td class="number">${orders}</td>
    <td class="number">${since}</td>
  </tr>`;

const shelf = PRODUCTS.map(
  ({ id, name, kind, from, sold }) => html`<li>
      <img src="/prints/${id}.svg" alt="" />
      <strong>${name}</strong>
      <span class="faded">${kind} from ${money(from)}</span>
      <span class="faded">${sold} sold</span>
    </li>`,
);

const orderParts = (order: Order) => {
  const { id, placed_at, customer, items, shipping, total: paid, currency } = order;
  return {
    'order.id': id,
    'order.placed': when(placed_at),
    'order.states': [state(order.payment), ' ', state(order.fulfilment)],
    'order.items': items.map((item) => itemRow(order, item)),
    'order.totals': [
      total('Shipping', shipping, currency),
      total(order.payment === 'Refunded' ? 'Total, refunded' : 'Total paid', paid, currency),
    ],
    'order.customer': html`<p>${customer.name}</p>
        <p class="faded">${customer.email}</p>
        <p class="faded">${customer.orders === 1 ? 'First order' : `${customer.orders} orders since ${customer.since}`}</p>`,
    'order.customer-page': html`<a href="/your-order.html?id=${encodeURIComponent(id)}">Their page of this order</a>`,
    'order.address': [customer.name, ...customer.address].join('\n'),
  };
};

const SIGNS = { over: '✅', error: '🔴', warning: '🟠', info: '🟠' };

const alertLine = ({ is, level, order_id, url, message, note }: AlertLine) => html`<li>
      ${SIGNS[is === 'over' ? is : level]} ${url ? html`<a href="${url}">${order_id}</a> ` : ''}${message}
      <span class="faded">${note ?? ''}</span>
    </li>`;

const chat = (received: ReceivedAlert[]) =>
  received.length === 0
    ? html`<p class="faded">Nobody was told of anything yet.</p>`
    : received.map(
        ({ at, alert }) => html`<h2>${alert.title} <span class="faded">${when(new Date(at))}</span></h2>
        <ul>
          ${alert.lines.map(alertLine)}${alert.more ? html`<li>and ${alert.more} more</li>` : ''}
        </ul>`,
      );

/** The data that the pages show. */
export interface Shown {
  person: string;
  orders: Order[];
  received: ReceivedAlert[];
}

/** Fills a page's `{{names}}`. */
export const fill = (page: string, path: string, { person, orders, received }: Shown, order?: Order) => {
  const parts: Record<string, unknown> = {
    nav: nav(path, person),
    figures: figures(orders),
    'latest-orders': orders.slice(0, 5).map(orderRow),
    orders: orders.map(orderRow),
    'story.id': orders.find(({ id }) => id.endsWith('0039'))?.id ?? '',
    customers: orders.map(({ customer }) => customerRow(customer)),
    products: shelf,
    alerts: chat(received),
    ...(order && orderParts(order)),
  };
  return page.replace(/\{\{([\w.-]+)\}\}/g, (_, name: string) => String(html`${parts[name] ?? ''}`));
};
