/** A part of the script that is loaded on first use, once. `loaded` is it, where it is here already. */
export interface Part<Module> {
  (): Promise<Module>;
  loaded?: Module;
}

export const part = <Module>(load: () => Promise<Module>): Part<Module> => {
  const ask: Part<Module> = async () => {
    ask.loaded ??= await load();
    return ask.loaded;
  };
  return ask;
};
