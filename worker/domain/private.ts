/** 13 to 19 digits that Luhn's sum says are a card's, and what is dialled with a `+`. */
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const PHONE = /\+\d[\d ()./-]{6,}\d/g;
/** An address of mail, as it is and as a link spells it. */
const ADDRESS = /[^\s<>()[\]{},;:"'|]+(?:@|%40)[^\s<>()[\]{},;:"'|]+/gi;

const isCard = (digits: string): boolean => {
  const sum = [...digits.replace(/\D/g, '')].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (1 + (i % 2));
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
};

/** A line without the numbers of cards and telephones. */
export const withoutNumbers = (line: string): string =>
  line.replace(PHONE, '…').replace(CARD, (digits) => (isCard(digits) ? '…' : digits));

/** A line without addresses of mail. */
export const withoutAddresses = (line: string): string => line.replace(ADDRESS, '…');

/** A line that may leave for a chat or a mailbox: without addresses of mail, numbers of cards and telephones. */
export const impersonal = (line: string): string => withoutNumbers(withoutAddresses(line));

/** The numbers that cards of the large brands have, as one run of digits: a tracking number may be as long as those. */
const BRANDED = /(?<!\d)(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d{2})\d{12})(?!\d)/g;

/** Whether a number or an address of a parcel holds the number of a card, of a telephone, or an address of mail. */
export const isPrivate = (text: string): boolean =>
  [PHONE, ADDRESS].some((pattern) => text.search(pattern) !== -1) || (text.match(BRANDED) ?? []).some(isCard);
