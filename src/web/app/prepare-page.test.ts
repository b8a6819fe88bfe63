import { describe, expect, test } from 'vitest';
import { pages } from '../pages/registry.ts';
import { findPage } from './prepare-page.ts';

const found = (pathname: string) => {
  const page = findPage(pathname);
  return page === null ? null : [page.page.path, page.params];
};

describe('the page of an address, found before the router is there', () => {
  test('every page is found by its own path, with what stands in the place of each parameter', () => {
    for (const { path } of pages) {
      const names = path.split('/').flatMap((part) => (part.startsWith('$') ? [part.slice(1)] : []));
      const address = path.replaceAll(/\$(\w+)/g, 'a%20$1');
      expect(found(address)).toEqual([path, Object.fromEntries(names.map((name) => [name, `a ${name}`]))]);
    }
  });

  test('a page of its own goes before the one that takes anything; an address with more behind it is none', () => {
    expect(found('/findings/changes')).toEqual(['/findings/changes', {}]);
    expect(found('/findings/')).toEqual(['/findings', {}]);
    expect(found('/findings/changes/more')).toBeNull();
    expect(found('/link/50%')).toEqual(['/link/$token', { token: '50%' }]);
  });
});
