import { describe, expect, it } from 'vitest';
import type { Advisory, AdvisoryProduct, ProductRelationship, ProductStatus } from '../advisories/advisory.ts';
import { judgeEntries } from './judge-entries.ts';
import { readDeviceVersion } from './versions/read-device.ts';

interface Given {
  readonly name?: string;
  readonly version?: string;
  readonly status: ProductStatus | null;
  readonly relationship?: ProductRelationship;
}

function advisoryOf(given: readonly Given[]): Advisory {
  const products = given.map(({ name = 'FlowGuard', version = 'vers:all/*', relationship }, at): AdvisoryProduct => {
    const path = [
      { category: 'product_name', name },
      { category: 'product_version', name: version },
    ];
    const productId = `P${at + 1}`;
    return { productId, name, paths: relationship === undefined ? [path] : [], identifiers: [], relationship: relationship ?? null };
  });
  const statuses = given.flatMap(({ status }, at) => (status === null ? [] : [{ productId: `P${at + 1}`, status }]));
  const flaw = { cveId: 'CVE-2030-0001', otherIds: [], title: null, cweIds: [], statuses, scores: [], remediations: [] };
  const about = { revision: '1', title: 'FlowGuard', publisher: null, publishedAt: null, modifiedAt: null, notes: [] };
  return { kind: 'csaf', documentId: 'X-1', ...about, products, flaws: [flaw] };
}

/** What the entries of these places (all without one) say of a version. */
function judge(given: readonly Given[], version: string | null, places = given.map((_, at) => at)): string {
  const advisory = advisoryOf(given);
  const entries = places.flatMap((at) => {
    const product = advisory.products[at];
    return product === undefined ? [] : [{ advisory, product, status: given[at]?.status ?? null }];
  });
  return judgeEntries(entries, readDeviceVersion({ version, product: 'FlowGuard', description: null })).status;
}

const both = (version: string, status: ProductStatus | null) => [judge([{ version, status }], '3.2'), judge([{ version, status }], '9.9')];

describe('the status by what the advisory says of an entry', () => {
  it('is fixed outside an affected range only', () => {
    expect(both('<= 3.2', 'known-affected')).toEqual(['affected', 'fixed']);
    for (const status of ['fixed', 'first-fixed', 'recommended', 'known-not-affected'] as const)
      expect([status, ...both('<= 3.2', status)]).toEqual([status, 'fixed', 'undetermined']);
    for (const status of ['under-investigation', 'unknown', null] as const)
      expect([status, ...both('<= 3.2', status)]).toEqual([status, 'undetermined', 'undetermined']);
  });

  it('takes the first and the last affected version as the ends of a range', () => {
    const given: Given[] = [
      { version: '3.0', status: 'first-affected' },
      { version: '3.4', status: 'last-affected' },
    ];
    expect([judge(given, '2.9'), judge(given, '3.0'), judge(given, '3.2'), judge(given, '3.4'), judge(given, '3.5')]).toEqual([
      'fixed',
      'affected',
      'affected',
      'affected',
      'fixed',
    ]);
    expect([judge(given.slice(0, 1), '2.9'), judge(given.slice(0, 1), '3.5')]).toEqual(['fixed', 'affected']);
    expect([judge(given.slice(1), '2.9'), judge(given.slice(1), '3.5')]).toEqual(['affected', 'fixed']);
  });

  it('is told by the affected ranges where a fixed version is listed beside them', () => {
    const given: Given[] = [
      { version: '< 3.3', status: 'known-affected' },
      { version: '3.3', status: 'fixed' },
    ];
    expect([judge(given, '3.2'), judge(given, '3.3'), judge(given, '3.4'), judge(given, null)]).toEqual([
      'affected',
      'fixed',
      'fixed',
      'undetermined',
    ]);
  });

  it('is fixed for an entry without a status only where it is of another operating system than its affected neighbour', () => {
    const neighbour: Given = { name: 'Scanner Windows 7-Based', status: 'known-affected' };
    const unnamed: Given = { name: 'Pump Windows 7-Based', status: null };
    expect(judge([neighbour, unnamed], 'Windows 10', [1])).toBe('fixed');
    expect(judge([neighbour, unnamed], 'Windows 7', [1])).toBe('undetermined');
    expect(judge([{ ...neighbour, status: 'fixed' }, unnamed], 'Windows 10', [1])).toBe('undetermined');
  });
});

describe('the status of products that stand in a relationship', () => {
  const withComponent = (component: Given, whole: Given, category = 'default_component_of'): Given[] => [
    component,
    whole,
    { name: 'one in the other', status: 'known-affected', relationship: { category, productId: 'P1', relatesTo: 'P2' } },
  ];

  it('is that of the relationship, inside the version of the whole, and never fixed for a part alone', () => {
    const given = withComponent({ name: 'OpenSSL', version: '1.0.1', status: null }, { version: '3.2', status: null });
    expect([judge(given, '3.2', [1]), judge(given, '9.9', [1])]).toEqual(['affected', 'undetermined']);
    expect([judge(given, '3.2', [2]), judge(given, '9.9', [2])]).toEqual(['affected', 'fixed']);
  });

  it('is not read from the version of a component, unless it is the firmware', () => {
    const library = withComponent({ name: 'OpenSSL', version: '1.0.1', status: null }, { status: null });
    expect([judge(library, '1.0.1', [1]), judge(library, '9.9', [1])]).toEqual(['undetermined', 'undetermined']);
    const firmware = withComponent({ name: 'FlowGuard Firmware', version: '< 2.1', status: null }, { status: null }, 'installed_on');
    expect([judge(firmware, '2.0', [1]), judge(firmware, '2.5', [1]), judge(firmware, '2.5', [2])]).toEqual([
      'affected',
      'undetermined',
      'fixed',
    ]);
  });
});
