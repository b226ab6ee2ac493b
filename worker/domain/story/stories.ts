import { assign, type Claim, type Gone, NOTHING_GONE } from './assign.ts';
import type { State, StoryEvent } from './event.ts';
import { type Cut, type FoldSettings, fold, type Story } from './fold.ts';

export interface Stories {
  /** The stream of each event, by its id; null for one that stands alone. */
  streams: Map<string, string | null>;
  states: Map<string, State>;
  /** The story of each stream. */
  stories: Map<string, Story>;
  /** For each ref the events that claim it. */
  claims: Map<string, Claim[]>;
}

/** Assigns each event of a set to its stream, and folds each stream. */
export const storiesOf = (
  events: readonly StoryEvent[],
  settings: FoldSettings,
  gone: Gone = NOTHING_GONE,
  cutOf: (stream: string) => Cut | null = () => null,
): Stories => {
  const { streams: shared, claims } = assign(events, gone);
  const streamOf = ({ id, effects }: StoryEvent): string | null => shared.get(id) ?? effects.alone ?? null;
  const groups = Map.groupBy(events, streamOf);
  const stories = new Map<string, Story>();
  const states = new Map<string, State>();
  for (const [stream, group] of groups) {
    if (stream === null) {
      for (const event of group) for (const [id, state] of fold([event], settings).states) states.set(id, state);
      continue;
    }
    const story = fold(group, settings, cutOf(stream));
    stories.set(stream, story);
    for (const [id, state] of story.states) states.set(id, state);
  }
  return { streams: new Map(events.map((event) => [event.id, streamOf(event)])), states, stories, claims };
};
