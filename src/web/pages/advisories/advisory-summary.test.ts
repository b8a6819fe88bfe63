import { expect, test } from 'vitest';
import type { AdvisoryFlaw } from '#core/advisories/advisory.ts';
import { en } from '../../messages/en.ts';
import { nl } from '../../messages/nl.ts';
import { adviceOf, affectedProducts, sourceOf } from './advisory-summary.ts';
import { asksSomething } from './asked.ts';

const product = (productId: string) => ({ productId, name: `Monitor ${productId}`, paths: [], identifiers: [], relationship: null });
const flaw = (parts: Partial<AdvisoryFlaw>): AdvisoryFlaw => ({
  ...{ cveId: null, otherIds: [], title: null, cweIds: [], statuses: [], scores: [], remediations: [] },
  ...parts,
});

test('what is affected is named once, and what is fixed is not among it', () => {
  const flaws = [
    flaw({ statuses: [{ productId: 'B', status: 'known-affected' }] }),
    flaw({
      statuses: [
        { productId: 'B', status: 'last-affected' },
        { productId: 'A', status: 'first-affected' },
        { productId: 'C', status: 'fixed' },
      ],
    }),
  ];
  expect(affectedProducts({ products: ['A', 'B', 'C'].map(product), flaws })).toEqual(['Monitor A', 'Monitor B']);
});

test('what is advised of every flaw is said once, and only pages are linked to', () => {
  const remediation = { category: 'vendor_fix', details: 'Install 4.3', url: 'https://maker.example', productIds: ['A'] };
  const odd = { category: 'mitigation', details: 'Unplug it', url: 'javascript:alert(1)', productIds: [] };
  expect(adviceOf({ flaws: [flaw({ remediations: [remediation] }), flaw({ remediations: [remediation, odd] })] })).toEqual([
    { category: 'vendor_fix', details: 'Install 4.3', url: 'https://maker.example' },
    { category: 'mitigation', details: 'Unplug it', url: null },
  ]);
});

test('a document is linked to where it says that it stands, else where its kind stands', () => {
  expect(sourceOf({ kind: 'csaf', documentId: 'MM-1', publishedUrl: 'https://maker.example/MM-1' })).toBe('https://maker.example/MM-1');
  expect(sourceOf({ kind: 'csaf', documentId: 'MM-1' })).toBeNull();
  expect(sourceOf({ kind: 'csaf', documentId: 'MM-1', publishedUrl: 'file:///etc' })).toBeNull();
  expect(sourceOf({ kind: 'cve', documentId: 'CVE-2026-0001' })).toBe('https://www.cve.org/CVERecord?id=CVE-2026-0001');
});

test('an empty list says whether nothing fits or nothing is held, without marks of code in its words', () => {
  expect([{}, { shown: '200' }, { words: ' ' }].map(asksSomething)).toEqual([false, false, false]);
  expect([{ words: 'pump' }, { here: 'true' }].map(asksSomething)).toEqual([true, true]);
  for (const { advisories } of [en, nl]) {
    expect(advisories.noneFits).not.toBe(advisories.noneYet);
    expect(JSON.stringify(advisories)).not.toContain('`');
  }
});
