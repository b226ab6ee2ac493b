import type { TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { sentenceOf } from '../localize/sentences.ts';
import type { ListHost } from './host.ts';
import { type MenuTargets, menuItems } from './menu-items.ts';
import { MENU_SHEET, type MenuSheet } from './on-click.ts';

/** Opens the menu of a row, in a sheet that loads on the first click. */
export class MenuController {
  readonly #host: ListHost;
  readonly #targets: MenuTargets;
  #sheet: MenuSheet | undefined;

  constructor(host: ListHost, targets: MenuTargets) {
    this.#host = host;
    this.#targets = targets;
  }

  async open(event: LogEvent, button: HTMLElement): Promise<void> {
    const host = this.#host;
    const module = await MENU_SHEET.load().catch(() => host.announce(host.messages.notLoaded));
    if (!module) return;
    this.#sheet ??= new module.MenuSheet(host);
    await this.#sheet.open({ of: sentenceOf(host, event), items: menuItems(host, event, this.#targets) }, button);
  }

  render(): TemplateResult | undefined {
    return this.#sheet?.render();
  }
}
