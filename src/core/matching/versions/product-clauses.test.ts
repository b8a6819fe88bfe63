import { describe, expect, it } from 'vitest';
import type { AdvisoryProduct } from '../../advisories/advisory.ts';
import { clausesOfProduct } from './product-clauses.ts';
import { printClause } from './version-clause.ts';

function product(branch: string | null, version: string | null, name: string): AdvisoryProduct {
  const path = [
    { category: 'vendor', name: 'Vendor' },
    ...(branch === null ? [] : [{ category: 'product_name', name: branch }]),
    ...(version === null ? [] : [{ category: 'product_version', name: version }]),
  ];
  return { productId: 'P1', name, paths: branch === null ? [] : [path], identifiers: [], relationship: null };
}
const read = (branch: string | null, version: string | null, name = branch ?? '') => {
  const { productName, clauses } = clausesOfProduct(product(branch, version, name));
  return [productName, ...clauses.map(printClause)];
};

describe('the clauses of a product entry', () => {
  it('come from its version branch and its name', () => {
    expect(read('Portal', '<= 3.2')).toEqual(['Portal', '<=3.2']);
    expect(read('Portal 8.0.x', 'vers:all/*')).toEqual(['Portal', 'release:"8.0.x"']);
    expect(read('WinCC V15.1', '< V15.1 Update 3')).toEqual(['WinCC', 'release:"V15.1.x"', '<release:"V15.1 Update 3"']);
    expect(read('Scanner Windows 7-Based', 'vers:all/*')).toEqual(['Scanner', 'os:["windows 7"]']);
    expect(read('Xcelera', 'Xcelera 1.5')).toEqual(['Xcelera', '1.5']);
  });

  it('come from the full name where there are no branches', () => {
    expect(read(null, null, 'Portal: versions prior to 3.2')).toEqual(['Portal', '<3.2']);
  });

  it('get back the zeros that a number lost', () => {
    expect(read('Pump', '2.2', 'Pump: Version 2.20')).toEqual(['Pump', '2.20']);
    expect(read('Pump', '2.2', 'Pump: Version 2.2')).toEqual(['Pump', '2.2']);
  });

  it('leave out a version in the name that lies outside the range', () => {
    expect(read('Tool 2.0', '<= 1.9')).toEqual(['Tool', '<=1.9']);
  });

  it('come from the full name where the branch cannot be read', () => {
    expect(read('Tool', '< V3.X.17', 'Tool: versions prior to 3.1')).toEqual(['Tool', '<3.1']);
  });
});
