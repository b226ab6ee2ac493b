/** A way to re-render a part of a page from the server's HTML, as many admins do on every click. */
export interface Renderer {
  /** Its scripts, by their paths in node_modules. */
  scripts?: string[];
  /** Its part of the page's head. */
  head?: string;
  /** Its part of the page's body. */
  body?: string;
  /** JavaScript of the page that renders `#admin` again. */
  draw: string;
  /** The tag of the part that it renders. */
  tag?: string;
}

const TURBO = ['@hotwired/turbo/dist/turbo.es2017-umd.js'];
const HTMX = ['htmx.org/dist/htmx.js'];
const MORPH = [...HTMX, 'idiomorph/dist/idiomorph-ext.js'];
const MORPHDOM = ['morphdom/dist/morphdom-umd.js'];

const PART = "fetch('/part').then((answer) => answer.text())";
const swap = (how: string) =>
  `htmx.ajax('GET', '${how.endsWith('innerHTML') ? '/inside' : '/part'}', { target: '#admin', swap: '${how}' })`;
const stream = (attributes: string) =>
  `${PART}.then((html) => Turbo.renderStreamMessage(
    '<turbo-stream action="replace" ${attributes} target="admin"><template>' + html + '</template></turbo-stream>'))`;
const children = (change: string) => `${PART}.then((html) => {
  const admin = document.querySelector('#admin');
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  ${change}
})`;
/** Moves the same elements, and replaces the heading beside them. */
const same = (change: string) =>
  children(`admin.querySelector('h1').replaceWith(fresh.content.querySelector('h1')); ${change}`);

/** The first ones differ most: `npm test` has these, and `npm run test:long` has all. */
export const RENDERERS: Record<string, Renderer> = {
  'Turbo, refreshing by morph': {
    scripts: TURBO,
    head: '<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">',
    draw: 'Turbo.session.refresh(location.href)',
  },
  'Turbo, a stream that replaces': { scripts: TURBO, draw: stream('') },
  'htmx, morphing all of it': { scripts: MORPH, body: 'hx-ext="morph"', draw: swap('morph:outerHTML') },
  'LiveView’s morphdom': { scripts: MORPHDOM, draw: children('morphdom(admin, fresh.content.firstElementChild);') },
  'removed, and put back later': {
    draw: same('admin.remove(); setTimeout(() => document.querySelector("main").append(admin), 100);'),
  },
  'Turbo, visiting the page again': { scripts: TURBO, draw: "Turbo.visit('/', { action: 'replace' })" },
  'Turbo, a stream that morphs': { scripts: TURBO, draw: stream('method="morph"') },
  'Turbo, a frame that reloads': {
    scripts: TURBO,
    tag: 'turbo-frame',
    draw: "(document.querySelector('#admin').src = '/part')",
  },
  'htmx, swapping what is inside': { scripts: HTMX, draw: swap('innerHTML') },
  'htmx, swapping all of it': { scripts: HTMX, draw: swap('outerHTML') },
  'htmx, morphing what is inside': { scripts: MORPH, body: 'hx-ext="morph"', draw: swap('morph:innerHTML') },
  'innerHTML by hand': {
    draw: children('admin.innerHTML = fresh.content.firstElementChild.innerHTML;'),
  },
  'a clone in its place': { draw: same('admin.replaceWith(admin.cloneNode(true));') },
  'a move and back': {
    draw: same('const place = admin.parentElement; document.body.append(admin); place.append(admin);'),
  },
};
