const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The address in a setting; null unless it is https, or http on the same machine, without a name and password. */
export const safeAddress = (setting: string): URL | null => {
  const url = URL.parse(setting);
  if (!url || url.username || url.password) return null;
  const { protocol, hostname } = url;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)) ? url : null;
};
