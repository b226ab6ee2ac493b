// The languages of what customers see, besides English. Each loads on the first page that uses it.
import { registerLocale } from './localize/language.ts';
import type { CustomerMessages } from './localize/messages/customer.ts';
import type { Locale } from './localize/messages/index.ts';
import { INTL } from './localize/times.ts';

/** The words that customers see are a whole language to their element. */
const register = (lang: string, load: () => Promise<{ default: CustomerMessages }>) =>
  registerLocale(lang, load as unknown as () => Promise<{ default: Locale }>);

register('ar', () => import('./localize/customers/ar.ts'));
register('de', () => import('./localize/customers/de.ts'));
register('es', () => import('./localize/customers/es.ts'));
register('fr', () => import('./localize/customers/fr.ts'));
register('ja', () => import('./localize/customers/ja.ts'));

INTL.register(async () => ({ ...(await import('./localize/intl-times.ts')), makeSentence: () => null }));
