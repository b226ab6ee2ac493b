/**
 * Code that loads when it is first needed. An entry registers its source, so that nothing below the entries imports it:
 *
 * ```ts
 * export const FILTER_PANEL = new OnDemand<{ FilterPanel: new (host: FeedHost) => Panel }>();
 * FILTER_PANEL.register(() => import('./controllers/filter-panel.ts'));
 * ```
 */
export class OnDemand<Module> {
  /** Undefined until it has loaded. */
  module: Module | undefined;
  #load: (() => Promise<Module>) | undefined;

  register(load: () => Promise<Module>): void {
    this.#load = load;
  }

  /** Loads the module once. After a failure the next call tries again. */
  async load(): Promise<Module> {
    this.module ??= await this.#load!();
    return this.module;
  }
}
