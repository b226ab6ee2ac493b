/** A part of the script that is loaded on first use, once. `loaded` is it, where it is here already. */
export interface Part<Module> {
  (): Promise<Module>;
  loaded?: Module;
}

const part = <Module>(load: () => Promise<Module>): Part<Module> => {
  const ask: Part<Module> = async () => {
    ask.loaded ??= await load();
    return ask.loaded;
  };
  return ask;
};

/** What is not needed until somebody does something, or reads another language than English. */
export const later = {
  acts: part(() => import('../later/acts.ts')),
  live: part(() => import('../later/live.ts')),
  times: part(() => import('../later/times.ts')),
};
