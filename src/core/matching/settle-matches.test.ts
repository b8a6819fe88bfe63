/** Which products of an advisory a device is, without anybody asked. */
import { expect, test } from 'vitest';
import type { Advisory } from '../advisories/advisory.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines } from './match.ts';
import { productMatchesOf } from './settle-matches.ts';

const advisoryOf = (modelNumber: string): Advisory => ({
  kind: 'csaf',
  documentId: 'TM-1',
  revision: '1',
  title: 'Anybody gets in',
  publisher: 'Maker',
  publishedAt: null,
  modifiedAt: null,
  notes: [],
  products: [
    {
      productId: 'P1',
      name: 'Tarnmed Orvado IP450 Infusion Pump',
      paths: [
        [
          { category: 'vendor', name: 'Tarnmed' },
          { category: 'product_name', name: 'Orvado IP450 Infusion Pump' },
        ],
      ],
      identifiers: [{ kind: 'model-number', value: modelNumber }],
      relationship: null,
    },
  ],
  flaws: [],
});

function found(vendor: string | null, product: string, modelNumber: string) {
  const line = { id: 'a', vendor, product, version: null, description: null };
  const matcher = prepareMatcher([advisoryOf(modelNumber)], [line]);
  return matchLines([line], matcher).flatMap(({ origin: { advisory, hits } }) =>
    productMatchesOf({ advisory, hits, probability: 0 }).map(({ isIdentified, probability }) => ({ isIdentified, probability })),
  );
}

test('a model number in a name says which product it is, of a maker that both sides state and written in full', () => {
  expect(found('Tarnmed', 'Orvado IP450 TM450871', 'TM450871')).toMatchObject([{ isIdentified: true }]);
});

test('a model number in a name is a question where the register states no maker, or where it has a wildcard', () => {
  const known = found('Tarnmed', 'Orvado IP450 TM450871', 'TM450871');
  const others = [found(null, 'Orvado IP450 TM450871', 'TM450871'), found('Tarnmed', 'Orvado IP450 TM450871', 'TM450*')];
  for (const some of others) expect(some).toEqual([{ isIdentified: false, probability: known[0]?.probability }]);
});
