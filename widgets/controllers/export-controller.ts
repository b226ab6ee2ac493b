import { html, nothing, type TemplateResult } from 'lit';
import type { FeedQuery } from '../../worker/contract/api.ts';
import { queryString } from '../client/client.ts';
import { eventCount } from '../localize/event-count.ts';
import { clock } from '../model/clock.ts';
import type { FeedHost } from './host.ts';
import type { Menu } from './on-click.ts';

/** The most rows of one file: a spreadsheet cannot handle many more. */
const MAX_ROWS = 100_000;
/** Rows of one request. */
const PAGE = 5000;

const FORMATS = ['csv', 'ndjson'] as const;
type Format = (typeof FORMATS)[number];

/** A file that loads page by page. */
interface Run {
  format: Format;
  query: FeedQuery;
  /** Browsers may keep blobs on disk. */
  pages: Blob[];
  rows: number;
  /** The cursor of the next page: empty for the first, null at the end. */
  cursor: string | null;
  /** Whether a page was short, so that the progress is unknown. */
  isShort: boolean;
  hasFailed: boolean;
  abort: AbortController;
}

/** Counts line breaks: no cell contains one. */
const linesIn = (bytes: Uint8Array): number => bytes.reduce((lines, byte) => lines + Number(byte === 10), 0);

/** Reads only the cursor of the `Link` header. The token never goes to an address that a header names. */
const cursorOf = (response: Response): string | null => {
  const next = /<([^>]*)>;\s*rel="?next\b/.exec(response.headers.get('Link') ?? '')?.[1];
  return next ? new URL(next, location.href).searchParams.get('cursor') : null;
};

const save = ({ format, pages }: Run): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pages));
  link.download = `activity-${new Date(clock.now()).toISOString().slice(0, 10)}.${format}`;
  link.click();
  // The browser may first ask the person where to save the file.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** Saves everything that the list shows to a file. */
export class ExportController {
  readonly #host: FeedHost;
  readonly #query: () => FeedQuery;
  #run: Run | undefined;
  /** The outcome of the last export. */
  #outcome = '';

  constructor(host: FeedHost, query: () => FeedQuery) {
    this.#host = host;
    this.#query = query;
  }

  /** Forgets the outcome of the last export. */
  clear(): void {
    this.#outcome = '';
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  menu(): Menu {
    const { language, messages } = this.#host;
    const items = FORMATS.map((format) => ({
      label: language.format(messages.exportAs, { format: format.toUpperCase() }),
      run: () => this.#start(format),
    }));
    return { name: messages.export, items: () => items };
  }

  /** Renders the progress, or the outcome of the last export. */
  render(): TemplateResult | typeof nothing {
    if (this.#run) return this.#progress(this.#run);
    return this.#outcome ? html`<span class="meta">${this.#outcome}</span>` : nothing;
  }

  #progress(run: Run): TemplateResult {
    const { messages } = this.#host;
    const { rows, isShort, hasFailed } = run;
    const retry = html`
      <span class="failure" part="failure">${messages.moreFailed}</span>
      <button part="button" @click=${() => this.#load(run)}>${messages.tryAgain}</button>
    `;
    const value = hasFailed || (rows && !isShort) ? rows : nothing;
    return html`
      <progress part="progress" aria-label=${messages.exporting} max=${MAX_ROWS} value=${value}></progress>
      <span class="meta">${this.#count(run)}</span>
      ${hasFailed ? retry : nothing}
      <button part="button cancel" @click=${() => this.#end(run, '')}>${messages.cancel}</button>
    `;
  }

  #start(format: Format): void {
    const { tab } = this.#host;
    const query = { ...this.#query(), ...(tab !== 'all' && { tab }) };
    const start = { pages: [], rows: 0, cursor: '', isShort: false, hasFailed: false };
    void this.#load({ ...start, format, query, abort: new AbortController() });
    void this.#focus('cancel');
  }

  /** Loads the missing pages. After a failure the loaded pages stay, so that a retry continues after them. */
  async #load(run: Run): Promise<void> {
    const host = this.#host;
    const { messages } = host;
    this.#run = run;
    run.hasFailed = false;
    host.announce(messages.exporting);
    try {
      while (run.cursor !== null && run.rows < MAX_ROWS) {
        await this.#loadPage(run);
        if (!host.isConnected) this.#end(run, '');
        if (this.#run !== run) return;
        host.requestUpdate();
      }
    } catch {
      if (this.#run !== run) return;
      run.hasFailed = true;
      host.requestUpdate();
      return host.announce(messages.moreFailed);
    }
    save(run);
    const saved = host.language.format(messages.saved, { what: this.#count(run) });
    this.#end(run, run.cursor === null ? saved : `${saved} ${messages.thereIsMore}`);
  }

  async #loadPage(run: Run): Promise<void> {
    const { format, query, cursor, abort } = run;
    const before = run.rows;
    const limit = Math.min(PAGE, MAX_ROWS - before);
    const search = queryString(cursor ? { cursor, limit } : { ...query, limit });
    await this.#host.session!.client.request(`/v1/events.${format}${search}`, {
      signal: abort.signal,
      read: async (response) => {
        const bytes = new Uint8Array(await response.arrayBuffer());
        // The first line of a CSV has the names of its columns.
        run.rows += linesIn(bytes) - Number(format === 'csv' && !cursor);
        run.pages.push(new Blob([bytes]));
        run.cursor = cursorOf(response);
      },
    });
    run.isShort = run.cursor !== null && run.rows < before + limit;
  }

  #end({ abort }: Run, outcome: string): void {
    this.#run = undefined;
    abort.abort();
    this.#outcome = outcome;
    this.#host.requestUpdate();
    this.#host.announce(outcome);
    void this.#focus('export');
  }

  /** Focuses the button that has replaced the focused one. */
  async #focus(part: string): Promise<void> {
    const { renderRoot, updateComplete } = this.#host;
    await updateComplete;
    if (!renderRoot.activeElement) renderRoot.querySelector<HTMLElement>(`[part~=${part}]`)?.focus();
  }

  #count({ rows }: Run): string {
    const { language, languageTag } = this.#host;
    return eventCount(language, languageTag, rows, false);
  }
}
