import { describe, expect, it } from 'vitest';
import type { Advisory, ProductBranch } from '../advisories/advisory.ts';
import { writtenProducts } from './advisory-names.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines } from './match.ts';

const branches = (name: string, version: string): ProductBranch[] => [
  { category: 'vendor', name: 'Norda' },
  { category: 'product_name', name },
  { category: 'product_version_range', name: version },
];

function advisory(...paths: ProductBranch[][]): Advisory {
  const name = paths[0]?.[1]?.name ?? '';
  const statuses = [{ productId: 'P1', status: 'known-affected' as const }];
  const flaw = { cveId: 'CVE-2030-0001', otherIds: [], title: null, cweIds: [], statuses, scores: [], remediations: [] };
  const products = [{ productId: 'P1', name, paths, identifiers: [], relationship: null }];
  const about = { revision: '1', title: 'Norda devices', publisher: null, publishedAt: null, modifiedAt: null, notes: [] };
  return { kind: 'csaf', documentId: 'X-1', ...about, products, flaws: [flaw] };
}

/** The status where the product is found, else null. */
function statusOf(product: string, version: string | null, of: Advisory): string | null {
  const lines = [{ id: 'a', vendor: 'Norda', product, version, description: null }];
  const found = matchLines(lines, prepareMatcher([of], lines)).find(({ band }) => band !== 'weak');
  return found?.status ?? null;
}

describe('a product with several paths', () => {
  const both = advisory(branches('Zephyr Kestrel', '<= 3.2'), branches('Aquila', '<= 5.0'));

  it('is found under the name of each', () => {
    expect(both.products.flatMap((product) => writtenProducts(product)).map(({ name }) => name)).toEqual(['Zephyr Kestrel', 'Aquila']);
    expect([statusOf('Zephyr Kestrel', '3.0', both), statusOf('Aquila', '4.9', both), statusOf('Aquila', '5.1', both)]).toEqual([
      'affected',
      'affected',
      'fixed',
    ]);
  });

  it('is one product where the paths differ in versions alone', () => {
    const twice = advisory(branches('Aquila', '<= 3.2'), branches('Aquila', '5.0'));
    expect(twice.products.flatMap((product) => writtenProducts(product))).toHaveLength(1);
    expect([statusOf('Aquila', '3.0', twice), statusOf('Aquila', '5.0', twice), statusOf('Aquila', '4.0', twice)]).toEqual([
      'affected',
      'affected',
      'fixed',
    ]);
  });
});

describe('an exclusion in a name', () => {
  it('leaves out the product that it names and no other', () => {
    const zephyr = advisory(branches('Zephyr Monitor other than Monitor 3', 'vers:all/*'));
    expect(statusOf('Zephyr Monitor 900', null, zephyr)).toBe('affected');
    expect(statusOf('Zephyr Monitor', null, zephyr)).toBe('affected');
    expect(statusOf('Zephyr Monitor 3', null, zephyr)).toBeNull();
  });

  it('leaves out each product of a list', () => {
    const vivid = advisory(branches('Aquila products, not including AquilaPAC and Aquila XL', 'vers:all/*'));
    expect([statusOf('Aquila E9', null, vivid), statusOf('AquilaPAC', null, vivid), statusOf('Aquila XL', null, vivid)]).toEqual([
      'affected',
      null,
      null,
    ]);
  });

  it('of versions leaves out no product', () => {
    for (const name of ['Aquila excluding 3.0.1', 'Aquila, all versions except software version 3.0.1']) {
      const of = advisory(branches(name, 'vers:all/*'));
      expect([name, statusOf('Aquila', '3.0.1', of), statusOf('Aquila', '3.0.2', of)]).toEqual([name, 'fixed', 'affected']);
    }
  });
});
