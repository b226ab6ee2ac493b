/** 13 to 19 digits that Luhn's sum says are a card's, and what is dialled with a `+`. */
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const PHONE = /\+\d[\d ()./-]{6,}\d/g;

const isCard = (digits: string): boolean => {
  const sum = [...digits.replace(/\D/g, '')].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (1 + (i % 2));
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
};

/** The text without the numbers of cards and telephones. */
export const withoutNumbers = (text: string): string =>
  text.replace(PHONE, '…').replace(CARD, (digits) => (isCard(digits) ? '…' : digits));

/** The numbers that cards of the large brands have, as one run of digits: a tracking number may be as long as those. */
const BRANDED = /(?<!\d)(?:4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d{2})\d{12})(?!\d)/g;

/** Whether a text holds the number of a card, or a telephone's. */
export const namesNumber = (text: string): boolean =>
  text.search(PHONE) !== -1 || (text.match(BRANDED) ?? []).some(isCard);
