/** The messages in English of a menu, which load when the first one is opened. */
export const menuMessages = {
  until: 'Until when',
  snooze: 'Snooze',
};
