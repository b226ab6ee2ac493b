/** Converts a boolean attribute. `"false"` is false too, since Vue and Svelte write `sync-url="false"`. */
export const toFlag = (value: string | null): boolean => value !== null && value !== 'false';
