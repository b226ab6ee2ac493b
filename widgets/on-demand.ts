// The registry of code that loads later. Nothing below the entries imports it.
import { FEATURES } from './controllers/features.ts';
import { LIVE } from './sync/session.ts';

// One chunk that loads once the first rows are painted, with the registry of the code that a click loads.
const rest = () => import('./rest.ts');
LIVE.register(rest);
FEATURES.register(rest);
