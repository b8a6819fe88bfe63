import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { readListedProduct, type ListedProduct } from './endoflife-list.ts';
import { packageBookOf, packageEnd, type PackageNamed } from './package-end.ts';
import { packageIdentifier } from '../packages/package-identifier.ts';
import type { OwnStatement } from './support-facts.ts';

function listed(value: unknown): ListedProduct {
  const product = readListedProduct(value);
  if (typeof product === 'string') throw new Error(product);
  return product;
}

const language = listed({
  product: 'language',
  title: 'A Language',
  category: 'lang',
  identifiers: [{ purl: 'pkg:docker/library/language' }, { cpe: 'cpe:2.3:a:maker:language' }, { repology: 'language' }],
  releases: [
    { releaseCycle: '3.11', eol: '2027-10-31' },
    { releaseCycle: '3.1', eol: '2012-06-11' },
    { releaseCycle: '3', eol: false },
    { releaseCycle: '2.7', eol: true },
  ],
});
const framework = listed({
  name: 'framework',
  label: 'A Framework',
  category: 'framework',
  aliases: [],
  identifiers: [{ type: 'purl', id: 'pkg:npm/%40makers/framework' }],
  releases: [{ name: '17', isEol: true, eolFrom: '2025-05-15' }],
});
const book = packageBookOf([language, framework], []);
const named = (one: Partial<PackageNamed>): PackageNamed => ({ name: 'x', version: null, purl: null, cpe: null, ...one });
const own = (product: string, cycle: string, endOn: string | null, changes: Partial<OwnStatement> = {}): OwnStatement => ({
  statedAt: '2026-01-01T00:00:00.000Z' as Instant,
  product,
  cycle,
  endOn: endOn as OwnStatement['endOn'],
  extendedEndOn: null,
  isWithdrawn: false,
  ...changes,
});

describe('the end of support of a package', () => {
  it.each([
    ['a version of the longest cycle', { purl: 'pkg:docker/library/language@3.11.4' }, '3.11', '2027-10-31'],
    ['3.1 is not 3.11, nor the other way round', { purl: 'pkg:docker/library/language@3.1.2-slim' }, '3.1', '2012-06-11'],
    ['a cycle that goes on without a set end', { purl: 'pkg:docker/library/language@3.9' }, '3', null],
    ['a cycle that ended on a day nobody knows', { purl: 'pkg:docker/library/language@2.7.18' }, '2.7', null],
    [
      'a CPE, with the version written beside it',
      { cpe: 'cpe:2.3:a:Maker:Language:*:*:*:*:*:*:*:*', version: 'v3.11' },
      '3.11',
      '2027-10-31',
    ],
    ['a CPE of the old form', { cpe: 'cpe:/a:maker:language', version: '3.11.0' }, '3.11', '2027-10-31'],
    ['a scope in a package URL, from the API form of the list', { purl: 'pkg:npm/%40makers/framework@17.3.0' }, '17', '2025-05-15'],
  ])('is found by %s', (_, one, cycle, endOn) => {
    expect(packageEnd(named(one), book)).toMatchObject({ cycle, endOn });
  });

  it.each([
    ['a package of a distribution, which repairs it itself', { purl: 'pkg:deb/debian/language@3.1.2', cpe: 'cpe:/a:maker:language' }],
    ['a package of another maker', { purl: 'pkg:npm/framework@17.0.0' }],
    ['a version of no cycle', { purl: 'pkg:npm/%40makers/framework@170.1' }],
    ['no version', { cpe: 'cpe:/a:maker:language' }],
    ['a name alone, which the list knows but nobody stated', { name: 'A Language', version: '3.11' }],
  ])('is unknown for %s', (_, one) => {
    expect(packageEnd(named(one), book)).toBeNull();
  });

  it('is what the hospital states, before the list, and by name where no list knows the product', () => {
    const stated = packageBookOf([language], [own('A Language', '3.11', '2026-06-30'), own('Viewer Library', '4', '2024-01-01')]);
    expect(packageEnd(named({ purl: 'pkg:docker/library/language@3.11.4' }), stated)?.endOn).toBe('2026-06-30');
    expect(packageEnd(named({ name: 'viewer library', version: '4.2' }), stated)).toEqual({
      title: 'Viewer Library',
      cycle: '4',
      endOn: '2024-01-01',
    });
    const withdrawn = packageBookOf(
      [],
      [own('Viewer Library', '4', '2024-01-01'), own('Viewer Library', '4', null, { isWithdrawn: true })],
    );
    expect(packageEnd(named({ name: 'viewer library', version: '4.2' }), withdrawn)).toBeNull();
  });

  it('is unknown where two products go by one identifier', () => {
    const twin = listed({
      product: 'twin',
      title: 'Twin',
      identifiers: [{ cpe: 'cpe:/a:maker:language' }],
      releases: [{ releaseCycle: '3.11', eol: '2030-01-01' }],
    });
    expect(packageEnd(named({ cpe: 'cpe:/a:maker:language', version: '3.11' }), packageBookOf([language, twin], []))).toBeNull();
  });
});

describe('what a package goes by', () => {
  it.each([
    ['pkg:npm/%40angular/core@17.1.0', 'npm/@angular/core'],
    ['pkg:pypi/Django@4.2', 'pypi/django'],
    ['cpe:2.3:o:maker:system:1.0:*:*:*:*:*:*:*', 'cpe/o/maker/system'],
    ['cpe:2.3:a:*:language:1.0:*:*:*:*:*:*:*', null],
    ['pkg:rpm/maker/language@3', null],
    ['language 3.11', null],
  ])('%s: %s', (text, expected) => {
    expect(packageIdentifier(text)).toBe(expected);
  });
});
