import { defineConfig } from 'vite';
import { localSecrets } from './secrets.ts';
import { ALERTS_FILE, began, DEMO_PORT, DEMO_URL, FLAGPOST_URL, SECRETS_FILE } from './settings.ts';
import { shop } from './shop.ts';

const { API_KEYS, TOKEN_SECRET, ACTIONS_SECRET, ALERT_SECRET } = localSecrets(SECRETS_FILE, DEMO_URL);

/** The demo's shop, on an origin of its own. */
export default defineConfig({
  root: import.meta.dirname,
  appType: 'mpa',
  server: {
    port: DEMO_PORT,
    strictPort: true,
    // The gallery is made of the elements' sources.
    fs: { allow: ['.', '../widgets', '../worker/contract', '../node_modules'] },
  },
  plugins: [
    shop({
      flagpost: FLAGPOST_URL,
      apiKey: API_KEYS,
      tokenSecret: TOKEN_SECRET,
      actionsSecret: ACTIONS_SECRET,
      alerts: { secret: ALERT_SECRET, file: ALERTS_FILE },
      began: began(),
    }),
  ],
});
