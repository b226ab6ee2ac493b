import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Acts } from '../later/acts.ts';
import type { FeedFilter } from '../later/client-writes.ts';
import { clock } from './clock.ts';
import type { DrawnElement } from './drawn.ts';
import { isOpen } from './entry.ts';
import { type Line, timesFailed } from './lines.ts';
import { part } from './part.ts';
import type { Unfolding } from './unfolding.ts';

/** What the buttons do. */
export const actsPart = part(() => import('../later/acts.ts'));

/** What the shop is asked to do. */
export const deedsPart = part(() => import('../later/deeds.ts'));

/** From so many open problems on, a button for all of them is worth its place. */
const FEW = 2;

/**
 * What a person may do in a list, and what a screen reader hears of it. The buttons are here; what they do, and what only
 * comes after a click, is in `widgets/later/acts.ts`, which is fetched as soon as somebody comes near.
 */
export class Hands {
  readonly #host: DrawnElement;
  readonly #unfolding: Unfolding;
  #own: Acts | undefined;
  #said = '';

  constructor(host: DrawnElement, unfolding: Unfolding) {
    this.#host = host;
    this.#unfolding = unfolding;
    for (const near of ['pointerover', 'focusin'])
      host.addEventListener(
        near,
        () =>
          void actsPart().then(
            () => this.acts,
            () => {},
          ),
        { once: true, passive: true },
      );
    host.addEventListener(
      'flagpost-load',
      () => host.syncUrl && location.search.includes('event=') && void this.act((acts) => acts.link()),
      { once: true },
    );
  }

  /** Whether the page's URL leads to it. */
  isLinked({ id }: LogEvent): boolean {
    return this.acts?.linked === id;
  }

  /** What has been loaded, for this element; nothing before. */
  get acts(): Acts | undefined {
    const { loaded } = actsPart;
    if (loaded) this.#own ??= new loaded.Acts(this.#host, this, this.#unfolding);
    return this.#own;
  }

  /** Does something with what is loaded for it; says so where it doesn't come. */
  readonly act = async (what: (acts: Acts) => unknown): Promise<void> => {
    await actsPart().catch(() => this.say(this.#host.words.notLoaded));
    if (this.acts) what(this.acts);
  };

  /** One polite live region for the element; and the menu, while one is open. */
  get status(): TemplateResult {
    return html`<div class="unseen" role="status">${this.#said}</div>${this.#own?.sheet ?? nothing}`;
  }

  /** Says it to who listens. */
  say(words: string): void {
    this.#said = words;
    this.#host.requestUpdate();
  }

  /** Resolved a moment ago on this page: it stays, and can be undone. */
  isUndoable(event: LogEvent): boolean {
    return event.resolved_at !== null && Boolean(this.acts?.clicks?.undoable.has(event.id));
  }

  /** Why the last click on this row came to nothing. */
  failure(event: LogEvent): TemplateResult | typeof nothing {
    return this.acts?.failure(event) ?? nothing;
  }

  /**
   * What may be done about an event: first what is meant for it, then Resolve, and a menu for the rest. Resolve stays the
   * same element when it turns into its undo, so focus stays on it.
   */
  control(event: LogEvent): TemplateResult {
    const { words, canWrite, syncUrl } = this.#host;
    const isUndo = this.isUndoable(event);
    const canResolve = canWrite && event.level !== 'info' && (isUndo || !event.resolved_at);
    const first = event.snoozed_until ? words.wake : event.actions[0]?.label;
    return html`<div class="do">${
      canWrite && first
        ? this.#button('action', first, event, (acts) => acts.first(event), this.acts?.isBusy(event))
        : nothing
    }${
      canResolve
        ? this.#button(
            'resolve',
            isUndo ? words.undo : words.resolve,
            event,
            (acts) => acts.click(event),
            this.acts?.clicks?.pending.has(event.id),
          )
        : nothing
    }${
      canResolve || syncUrl ? this.#button('menu', words.more, event, (acts, from) => acts.menu(event, from)) : nothing
    }</div>`;
  }

  #button(
    part: string,
    word: string,
    { message }: LogEvent,
    what: (acts: Acts, from: HTMLElement) => unknown,
    isPending = false,
  ): TemplateResult {
    const isMenu = part === 'menu';
    return html`<button
      type="button"
      part="button ${part}"
      class=${part}
      aria-label="${word}: ${message}"
      aria-haspopup=${isMenu}
      aria-disabled=${isPending}
      @click=${({ currentTarget }: Event) => this.act((acts) => what(acts, currentTarget as HTMLElement))}
    >${isMenu ? '⋯' : word}</button>`;
  }

  /** `Resolve all`: of what the filter matches and was recorded by `upTo`; `hasMore` says that it is more than `events`. */
  bar(events: LogEvent[], hasMore: boolean, filter: FeedFilter, upTo: string): TemplateResult | typeof nothing {
    const { words, canWrite, language } = this.#host;
    const all = this.acts?.all;
    const open = events.filter((event) => isOpen(event) && !event.snoozed_until);
    const done = open.length < FEW ? all?.done : null;
    if (!canWrite || (open.length < FEW && !done)) return nothing;
    const count = hasMore ? `${open.length}+` : open.length;
    return html`
      <div class="bar all" part="all">
        <span class="meta">${done ? all!.told : language.say(words.needAttention, { count })}</span>
        ${all?.failure ?? nothing}
        <button
          type="button"
          part="button resolve-all"
          aria-disabled=${Boolean(all?.isPending)}
          @click=${() => this.act(({ all }) => (done ? all.undo(done) : all.resolve(open, filter, upTo)))}
        >${done ? words.undo : words.resolveAll}</button>
      </div>
    `;
  }

  /** A button in the place of the box that it opens. */
  note(orderId: string, added: (note: LogEvent) => void): TemplateResult | typeof nothing {
    const { words, canWrite } = this.#host;
    if (!canWrite) return nothing;
    const box = this.acts?.note;
    if (box?.isOpen) return box.render(orderId, added);
    const open = () => this.act(({ note }) => note.open());
    return html`<div class="note" part="note"><button type="button" part="button add-note" @click=${open}>${words.addNote}</button></div>`;
  }

  /** `×40, last 2 minutes ago`, which opens `times`. */
  count(line: Line): TemplateResult | null {
    const { words, language, times } = this.#host;
    const { event, run } = line;
    const count = timesFailed(line);
    if (count < 2) return null;
    const when = times.ago(Date.parse(event.occurred_at), clock.now());
    const told = html`<span aria-hidden="true">×${count}</span><span class="unseen">${language.say(words.times, { count })}</span>, ${language.say(words.last, { when })}`;
    return this.#unfolding.button([event, ...run], told, () => this.act(({ runs }) => runs.ask(line)));
  }

  /** When each failure was of a problem that happened more than once; while that is open. */
  times(line: Line): TemplateResult | typeof nothing {
    const isShown = timesFailed(line) > 1 && this.#unfolding.isOpen([line.event, ...line.run]);
    return (isShown && this.acts?.runs.times(line)) || nothing;
  }

  inherit(before: Hands): void {
    if (before.acts) this.acts?.inherit(before.acts);
  }

  /** The list is another one. */
  clear(): void {
    this.acts?.clear();
  }
}
