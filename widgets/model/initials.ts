/** The first letters of a name's first and last word: `AL` of `Ana Maria Lima`. Empty if it has no letters. */
export const initialsOf = (name: string): string => {
  const words = name.replace(/@.*/, '').match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return (Array.from(first)[0] ?? '').toUpperCase() + (Array.from(last)[0] ?? '').toUpperCase();
};
