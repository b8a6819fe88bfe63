/** What the address of the list asks for. A CVE among the words is asked as one. */
import type { Input } from '#sdk/client-types.ts';
import type { Search } from '../../app/page.ts';

const shownAtOnce = 100;

export function askedOf({ words = '', here, shown }: Search): NonNullable<Input<'advisories.list'>['query']> {
  const cve = /\bCVE-\d{4}-\d{4,19}\b/i.exec(words)?.[0];
  const search = (cve === undefined ? words : words.replace(cve, '')).trim();
  const limit = Math.min(1_000, Math.max(shownAtOnce, Number(shown) || 0));
  return {
    ...(search === '' ? {} : { search: search.slice(0, 200) }),
    ...(cve === undefined ? {} : { cve: cve.toUpperCase() }),
    ...(here === 'true' ? { here: 'true' as const } : {}),
    limit,
  };
}

/** Whether it narrows the list: an empty answer then says nothing of what is held. */
export function asksSomething({ words = '', here }: Search): boolean {
  return words.trim() !== '' || here === 'true';
}
