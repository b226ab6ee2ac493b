// Times and sentences by `Intl`, in one chunk: a language other than English needs both.
export { exactTimes, intlTimes } from './intl-times.ts';
export { makeSentence } from './make-sentence.ts';
