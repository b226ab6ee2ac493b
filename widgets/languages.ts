// The languages besides English. Each loads on the first page that uses it.
import { registerLocale } from './localize/language.ts';
import { INTL } from './localize/times.ts';

registerLocale('ar', () => import('./localize/locales/ar.ts'));
registerLocale('de', () => import('./localize/locales/de.ts'));
registerLocale('es', () => import('./localize/locales/es.ts'));
registerLocale('fr', () => import('./localize/locales/fr.ts'));
registerLocale('ja', () => import('./localize/locales/ja.ts'));

INTL.register(() => import('./localize/intl.ts'));
