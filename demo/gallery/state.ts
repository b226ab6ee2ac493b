import { CUSTOMER_STATES, enterCustomer } from '../../widgets/testing/customer-states.ts';
import { time } from '../../widgets/testing/page.ts';
import { enter, STATES, type Tag } from '../../widgets/testing/states.ts';

const query = new URLSearchParams(location.search);
const tag = query.get('tag') as Tag | 'order-status';
const state = query.get('state') ?? '';
const { documentElement: page, body } = document;

// An element that takes the focus in its frame must not scroll the gallery to itself.
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (options) {
  focus.call(this, { ...options, preventScroll: true });
};

page.lang = query.get('lang') || 'en';
page.style.colorScheme = query.get('scheme') || '';
time.pause();
// The scripts of the admin and of customers are for different pages, with different languages.
if (tag === 'order-status') {
  await import('../../widgets/status.ts');
  await enterCustomer(CUSTOMER_STATES[state]!);
} else {
  await import('../../widgets/index.ts');
  await enter(tag, STATES[state]!);
}

/** Makes the frame as high as its content, with room for a menu that overflows its row. */
const fit = () => {
  if (frameElement) (frameElement as HTMLElement).style.height = `${body.offsetHeight + 32}px`;
};
new ResizeObserver(fit).observe(body);
page.dataset.is = 'there';
