// The one registry of code that loads later. Nothing below the entries imports it.
import { FEATURES } from './controllers/features.ts';
import { EVENT_DETAILS, FILTER_PANEL } from './controllers/on-click.ts';
import { LIVE } from './sync/session.ts';

// Once the first rows are painted, in one chunk.
const rest = () => import('./rest.ts');
LIVE.register(rest);
FEATURES.register(rest);

// On the click that opens it, or when a person points at its button.
FILTER_PANEL.register(() => import('./controllers/filter-panel.ts'));
EVENT_DETAILS.register(() => import('./templates/event-details.ts'));
