import { type Check, fine, isLocal, unsure, wrong } from './check.ts';

/** Whether pages of the admin's origin may read the Worker's answers. */
export const origin: Check = async ({ url, adminOrigin, health, status }) => {
  if (status === 0) return [];
  const allowed = health?.setup?.allowed_origins ?? [];
  if (adminOrigin === null) {
    if (health?.setup && allowed.length === 0) {
      return [
        wrong(
          'ALLOWED_ORIGINS names no origin.',
          'Put your admin’s origin there, such as https://admin.your-shop.example',
        ),
      ];
    }
    return [
      unsure('No admin page was given to look at.', 'Run again with: --admin https://admin.your-shop.example/orders/1'),
    ];
  }
  if (adminOrigin === url) return [fine('The admin is on the Worker’s own origin.')];
  const preflight = await fetch(`${url}/v1/attention`, {
    method: 'OPTIONS',
    headers: {
      Origin: adminOrigin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    },
  });
  if (preflight.headers.get('Access-Control-Allow-Origin') === adminOrigin)
    return [fine(`The elements may run on ${adminOrigin}.`)];
  return [
    wrong(
      `ALLOWED_ORIGINS does not have ${adminOrigin}${allowed.length > 0 ? `; it has ${allowed.join(', ')}` : ''}.`,
      `Set ALLOWED_ORIGINS to ${[...allowed, adminOrigin].join(',')} — scheme, host and port, no path — ${isLocal(url) ? 'in .dev.vars' : 'and deploy'}.`,
    ),
  ];
};
