import { CUSTOMER_STATES } from '../../widgets/testing/customer-states.ts';
import { STATES, TAGS } from '../../widgets/testing/states.ts';

/** The states of each element. */
const GALLERY: Record<string, string[]> = {
  ...Object.fromEntries(TAGS.map((tag) => [tag, Object.keys(STATES).filter((name) => STATES[name]!.shows[tag])])),
  'order-status': Object.keys(CUSTOMER_STATES),
};

const query = new URLSearchParams(location.search);
const form = document.querySelector('form')!;
const field = (name: string) => form.elements.namedItem(name) as HTMLSelectElement;

/** A frame for each element and state, since each has a fake Worker of its own. */
const frame = (tag: string, state: string): HTMLElement => {
  const box = document.createElement('section');
  const title = document.createElement('h3');
  const frame = document.createElement('iframe');
  title.textContent = state;
  frame.title = `${tag}, ${state}`;
  frame.loading = 'lazy';
  frame.src = `/gallery/state.html?${new URLSearchParams([...query, ['tag', tag], ['state', state]])}`;
  box.style.width = query.get('width') ? `${query.get('width')}px` : '100%';
  box.append(title, frame);
  return box;
};

for (const tag of Object.keys(GALLERY)) field('element').add(new Option(tag));
for (const state of new Set(Object.values(GALLERY).flat())) field('state').add(new Option(state));
for (const [name, value] of query) field(name).value = value;
form.addEventListener('change', () => form.requestSubmit());

for (const [tag, names] of Object.entries(GALLERY)) {
  if ((query.get('element') || tag) !== tag) continue;
  const title = document.createElement('h2');
  const states = document.createElement('div');
  title.textContent = `<${tag}>`;
  states.className = 'states';
  states.append(...names.filter((name) => (query.get('state') || name) === name).map((name) => frame(tag, name)));
  document.body.append(title, states);
}
