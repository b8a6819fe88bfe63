/** Light or dark: the system's, unless the reader chose. Set on <html> before the first paint of ours. */
import { readStored, writeStored } from './language.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const storageKey = 'cybermetrics.theme';

export function currentTheme(): Theme {
  const stored = readStored(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  writeStored(storageKey, theme === 'system' ? null : theme);
  applyTheme(theme);
}
