import type { Json, Payload } from '../contract/event.ts';

/** Tracking pages by carrier. `{number}` is the tracking number. */
const PAGES = {
  dhl: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}',
  ups: 'https://www.ups.com/track?tracknum={number}',
  usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr={number}',
  'royal mail': 'https://www.royalmail.com/track-your-item#/tracking-results/{number}',
  evri: 'https://www.evri.com/track/parcel/{number}',
  dpd: 'https://tracking.dpd.de/status/en_US/parcel/{number}',
  gls: 'https://gls-group.com/track/{number}',
  postnl: 'https://postnl.nl/tracktrace/?B={number}',
  'la poste': 'https://www.laposte.fr/outils/suivre-vos-envois?code={number}',
  colissimo: 'https://www.laposte.fr/outils/suivre-vos-envois?code={number}',
  'canada post': 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}',
  'australia post': 'https://auspost.com.au/mypost/track/details/{number}',
} as const satisfies Record<string, string>;

const names = Object.keys(PAGES) as (keyof typeof PAGES)[];

/** `DHL Express (UK)` → `dhl`. The name must be a whole word: `Upside` is not UPS. */
const known = (carrier: string): keyof typeof PAGES | undefined => {
  const words = ` ${carrier.toLowerCase().replace(/[^a-z]+/g, ' ')} `;
  return names.find((name) => words.includes(` ${name} `));
};

/** The carrier's page for a parcel, if the carrier is known. */
const carrierPage = (carrier: string, number: string): string | undefined => {
  const name = known(carrier);
  return name && PAGES[name].replace('{number}', () => encodeURIComponent(number.toWellFormed()));
};

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The page of a payload's parcel: the one that the payload names, else its carrier's. Null where neither is known. */
export const trackingPage = ({ carrier, tracking, tracking_url }: Payload): string | null => {
  const [number, named] = [textOf(tracking), textOf(tracking_url)];
  if (/^https?:/i.test(named) && URL.canParse(named)) return named;
  return (number && carrierPage(textOf(carrier), number)) || null;
};
