// The registry of code that loads later. Nothing below the entries imports it.
import { FEATURES } from './controllers/features.ts';
import { LIVE } from './sync/session.ts';

// Once the first rows are painted, in one chunk, with the registry of what a click opens.
const rest = () => import('./rest.ts');
LIVE.register(rest);
FEATURES.register(rest);
