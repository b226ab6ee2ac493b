import type { TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { actionLabel, sentenceOf } from '../localize/sentences.ts';
import type { ListHost } from './host.ts';
import { MENU_SHEET, type Menu, type MenuSheet, type MenuTargets } from './on-click.ts';

/** Opens menus, in a sheet that loads on the first click. */
export class MenuController {
  readonly #host: ListHost;
  readonly #targets: Pick<MenuTargets, 'row' | 'link'>;
  #sheet: MenuSheet | undefined;

  constructor(host: ListHost, targets: Pick<MenuTargets, 'row' | 'link'>) {
    this.#host = host;
    this.#targets = targets;
  }

  /** Opens the menu of a row. */
  open(event: LogEvent, button: HTMLElement): Promise<void> {
    const host = this.#host;
    const { row, link } = this.#targets;
    const labelOf = (label: string) => actionLabel(host, label);
    return this.show(() => {
      const items = MENU_SHEET.module!.menuItems(host, event, { row, link, labelOf });
      return { name: `${host.messages.more}: ${sentenceOf(host, event)}`, items: () => items };
    }, button);
  }

  /** A click on the button of an open menu has closed it already. */
  async show(menu: () => Menu, button: HTMLElement): Promise<void> {
    const host = this.#host;
    if (button.ariaExpanded === 'true') return;
    const module = await MENU_SHEET.load().catch(() => host.announce(host.messages.notLoaded));
    if (!module) return;
    this.#sheet ??= new module.MenuSheet(host);
    await this.#sheet.open(menu(), button);
  }

  render(): TemplateResult | undefined {
    return this.#sheet?.render();
  }
}
