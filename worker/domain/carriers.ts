import type { Json, Payload } from '../contract/event.ts';

interface Carrier {
  /** As the carrier writes it itself. */
  name: string;
  /** Its tracking page; `{number}` is the tracking number. */
  page?: string;
}

/** The carriers that are known by name, each by the words that its name has in small letters. */
const CARRIERS: Record<string, Carrier> = {
  dhl: { name: 'DHL', page: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id={number}' },
  ups: { name: 'UPS', page: 'https://www.ups.com/track?tracknum={number}' },
  usps: { name: 'USPS', page: 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}' },
  fedex: { name: 'FedEx', page: 'https://www.fedex.com/fedextrack/?trknbr={number}' },
  'royal mail': {
    name: 'Royal Mail',
    page: 'https://www.royalmail.com/track-your-item#/tracking-results/{number}',
  },
  evri: { name: 'Evri', page: 'https://www.evri.com/track/parcel/{number}' },
  dpd: { name: 'DPD', page: 'https://tracking.dpd.de/status/en_US/parcel/{number}' },
  gls: { name: 'GLS', page: 'https://gls-group.com/track/{number}' },
  postnl: { name: 'PostNL', page: 'https://postnl.nl/tracktrace/?B={number}' },
  'la poste': { name: 'La Poste', page: 'https://www.laposte.fr/outils/suivre-vos-envois?code={number}' },
  colissimo: { name: 'Colissimo', page: 'https://www.laposte.fr/outils/suivre-vos-envois?code={number}' },
  'canada post': {
    name: 'Canada Post',
    page: 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={number}',
  },
  'australia post': { name: 'Australia Post', page: 'https://auspost.com.au/mypost/track/details/{number}' },
  'an post': { name: 'An Post' },
  aramex: { name: 'Aramex' },
  bpost: { name: 'bpost' },
  bring: { name: 'Bring' },
  brt: { name: 'BRT' },
  cainiao: { name: 'Cainiao' },
  'china post': { name: 'China Post' },
  chronopost: { name: 'Chronopost' },
  correos: { name: 'Correos' },
  ctt: { name: 'CTT' },
  'deutsche post': { name: 'Deutsche Post' },
  hermes: { name: 'Hermes' },
  inpost: { name: 'InPost' },
  'japan post': { name: 'Japan Post' },
  lasership: { name: 'LaserShip' },
  'mondial relay': { name: 'Mondial Relay' },
  mrw: { name: 'MRW' },
  'nz post': { name: 'NZ Post' },
  omniva: { name: 'Omniva' },
  ontrac: { name: 'OnTrac' },
  parcelforce: { name: 'Parcelforce' },
  posti: { name: 'Posti' },
  'post at': { name: 'Österreichische Post' },
  'austrian post': { name: 'Österreichische Post' },
  'poste italiane': { name: 'Poste Italiane' },
  postnord: { name: 'PostNord' },
  purolator: { name: 'Purolator' },
  sagawa: { name: 'Sagawa' },
  sendle: { name: 'Sendle' },
  seur: { name: 'SEUR' },
  'sf express': { name: 'SF Express' },
  'singapore post': { name: 'Singapore Post' },
  startrack: { name: 'StarTrack' },
  'swiss post': { name: 'Swiss Post' },
  tnt: { name: 'TNT' },
  yamato: { name: 'Yamato' },
  yodel: { name: 'Yodel' },
  yunexpress: { name: 'YunExpress' },
};

const names = Object.keys(CARRIERS);

/** The words of a text, a word for each part of `RoyalMail` too. */
const wordsOf = (text: string): string =>
  ` ${text} ${text.replace(/([a-z])(?=[A-Z])/g, '$1 ')} `.toLowerCase().replace(/[^a-z]+/g, ' ');

/** `DHL Express (UK)` → DHL. The name must be whole words: `Upside` is not UPS. */
const known = (carrier: string): Carrier | undefined => {
  const words = wordsOf(carrier);
  const name = names.find((each) => words.includes(` ${each} `));
  return name === undefined ? undefined : CARRIERS[name];
};

/** The carrier's page for a parcel, if the carrier is known. */
const carrierPage = (carrier: string, number: string): string | undefined =>
  known(carrier)?.page?.replace('{number}', () => encodeURIComponent(number.toWellFormed()));

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The carrier of a payload's parcel by the name that is known of it, never in the sender's words. */
export const carrierName = ({ carrier }: Payload): string | null => known(textOf(carrier))?.name ?? null;

/** The page of a payload's parcel: the one that the payload names, else its carrier's. Null where neither is known. */
export const trackingPage = ({ carrier, tracking, tracking_url }: Payload): string | null => {
  const [number, named] = [textOf(tracking), textOf(tracking_url)];
  if (/^https?:/i.test(named) && URL.canParse(named)) return named;
  return (number && carrierPage(textOf(carrier), number)) || null;
};
