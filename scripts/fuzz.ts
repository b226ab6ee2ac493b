// `npm run fuzz`: fuzzes as `npm test` does, with far more bodies and another seed each time. `BODIES` and `SEED` set both.
import { spawnSync } from 'node:child_process';

const { BODIES = '200000', SEED = String(Date.now() % 2 ** 31) } = process.env;
console.log(`BODIES=${BODIES} SEED=${SEED}`);
const env = { ...process.env, BODIES, SEED, WRANGLER_SEND_METRICS: 'false' };
const { status } = spawnSync('node', ['--test', 'worker/security/fuzz.test.ts'], { env, stdio: 'inherit' });
process.exit(status ?? 1);
