// The registry of code that loads on the click that opens it, or when a person points at its button.
import { EVENT_DETAILS, FILTER_PANEL, LOAD_EARLIER, LONG_FEED, MENU_SHEET, NOTE_FORM } from './controllers/on-click.ts';

EVENT_DETAILS.register(() => import('./templates/event-details.ts'));
FILTER_PANEL.register(() => import('./controllers/filter-panel.ts'));
LOAD_EARLIER.register(() => import('./client/load-earlier.ts'));
MENU_SHEET.register(() => import('./controllers/menu-sheet.ts'));
NOTE_FORM.register(() => import('./controllers/note-form.ts'));

// This one loads once a feed has many rows.
LONG_FEED.register(() => import('./controllers/offscreen-controller.ts'));
