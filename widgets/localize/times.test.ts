import { assert } from 'chai';
import '../languages.ts';
import { type Times, timesOf } from './times.ts';

/** The times of a language and zone, once they have loaded. */
const loaded = async (lang: string, zone?: string): Promise<Times> => {
  await new Promise<void>((done) => timesOf(lang, zone, done) && done());
  return timesOf(lang, zone, () => {})!;
};

const plain = timesOf('en', undefined, () => {})!;
const local = (...parts: [number, number, number, number?, number?, number?]) => new Date(...parts);
const iso = (date: Date) => date.toISOString();
const NOON = local(2026, 1, 16, 12).getTime();

describe('times', () => {
  it('are the time of day today, a date this year, and a date with its year before', () => {
    const short = (date: Date) => plain.short(iso(date), NOON);
    assert.equal(short(local(2026, 1, 16, 9, 5)), '09:05');
    assert.equal(short(local(2026, 1, 16)), '00:00');
    assert.equal(short(local(2026, 1, 15, 23, 59, 59)), '15 Feb');
    assert.equal(short(local(2026, 1, 17)), '17 Feb');
    assert.equal(short(local(2025, 11, 31, 23, 59)), '31 Dec 2025');
  });

  it('become a date after midnight', () => {
    const event = iso(local(2026, 1, 16, 23, 50));
    assert.equal(plain.short(event, local(2026, 1, 16, 23, 59, 59).getTime()), '23:50');
    assert.equal(plain.short(event, local(2026, 1, 17).getTime()), '16 Feb');
    assert.equal(plain.short(event, local(2027, 0, 1).getTime()), '16 Feb 2026');
  });

  it('are relative for a week', () => {
    const ago = (seconds: number) => plain.ago(NOON - seconds * 1000, NOON);
    assert.equal(ago(-200), 'just now');
    assert.equal(ago(59), 'just now');
    assert.equal(ago(60), '1 minute ago');
    assert.equal(ago(59 * 60 + 59), '59 minutes ago');
    assert.equal(ago(3600), '1 hour ago');
    assert.equal(ago(86_399), '23 hours ago');
    assert.equal(ago(86_400), '1 day ago');
    assert.equal(ago(7 * 86_400 - 1), '6 days ago');
    assert.equal(ago(8 * 86_400), '8 Feb');
    assert.equal(ago(-86_400), '17 Feb');
  });

  it('format durations', () => {
    assert.equal(plain.span(6 * 60_000), '6 minutes');
    assert.equal(plain.span(3_600_000), '1 hour');
    assert.equal(plain.span(2 * 86_400_000), '2 days');
  });

  it('follow the given zone, also if its day is another', async () => {
    const event = '2026-02-16T23:30:00.000Z';
    const now = Date.parse('2026-02-17T01:00:00.000Z');
    assert.equal((await loaded('en', 'UTC')).short(event, now), '16 Feb');
    assert.equal((await loaded('en', 'Asia/Tokyo')).short(event, now), '08:30');
    assert.equal((await loaded('en', 'America/New_York')).short(event, now), '18:30');
  });

  it('are the viewer’s if the page names a zone or a language that does not exist', async () => {
    assert.equal((await loaded('en', 'Mars/Olympus')).short(iso(local(2026, 1, 16, 9)), NOON), '09:00');
    assert.equal((await loaded('not a language')).short(iso(local(2026, 1, 16, 9)), NOON), '09:00');
  });

  it('follow the language of the page', async () => {
    const german = await loaded('de');
    assert.equal(german.short(iso(local(2026, 1, 3)), NOON), '3. Feb.');
    assert.equal(german.ago(NOON - 7_200_000, NOON), 'vor 2 Stunden');
    assert.equal((await loaded('en-US')).short(iso(local(2026, 1, 3)), NOON), 'Feb 3');
  });

  it('have Latin digits in every language, as order numbers and amounts have', async () => {
    for (const lang of ['ar', 'ar-EG', 'fa']) {
      const times = await loaded(lang);
      assert.include(times.ago(NOON - 12 * 60_000, NOON), '12', lang);
      assert.equal(times.clock(iso(local(2026, 1, 16, 9))).match(/\d+:\d+/)?.[0], '09:00', lang);
      assert.include(times.span(7_200_000 * 2), '4', lang);
    }
  });

  it('name days: today, yesterday, or weekday and date, with the year if it is another', async () => {
    const day = (date: Date, now = NOON) => plain.day(iso(date), now);
    assert.equal(day(local(2026, 1, 16)), 'Today');
    assert.equal(day(local(2026, 1, 15, 23, 59)), 'Yesterday');
    assert.equal(day(local(2026, 1, 14)), 'Sat 14 Feb');
    assert.equal(day(local(2025, 11, 31, 23)), 'Wed 31 Dec 2025');
    assert.equal(day(local(2025, 11, 31, 23), local(2026, 0, 1).getTime()), 'Yesterday');
    assert.equal(day(local(2026, 1, 17)), 'Tue 17 Feb');
    const times = await loaded('de');
    const german = (date: Date) => times.day(iso(date), NOON);
    assert.deepEqual(
      [0, 1, 2].map((ago) => german(local(2026, 1, 16 - ago))),
      ['heute', 'gestern', 'Sa., 14. Feb.'],
    );
    assert.equal(german(local(2025, 11, 31)), 'Mi., 31. Dez. 2025');
  });

  it('find yesterday on days that have 23 or 25 hours', async () => {
    const berlin = await loaded('en', 'Europe/Berlin');
    const day = (at: string, now: string) => berlin.day(at, Date.parse(now));
    assert.equal(day('2026-03-28T23:30:00.000Z', '2026-03-29T22:30:00.000Z'), 'yesterday');
    assert.equal(day('2026-03-28T22:30:00.000Z', '2026-03-29T21:30:00.000Z'), 'yesterday');
    assert.equal(day('2026-10-24T22:30:00.000Z', '2026-10-25T22:30:00.000Z'), 'today');
    assert.equal(day('2026-10-24T22:30:00.000Z', '2026-10-25T23:30:00.000Z'), 'yesterday');
  });

  it('need no Intl in plain English and the viewer’s zone', () => {
    const { DateTimeFormat, RelativeTimeFormat } = Intl;
    Object.assign(Intl, { DateTimeFormat: null, RelativeTimeFormat: null });
    const fresh = timesOf('en-gb', undefined, () => {})!;
    const event = iso(local(2025, 1, 16));
    try {
      fresh.short(event, NOON);
      fresh.ago(NOON - 1e6, NOON);
      fresh.day(event, NOON);
      fresh.span(1e6);
    } finally {
      Object.assign(Intl, { DateTimeFormat, RelativeTimeFormat });
    }
  });
});
