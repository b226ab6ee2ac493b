/** Patches of built-ins that pages make, before or after the elements load. Each runs as a classic script. */
export const PATCHES: Record<string, string> = {
  'Prototype.js': `
    Array.prototype.entries = Array.prototype.toArray = function () { return this.slice(); };
    Array.from = (iterable) => iterable ? Array.prototype.slice.call(iterable) : [];
    Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join(', ') + ']'; };
    Array.prototype.clear = function () { this.length = 0; return this; };
    Array.prototype.without = Array.prototype.compact = Array.prototype.uniq = function () { return this; };
    String.prototype.toJSON = function () { return JSON.stringify(String(this)); };
    Object.values = (object) => { const values = []; for (const key in object) values.push(object[key]); return values; };
    Function.prototype.bind = function (self, ...first) { const method = this; return function (...rest) { return method.apply(self, first.concat(rest)); }; };
    Element.prototype.update = Element.prototype.show = Element.prototype.hide = function () { return this; };`,
  MooTools: `
    Array.from = (item) => item == null ? [] : Array.isArray(item) ? item : [item];
    Array.prototype.flatten = function () { return this; };
    Array.prototype.pick = Array.prototype.contains = function () { return null; };
    String.prototype.contains = function (part) { return this.indexOf(part) > -1; };
    Number.from = String.from = (item) => item;
    Object.entries = (object) => Object.keys(object);
    Element.prototype.get = Element.prototype.set = function () { return this; };
    document.id = (id) => document.getElementById(id);`,
  'an old polyfill': `
    Array.prototype.flatMap = function (map) { return [].concat.apply([], Array.prototype.map.call(this, (one, at) => map(one, at, this))); };
    Array.prototype.includes = function (one) { return this.indexOf(one) !== -1; };
    Object.fromEntries = (entries) => [...entries].reduce((made, [key, value]) => ({ ...made, [key]: value }), {});
    for (const name of ['remove', 'replaceWith', 'append']) { const real = Element.prototype[name]; Element.prototype[name] = function (...all) { return real.apply(this, all); }; }
    for (const name of ['first', 'last', 'each']) Array.prototype[name] = function () { return this; };`,
};

/** Adds a header to every request, as tools for tracing or CSRF protection do. */
export const PATCHED_FETCH = `
  const real = window.fetch;
  window.fetch = (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('sentry-trace', '0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1');
    headers.set('traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01');
    headers.set('x-csrf-token', 'abc');
    return real(input, { ...init, headers });
  };`;

/** Hotkeys of the page, which cancel the key, and a listener that closes the page's dialog on Escape. */
export const HOTKEYS = `
  window.pressed = [];
  document.addEventListener('keydown', (key) => {
    pressed.push(key.key);
    if (/^[a-z/?]$/.test(key.key) && !/^(INPUT|TEXTAREA|SELECT)$/.test(key.target.tagName)) key.preventDefault();
    if (key.key === 'Escape') window.escaped = true;
  });`;
