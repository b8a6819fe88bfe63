import { describe, expect, it } from 'vitest';
import type { Advisory } from '../advisories/advisory.ts';
import { applyDecisions, openDecisionBook } from './decided-candidates.ts';
import { deviceKeyOf } from './decisions.ts';
import type { InventoryLine } from './device-names.ts';
import { otherForms } from './other-forms.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines } from './match.ts';
import { readRelease } from './versions/release.ts';

/** Words that every JavaScript object answers to; a table that is an object would answer with a function. */
const objectWords = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__proto__'];

function advisory(title: string, vendor: string, product: string, version: string): Advisory {
  return {
    kind: 'csaf',
    documentId: 'X-1',
    revision: '1',
    title,
    publisher: 'Example CERT',
    publishedAt: '2030-01-01T00:00:00.000Z',
    modifiedAt: null,
    notes: [],
    products: [
      {
        productId: 'P1',
        name: `${vendor} ${product} ${version}`,
        paths: [
          [
            { category: 'vendor', name: vendor },
            { category: 'product_name', name: product },
            { category: 'product_version_range', name: version },
          ],
        ],
        identifiers: [],
        relationship: null,
      },
    ],
    flaws: [],
  };
}

describe.each(objectWords)('a text with the word %s', (word) => {
  const line = (given: Partial<InventoryLine>): InventoryLine => ({
    id: 'a',
    vendor: 'Norda',
    product: 'Kestrel 400',
    version: '2.1',
    description: null,
    ...given,
  });

  it.each([
    ['vendor', line({ vendor: `Norda ${word}` })],
    ['product', line({ product: `Kestrel 400 ${word}` })],
    ['version', line({ version: `2.1 ${word} 3` })],
    ['description', line({ description: `bed ${word} 4` })],
  ])('is read in the %s of a device like any other', (_, device) => {
    const matcher = prepareMatcher([advisory('Norda Kestrel', 'Norda', 'Kestrel 400', '<3')], [device]);
    const found = applyDecisions(device, matchLines([device], matcher), openDecisionBook([], matcher.index));
    expect(found.map(({ document }) => document)).toEqual(['X-1']);
    expect(deviceKeyOf(device)).toMatch(/^norda/);
  });

  it.each([
    ['title', advisory(`Norda Kestrel ${word}`, 'Norda', 'Version', '<3')],
    ['vendor', advisory('Norda Kestrel', `Norda ${word}`, 'Kestrel 400', '<3')],
    ['product', advisory('Norda Kestrel', 'Norda', `Kestrel 400 ${word}`, '<3')],
    ['version', advisory('Norda Kestrel', 'Norda', 'Kestrel 400', `< 3.0 ${word} 2`)],
  ])('is read in the %s of an advisory like any other', (_, document) => {
    const device = line({ product: `Kestrel 400 ${word}` });
    const found = matchLines([device], prepareMatcher([document], [device]));
    expect(found.map((each) => each.document)).toEqual(['X-1']);
  });
});

it('no word has forms that the word pack does not give, nor a compound of them', () => {
  for (const word of [...objectWords, 'pompconstructor', 'constructorpomp', 'constructorconstructor']) {
    expect(otherForms(word.toLowerCase())).toEqual([]);
  }
});

it('a release word that every object answers to is no mark of a release', () => {
  expect(readRelease('3.2 constructor 5')).toBeNull();
});
