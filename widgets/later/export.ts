import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedQuery } from '../../worker/contract/api.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { queryString } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import { eventsIn } from './words.ts';

/** Rows of one file: more is for a database, not for a spreadsheet. */
const MOST = 100_000;
/** Rows of one request. */
const PAGE = 5000;

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

/** A file that is being fetched, page by page. */
interface Run {
  format: Format;
  query: FeedQuery;
  /** A browser may keep blobs on disk. */
  pages: Blob[];
  rows: number;
  /** Where the next page is: empty for the first, null at the end. */
  cursor: string | null;
  /** A page came short: how far it is cannot be told. */
  isShort: boolean;
  hasFailed: boolean;
  stop: AbortController;
}

/** No cell holds a line break, so lines are rows. */
const linesIn = (bytes: Uint8Array): number => bytes.reduce((lines, byte) => lines + Number(byte === 10), 0);

/** Only the cursor of it: the token goes to the API that it is for, whatever a header says. */
const cursorOf = (response: Response): string | null => {
  const next = /<([^>]*)>;\s*rel="?next\b/.exec(response.headers.get('Link') ?? '')?.[1];
  return next ? new URL(next, location.href).searchParams.get('cursor') : null;
};

const save = ({ format, pages }: Run): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pages));
  link.download = `activity-${new Date(clock.now()).toISOString().slice(0, 10)}.${format}`;
  link.click();
  // A browser may ask first where to.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** What the list shows, all of it, as a file. */
export class Export {
  readonly #host: ActivityFeed;
  #run: Run | undefined;
  /** How the last one ended. */
  #told = '';

  constructor(host: ActivityFeed) {
    this.#host = host;
  }

  render(): TemplateResult {
    const { language, words } = this.#host;
    const run = this.#run;
    if (run) return this.#progress(run);
    return html`
      ${FORMATS.map((format) => {
        const name = language.say(words.exportAs, { format: format.toUpperCase() });
        return html`<button part="button ${format}" @click=${() => this.#start(format)}>${name}</button>`;
      })}
      <span class="meta">${this.#told}</span>
    `;
  }

  #progress(run: Run): TemplateResult {
    const { words } = this.#host;
    const again = html`
      <span class="failure" part="failure">${words.moreFailed}</span>
      <button part="button" @click=${() => this.#go(run)}>${words.tryAgain}</button>
    `;
    return html`
      <progress part="progress" aria-label=${words.exporting} max=${MOST} value=${run.hasFailed || (run.rows && !run.isShort) ? run.rows : nothing}></progress>
      <span class="meta">${this.#count(run)}</span>
      ${run.hasFailed ? again : nothing}
      <button part="button cancel" @click=${() => this.#end(run, '')}>${words.cancel}</button>
    `;
  }

  #start(format: Format): void {
    const host = this.#host;
    const query = { ...host.acts!.find.query, ...(host.tab !== 'all' && { tab: host.tab }) };
    const run = {
      query,
      pages: [],
      rows: 0,
      cursor: '',
      isShort: false,
      hasFailed: false,
      stop: new AbortController(),
    };
    void this.#go({ ...run, format });
    void this.#focus('cancel');
  }

  /** On from where it is: what came so far stays when the next page fails. */
  async #go(run: Run): Promise<void> {
    this.#run = run;
    run.hasFailed = false;
    const { words } = this.#host;
    this.#say(words.exporting);
    try {
      while (run.cursor !== null && run.rows < MOST) {
        await this.#next(run);
        if (!this.#host.isConnected) this.#end(run, '');
        if (this.#run !== run) return;
        this.#host.requestUpdate();
      }
    } catch {
      if (this.#run !== run) return;
      run.hasFailed = true;
      return this.#say(words.moreFailed);
    }
    save(run);
    const told = this.#host.language.say(words.saved, { what: this.#count(run) });
    this.#end(run, run.cursor === null ? told : `${told} ${words.thereIsMore}`);
  }

  async #next(run: Run): Promise<void> {
    const { format, query, cursor, stop } = run;
    const before = run.rows;
    const limit = Math.min(PAGE, MOST - before);
    const asked = queryString(cursor ? { cursor, limit } : { ...query, limit });
    const { client } = this.#host.connection!;
    await client.ask(`/v1/events.${format}${asked}`, {
      signal: stop.signal,
      read: async (response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        // The first line of a CSV names its columns.
        run.rows += linesIn(bytes) - Number(format === 'csv' && !cursor);
        run.pages.push(new Blob([bytes]));
        run.cursor = cursorOf(response);
      },
    });
    run.isShort = run.cursor !== null && run.rows < before + limit;
  }

  #end({ stop, format }: Run, told: string): void {
    this.#run = undefined;
    stop.abort();
    this.#told = told;
    this.#say(told);
    void this.#focus(format);
  }

  /** The button that had it is gone. */
  async #focus(part: string): Promise<void> {
    const host = this.#host;
    await host.updateComplete;
    if (!host.renderRoot.activeElement) host.renderRoot.querySelector<HTMLElement>(`[part~=${part}]`)?.focus();
  }

  #say(words: string): void {
    this.#host.say(words);
  }

  #count({ rows }: Run): string {
    const { language, tag } = this.#host;
    return eventsIn(language, tag, rows, false);
  }
}
