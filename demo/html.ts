const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeText = (text: unknown) => String(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** HTML that is safe to put into a page. */
class Html {
  text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The values of a template: HTML as it is, lists of it, and anything else as text. */
export const write = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(write).join('');
  return value instanceof Html ? value.text : escapeText(value);
};

/** HTML; every value in it that is not HTML itself is escaped. */
export const html = (strings: TemplateStringsArray, ...values: unknown[]) =>
  new Html(strings.map((string, index) => string + (index < values.length ? write(values[index]) : '')).join(''));
