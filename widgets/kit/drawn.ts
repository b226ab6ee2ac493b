import type { PropertyValues } from '@lit/reactive-element';
import { nothing, render } from 'lit/html.js';
import { FlagpostError } from './client.ts';
import { clock } from './clock.ts';
import { FlagpostElement } from './element.ts';
import { FlagpostErrorEvent, FlagpostLoadEvent } from './events.ts';
import type { Loading } from './loading.ts';
import { failed } from './states.ts';
import { type Times, timesOf } from './time.ts';

const closestLang = (element: Element): string => {
  const named = element.closest<HTMLElement>('[lang]');
  if (named) return named.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestLang(root.host) : '';
};

/** An element that draws a list with lit-html and tells times. */
export abstract class DrawnElement extends FlagpostElement {
  protected abstract render(): unknown;

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    render(this.render(), this.renderRoot, { host: this });
  }

  /** Asks again. What is shown stays until the answer comes. */
  abstract load(): Promise<void>;

  get times(): Times {
    return timesOf(closestLang(this), this.timeZone);
  }

  /** Why the last request failed, over the last good answer or in its place. */
  protected failure({ error, value, loadedAt, isPending }: Loading<unknown>, retry: () => void): unknown {
    if (!error) return nothing;
    return failed({ error, age: value ? this.times.ago(loadedAt, clock.now()) : null, isPending, retry });
  }

  /** Tells the page how a request ended, once the element shows it; `null` is one that a later one superseded. */
  async report(outcome: object | null): Promise<void> {
    if (!outcome) return;
    await this.updateComplete;
    this.dispatchEvent(outcome instanceof FlagpostError ? new FlagpostErrorEvent(outcome) : new FlagpostLoadEvent());
  }
}
