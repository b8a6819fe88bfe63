import { expect, test } from 'vitest';
import { branchesOf, countsOf, type TreeProduct, type TreeVersion } from './tree-model.ts';

const product = (productId: string, clauseText: string | null): TreeProduct => ({
  ...{ productId, clauseText, vendor: 'Norda', name: `Kestrel ${productId}`, says: 'known-affected' },
});
const version = (deviceVersion: string | null, status: TreeVersion['status'], decidedBy: string[], total = 1): TreeVersion => ({
  ...{ deviceVersion, status, decidedBy, basis: 'range', clauseText: '< 3', answer: 'open', reasons: [] },
  assets: { total, items: [] },
});

test('every version stands once, beneath all products that decided it, the gravest first', () => {
  const products = [product('P1', '< 3'), product('P2', '< 3'), product('P3', '< 2')];
  const versions = [version('4', 'fixed', ['P3']), version('1', 'fixed', ['P2', 'P1']), version('2', 'affected', ['P1', 'P2'])];
  const { branches, silent } = branchesOf({ products, versions });
  expect(
    branches.map(({ products: own, versions: beneath }) => [own.map((one) => one.productId), beneath.map((one) => one.deviceVersion)]),
  ).toEqual([
    [
      ['P1', 'P2'],
      ['2', '1'],
    ],
    [['P3'], ['4']],
  ]);
  expect(silent).toEqual([]);
});

test('a version that nothing decided has a branch without products, and the products stand aside', () => {
  const { branches, silent } = branchesOf({ products: [product('P1', null)], versions: [version(null, 'undetermined', [])] });
  expect(branches).toMatchObject([{ key: '', products: [], versions: [{ deviceVersion: null }] }]);
  expect(silent.map(({ productId }) => productId)).toEqual(['P1']);
});

test('devices are counted by status', () => {
  expect(countsOf([version('1', 'affected', [], 3), version('2', 'fixed', [], 2), version('3', 'affected', [])])).toEqual({
    ...{ total: 6, affected: 4, undetermined: 0, fixed: 2 },
  });
});
