import { describe, expect, it } from 'vitest';
import type { Advisory } from '../../advisories/advisory.ts';
import type { InventoryLine } from '../device-names.ts';
import { prepareMatcher } from '../match-model.ts';
import { matchLines } from '../match.ts';

function document(kind: Advisory['kind'], documentId: string, vendor: string | null, name: string): Advisory {
  const path = [...(vendor === null ? [] : [{ category: 'vendor', name: vendor }]), { category: 'product_name', name }];
  const product = { productId: 'cna:0', name: `${vendor ?? ''} ${name}`.trim(), paths: [path], identifiers: [], relationship: null };
  const flaw = {
    cveId: 'CVE-2030-0001',
    otherIds: [],
    title: null,
    cweIds: [],
    statuses: [{ productId: 'cna:0', status: 'known-affected' as const }],
    scores: [],
    remediations: [],
    ...(kind === 'cve'
      ? {
          affected: [
            {
              productId: 'cna:0',
              defaultStatus: 'unaffected' as const,
              versions: [{ version: '0', lessThan: '3.0', status: 'affected' as const }],
            },
          ],
        }
      : {}),
  };
  return {
    kind,
    documentId,
    revision: null,
    title: documentId,
    publisher: 'Example',
    publishedAt: null,
    modifiedAt: null,
    notes: [],
    products: [product],
    flaws: [flaw],
  };
}

const line = (vendor: string | null, product: string, description: string | null = null): InventoryLine => ({
  id: 'a',
  vendor,
  product,
  version: '2.1',
  description,
});
const match = (lines: readonly InventoryLine[], ...advisories: Advisory[]) => matchLines(lines, prepareMatcher(advisories, lines));
const documents = (found: ReturnType<typeof match>) => found.map(({ document: id, band }) => [id, band]);

describe('records of the CVE List', () => {
  const record = document('cve', 'CVE-2030-0001', 'Norda', 'Zephyr 900');

  it('are found by name where the register names the firm, and judged by their fields', () => {
    const [found] = match([line('Norda', 'Zephyr 900')], record);
    expect(found).toMatchObject({ document: 'CVE-2030-0001', band: 'likely', status: 'affected', statusBasis: 'range' });
    expect(found?.origin.advisory).toBe(record);
    expect(documents(match([line('Norda Medical B.V.', 'zephyr-900 monitor')], record))).toEqual([['CVE-2030-0001', 'likely']]);
  });

  it('are not found by words alone: another firm, or none', () => {
    expect(match([line('Contoso', 'Zephyr 900')], record)).toEqual([]);
    expect(match([line(null, 'Zephyr 900')], record)).toEqual([]);
    expect(match([line('Contoso', 'monitor')], document('cve', 'CVE-2030-0002', 'Fabrikam', 'monitor'))).toEqual([]);
    expect(match([line('Norda', 'Zephyr 900')], document('cve', 'CVE-2030-0003', null, 'Zephyr 900'))).toEqual([]);
  });

  it('of a firm that is only written alike are asked about', () => {
    const alike = document('cve', 'CVE-2030-0004', 'Nordamed', 'Zephyr 900');
    expect(documents(match([line('Nordames', 'Zephyr 900')], alike)).filter(([, band]) => band === 'likely')).toEqual([]);
    expect(documents(match([line('Norda', 'Zephyr 900')], document('cve', 'CVE-2030-0005', 'Nordamed', 'Zephyr 900')))).toEqual([
      ['CVE-2030-0005', 'check'],
    ]);
  });

  it('change nothing of what advisories say', () => {
    const advisories = [document('csaf', 'X-1', 'Norda', 'Zephyr 900'), document('csaf', 'X-2', 'Norda', 'Zephyr central station')];
    const records = Array.from({ length: 40 }, (_, at) =>
      document('cve', `CVE-2030-1${String(at).padStart(3, '0')}`, 'Norda', `Zephyr ${at} station`),
    );
    const lines = [
      line('Norda', 'Zephyr station'),
      { ...line('Norda', 'Zephyr 900'), id: 'b' },
      { ...line(null, 'Zephyr central'), id: 'c' },
    ];
    const alone = match(lines, ...advisories);
    expect(alone.length).toBeGreaterThan(2);
    expect(match(lines, ...records, ...advisories).filter(({ document: id }) => id.startsWith('X-'))).toEqual(alone);
  });
});
