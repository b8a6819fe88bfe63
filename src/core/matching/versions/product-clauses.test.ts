import { describe, expect, it } from 'vitest';
import type { AdvisoryProduct } from '../../advisories/advisory.ts';
import { judgeVersion } from './judge-version.ts';
import { clausesOfProduct } from './product-clauses.ts';
import { readDeviceVersion } from './read-device.ts';
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

  it('come from every path, and inside one is inside', () => {
    const under = (name: string, ...versions: string[]): AdvisoryProduct['paths'][number] => [
      { category: 'product_name', name },
      ...versions.map((version) => ({ category: 'product_version', name: version })),
    ];
    const of = (...paths: AdvisoryProduct['paths']) =>
      clausesOfProduct({ productId: 'P1', name: 'Tool', paths, identifiers: [], relationship: null });
    const { clauses, clauseText } = of(under('Tool', '<= 3.2'), under('Tool', '5.1'), under('Tool', '<= 3.2'));
    expect([clauses.map(printClause), clauseText]).toEqual([['<=3.2 | 5.1'], '<= 3.2 | 5.1']);
    const status = (version: string) => judgeVersion(clauses, readDeviceVersion({ version, product: 'Tool', description: null })).status;
    expect([status('3.0'), status('5.1'), status('4.0')]).toEqual(['affected', 'affected', 'fixed']);
    expect(of(under('Tool', '<= 3.2'), under('Tool')).clauses).toEqual([]);
    const open = of(under('Tool', '<= 3.2'), under('Tool', 'not prior to 5'));
    expect(judgeVersion(open.clauses, readDeviceVersion({ version: '4.0', product: 'Tool', description: null })).status).toBe(
      'undetermined',
    );
  });

  it('hold what is asked below the version too', () => {
    const status = (version: string, category: string, name: string, device: string) => {
      const path = [
        { category: 'product_name', name: 'Tool' },
        { category: 'product_version', name: version },
        { category, name },
      ];
      const { clauses } = clausesOfProduct({ productId: 'P1', name: 'Tool', paths: [path], identifiers: [], relationship: null });
      return judgeVersion(clauses, readDeviceVersion({ version: device, product: 'Tool', description: null })).status;
    };
    expect([status('14', 'service_pack', 'SP1', '14 SP1'), status('14', 'service_pack', '1', '14 SP2')]).toEqual(['affected', 'fixed']);
    expect([status('<= 14.2', 'patch_level', 'Patch 3', '14.1'), status('<= 14.2', 'patch_level', 'Patch 3', '15.0')]).toEqual([
      'undetermined',
      'fixed',
    ]);
    expect(status('<= 14.2', 'patch_level', '3', '14.1 patch 3')).toBe('affected');
    expect([status('<= 3.2', 'architecture', 'ARM64', '3.1'), status('<= 3.2', 'architecture', 'ARM64', '3.1 (ARM64)')]).toEqual([
      'undetermined',
      'affected',
    ]);
    expect(status('<= 3.2', 'architecture', 'all', '3.1')).toBe('affected');
  });

  it('leave out what only the full name leaves out', () => {
    expect(read('Tool', '<= 3.2', 'Tool: Versions 3.2 and prior, excluding 3.0.1')).toEqual(['Tool', '<=3.2', 'not:(3.0.1)']);
  });
});
