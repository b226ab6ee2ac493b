import { INTL } from '../localize/times.ts';
import type { StoryRow } from '../model/story-rows.ts';
import type { TimelineHost } from './host.ts';
import { EVENT_DETAILS } from './on-click.ts';

/** Opens the rows of a timeline to their details, which load on the first click. */
export class DetailsController {
  readonly #host: TimelineHost;

  constructor(host: TimelineHost) {
    this.#host = host;
  }

  async toggle({ event }: StoryRow): Promise<void> {
    const host = this.#host;
    const loading = Promise.all([EVENT_DETAILS.load(), INTL.load()]);
    const loaded = await loading.catch(() => host.announce(host.messages.notLoaded));
    if (!loaded) return;
    host.addStyles(loaded[0].detailStyles);
    host.opened.toggle([event]);
  }

  render(row: StoryRow): unknown {
    const host = this.#host;
    const exact = INTL.module?.exactTimes(host.languageTag, host.timeZone);
    const { story = null } = host.request.value ?? {};
    return exact && EVENT_DETAILS.module?.eventDetails(host, row, story, host.events, exact);
  }
}
