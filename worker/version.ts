/** As in package.json, which the Worker does not carry along. */
export const VERSION = '0.1.0';
