import { describe, expect, it } from 'vitest';
import { explainLink, linkRuleOf } from './link-bill.ts';

const bill = { name: 'IntraPump X', version: '2.0', supplier: 'Voorbeeld' };
const product = { vendor: 'VOORBEELD', model: 'intrapump  x', version: '2.0' };

describe('the rule that links a bill to an asset', () => {
  it.each([
    ['all the same, folded', bill, product, 'supplier-name-version'],
    ['the version of the asset is not known', bill, { ...product, version: null }, 'supplier-name'],
    ['the version of the asset only fills a cell', bill, { ...product, version: 'n.v.t.' }, 'supplier-name'],
    ['the bill names no version', { ...bill, version: null }, product, 'supplier-name'],
    ['another version', bill, { ...product, version: '2.0.1' }, 'no-link'],
    ['another vendor', bill, { ...product, vendor: 'Ander' }, 'no-link'],
    ['the vendor is not known', bill, { ...product, vendor: null }, 'no-link'],
    ['no supplier, the same version', { ...bill, supplier: null }, product, 'name-version'],
    ['a supplier that says nothing, the same version', { ...bill, supplier: 'unknown' }, product, 'name-version'],
    ['no supplier and no version', { ...bill, supplier: null, version: null }, { ...product, version: null }, 'no-link'],
    ['a name that says nothing', { ...bill, name: 'Unknown' }, { ...product, model: 'unknown' }, 'no-link'],
    ['no name', { ...bill, name: null }, { ...product, model: null }, 'no-link'],
  ] as const)('%s: %#', (_case, given, asset, wanted) => expect(linkRuleOf(given, asset)).toBe(wanted));

  it('is explained with the words of the bill, in both languages', () => {
    expect(explainLink('supplier-name', bill).en).toBe(
      'Vendor “Voorbeeld” and model “IntraPump X” are those of the bill; the version of the asset is not known.',
    );
    expect(explainLink('supplier-name', { ...bill, version: null }).nl).toContain('de stuklijst noemt geen versie');
    expect(explainLink('name-version', bill).nl).toContain('geen leverancier noemt');
    expect(explainLink('supplier-name-version', bill).en).toContain('version “2.0”');
  });
});
