import fc from 'fast-check';

/** The marks that no log may ever show, since they stand in bodies only. */
export const CANARY = 'canary-4f1e@secret.example';

/** Text that breaks things, or means harm. */
const TEXTS = [
  ...[
    '',
    ' ',
    'x',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\u202egnp.exe',
    '\u2066x',
    '\u200b',
    '\ufeff',
    '\u2028',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    '-0',
    '1e999',
    "'; DROP TABLE activity_log; --",
    '%s%n',
    '{x}',
  ],
  ...[
    '<script>alert(1)</script>',
    'javascript:alert(1)',
    '../../etc/passwd',
    '日本語',
    '👩‍👩‍👧‍👦',
    'مرحبا',
    '\r\nX: y',
    '"',
    '\\',
    '{"a":1}',
  ],
  ...[
    'recovered',
    'repeated',
    'sync',
    'submission:SS-1',
    'overdue.submitted:SS-1',
    'tracking:1Z999',
    'SS-1',
    'SS-2',
    '#1001',
  ],
  ...[
    '9999-12-31T23:59:59.999Z',
    '10000-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
  ],
  ...[
    '2026-02-16T24:00:00Z',
    '2026-02-16T14:23:05+99:99',
    '0000-00-00T00:00:00Z',
    '9007199254740993',
    'DELIVERED',
    'delivered',
    'failed',
  ],
  ...['x'.repeat(129), 'x'.repeat(501), 'é'.repeat(600), 'y'.repeat(20_000), CANARY],
];

const NUMBERS = [
  ...[0, -0, -1, 1, 1.5, 0.1 + 0.2, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21, 1e300, 5e-324, -1e-7],
  ...[253_402_300_799, 253_402_300_800, 8.64e15, 1_700_000_000, 1_700_000_000_000, 946_684_799],
];

const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [null],
      [[]],
      { id: {} },
      JSON.parse('{"__proto__":{"polluted":1}}'),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown> },
);

/** A change of a body: the value at one of its places becomes another, or is gone. */
interface Edit {
  at: number;
  to: unknown;
  isGone: boolean;
}

export const edits = fc.array(
  fc.record<Edit>({ at: fc.nat(10_000), to: leaf, isGone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0) }),
  { maxLength: 4 },
);

const placesOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesOf(inner, [...path, key])])
    : [];

/** The body with its edits, each at the place that its number comes to. */
export const edited = (body: unknown, changes: Edit[]): unknown => {
  const copy: unknown = JSON.parse(JSON.stringify(body));
  for (const { at, isGone, ...change } of changes) {
    // Another edit may go into it.
    const to: unknown = JSON.parse(JSON.stringify(change.to));
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (!place) return to;
    const last = place.at(-1)!;
    const holder = place.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy);
    if (isGone) delete (holder as Record<string, unknown>)[last];
    else (holder as Record<string, unknown>)[last] = to;
  }
  return copy;
};

/** Keys that JSON may hold and no object does. */
const TWISTS: Record<string, (json: string) => string> = {
  'as it is': (json) => json,
  'a key twice': (json) =>
    json.replace('{', '{"id":"twice","type":"twice","order_id":"SS-2","__proto__":{"polluted":1},'),
  'a number of 20 digits': (json) => json.replace(/:\s*(-?\d+|"[^"\\]*")/, ':12345678901234567890'),
  'a number of 900,000 digits': (json) => json.replace(/:\s*(-?\d+|"[^"\\]*")/, `:1${'0'.repeat(900_000)}`),
  'a number beyond a double': (json) => json.replace(/:\s*(-?\d+|"[^"\\]*")/, ':1e999'),
  'a bomb of 400,000 arrays': (json) =>
    json.replace(/:\s*(-?\d+|"[^"\\]*")/, `:${'['.repeat(400_000)}${']'.repeat(400_000)}`),
  'a bomb of 100,000 objects': (json) =>
    json.replace(/:\s*(-?\d+|"[^"\\]*")/, `:${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  'more than 1 MiB': (json) => json + ' '.repeat(1024 * 1024),
  'cut off': (json) => json.slice(0, json.length >> 1),
  'a mark of byte order': (json) => `\ufeff${json}`,
  'escaped letter by letter': (json) =>
    json.replace(
      /"(\w+)"/g,
      (_, word: string) => `"${[...word].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`,
    ),
  nothing: () => '',
};
const HEAVY = /900,000|400,000|100,000|1 MiB/;

export const twists = fc.oneof(
  { weight: 500, arbitrary: fc.constant('as it is') },
  { weight: 60, arbitrary: fc.constantFrom(...Object.keys(TWISTS).filter((name) => !HEAVY.test(name))) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(TWISTS).filter((name) => HEAVY.test(name))) },
);

export const twisted = (json: string, name: string): string => TWISTS[name]!(json);

/** Any leaf, for a query or a path. */
export const oddText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 20 }));
export const odd = leaf;
