import type { Level } from '../../worker/contract/event.ts';
import type { Group } from '../../worker/contract/taxonomy.ts';
import type { Messages } from '../localize/messages/index.ts';
import type { Filter } from '../model/filters.ts';

/** The label of a filter's choice. */
export const choiceLabel = (messages: Messages, name: Filter, choice: string): string =>
  name === 'group' ? messages.groups[choice as Group] : messages[choice as Level];
