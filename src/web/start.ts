/**
 * Runs before anything else of the pages: light or dark, the language, and every request that the page of this address needs,
 * so that the answers come while React and the router are still being read. It knows of neither.
 */
import { browserLanguage, loadMessages } from './app/language.ts';
import { prepareAddress } from './app/prepare-page.ts';
import { applyTheme, currentTheme } from './app/theme.ts';

// React makes errors that it may throw later while it is read; writing down where each was made reads all of it twice.
Object.assign(Error, { stackTraceLimit: 0 });

applyTheme(currentTheme());
const language = browserLanguage();
document.documentElement.lang = language;
prepareAddress(location);

export const firstMessages = loadMessages(language).then((messages) => ({ language, messages }));
