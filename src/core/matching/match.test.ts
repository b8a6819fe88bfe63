import { describe, expect, it } from 'vitest';
import type { Advisory, ProductBranch } from '../advisories/advisory.ts';
import type { InventoryLine } from './device-names.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines, type MatchCandidate } from './match.ts';

function advisory(
  documentId: string,
  title: string,
  products: readonly (readonly ProductBranch[] | { path: readonly ProductBranch[]; modelNumber: string })[],
): Advisory {
  const entries = products.map((given, at) => {
    const path = 'path' in given ? given.path : given;
    return {
      productId: `P${at + 1}`,
      name: path.map((branch) => branch.name).join(' '),
      paths: [path],
      identifiers: 'path' in given ? [{ kind: 'model-number' as const, value: given.modelNumber }] : [],
      relationship: null,
    };
  });
  const statuses = entries.map(({ productId }) => ({ productId, status: 'known-affected' as const }));
  const flaw = { cveId: 'CVE-2030-0001', otherIds: [], title: null, cweIds: [], statuses, scores: [], remediations: [] };
  return {
    kind: 'csaf',
    documentId,
    revision: '1',
    title,
    publisher: 'Example CERT',
    publishedAt: '2030-01-01T00:00:00.000Z',
    modifiedAt: null,
    notes: [],
    products: entries,
    flaws: [flaw],
  };
}

const branches = (vendor: string, product: string, version: string): ProductBranch[] => [
  { category: 'vendor', name: vendor },
  { category: 'product_name', name: product },
  { category: 'product_version', name: version },
];

function line(
  vendor: string | null,
  product: string | null,
  version: string | null = null,
  description: string | null = null,
): InventoryLine {
  return { id: 'a', vendor, product, version, description };
}

function match(lines: readonly InventoryLine[], advisories: readonly Advisory[]): MatchCandidate[] {
  return matchLines(lines, prepareMatcher(advisories, lines));
}

const pump = advisory('X-1', 'Vitalis FlowGuard pumps', [branches('Vitalis Medical, Inc.', 'FlowGuard 300 Infusion Pump', '<= 3.2.1')]);
const monitor = advisory('X-2', 'Norda Kestrel', [
  branches('Norda', 'Kestrel MX400-MX850', 'vers:all/*'),
  branches('Norda', 'Kestrel Central/Harrier', '2.x'),
]);

describe('matchLines', () => {
  it('finds a product under Dutch words, another spelling and joined letters', () => {
    const [found] = match([line('Vitalis', 'Flow Gaurd 300 infuuspomp', '3.2.0')], [pump]);
    expect(found).toMatchObject({ document: 'X-1', productIds: ['P1'], status: 'affected', statusBasis: 'range' });
    expect(found?.probability).toBeGreaterThan(0.9);
    expect(found?.band).toBe('likely');
  });

  it('keeps identity and version apart: a version outside the range is fixed at the same probability', () => {
    const [inside] = match([line('Vitalis', 'FlowGuard 300', '3.2.1')], [pump]);
    const [outside] = match([line('Vitalis', 'FlowGuard 300', '3.2.2')], [pump]);
    const [missing] = match([line('Vitalis', 'FlowGuard 300')], [pump]);
    expect([inside?.status, outside?.status, missing?.status]).toEqual(['affected', 'fixed', 'undetermined']);
    expect(missing?.statusBasis).toBe('version-missing');
    expect(new Set([inside?.probability, outside?.probability, missing?.probability]).size).toBe(1);
  });

  it('does not take another type number of the family for it', () => {
    expect(match([line('Vitalis', 'FlowGuard 500 infuuspomp')], [pump]).filter((each) => each.band !== 'weak')).toEqual([]);
  });

  it('takes a type number inside a written range, and none outside it', () => {
    expect(match([line('Norda', 'Kestrel MX700')], [monitor])[0]).toMatchObject({
      productIds: ['P1'],
      status: 'affected',
      statusBasis: 'all-versions',
    });
    expect(match([line('Norda', 'Kestrel MX900')], [monitor]).filter((each) => each.band !== 'weak')).toEqual([]);
  });

  it('reads two products written with a slash as two', () => {
    expect(match([line('Norda', 'Harrier', '2.4')], [monitor])[0]).toMatchObject({ productIds: ['P2'], status: 'affected' });
    expect(match([line('Norda', 'Harrier', '3.0')], [monitor])[0]).toMatchObject({ productIds: ['P2'], status: 'fixed' });
  });

  it('does not match on words of the trade, nor on another known firm', () => {
    expect(match([line('Philips', 'infusion pump')], [pump])).toEqual([]);
    const kappa = advisory('X-3', 'Dräger Kappa', [branches('Dräger', 'Kappa', 'vers:all/*')]);
    expect(match([line('Medtronic', 'Kappa pacemaker')], [kappa]).filter((each) => each.band !== 'weak')).toEqual([]);
  });

  it('asks about a product of another firm that is stated, and never calls it likely', () => {
    const [stated] = match([line('Koelhuis', 'FlowGuard 300', '3.0')], [pump]);
    expect(stated?.band).not.toBe('likely');
    expect(match([line('onbekend', 'FlowGuard 300', '3.0')], [pump])[0]?.probability).toBeGreaterThan(stated?.probability ?? 1);
  });

  it('does not ask for an order number that the register does not write, nor mind one that the advisory does not', () => {
    const ordered = advisory('X-9', 'Norda Infusor', [branches('Norda', 'Infusor Spectra model 35700NRD', 'vers:all/*')]);
    expect(match([line('Norda', 'Infusor Spectra')], [ordered])[0]?.band).not.toBe('weak');
    const plain = advisory('X-9', 'Norda Infusor', [branches('Norda', 'Infusor Spectra', 'vers:all/*')]);
    expect(match([line('Norda', 'Infusor Spectra PM3212')], [plain])[0]?.band).toBe('likely');
  });

  it('tells editions of a product apart', () => {
    const edition = advisory('X-10', 'Norda Coagula Pro II', [branches('Norda', 'Coagula Pro II', 'vers:all/*')]);
    expect(match([line('Norda', 'Coagula Pro 2')], [edition])[0]?.band).toBe('likely');
    expect(match([line('Norda', 'Coagula XS')], [edition]).filter((each) => each.band !== 'weak')).toEqual([]);
  });

  it('follows an exclusion written in the name', () => {
    const family = advisory('X-4', 'Norda Ultrasound', [branches('Norda', 'Aquila products, not including AquilaPAC', 'vers:all/*')]);
    expect(match([line('Norda', 'Aquila E9')], [family])[0]?.band).toBeDefined();
    expect(match([line('Norda', 'AquilaPAC')], [family])).toEqual([]);
  });

  it('takes the title where the product name says nothing', () => {
    const titled = advisory('X-5', 'Norda Somnus 6 Vulnerabilities', [branches('Norda', 'Version', '<= R8.0.3')]);
    expect(match([line('Norda', 'Somnus 6', 'R8.0.1')], [titled])[0]).toMatchObject({ document: 'X-5', status: 'affected' });
  });

  it('knows a model number, with a wildcard too, whatever the product is called', () => {
    const numbered = advisory('X-6', 'Norda switches', [
      { path: branches('Norda', 'Line of switches', '< 4.0'), modelNumber: 'NS7 515-2*' },
    ]);
    const [found] = match([line('Norda', 'kast-switch', '3.1', 'type NS7515-2AB01')], [numbered]);
    expect(found).toMatchObject({
      probability: 0.99,
      status: 'affected',
      reasons: expect.arrayContaining([{ rule: 'model-number', detail: 'ns75152ab01' }]),
    });
  });

  it('never calls a product affected of which the advisory says nothing or that it calls fixed', () => {
    const silent = { ...pump, flaws: [] };
    expect(match([line('Vitalis', 'FlowGuard 300', '3.0')], [silent])[0]?.status).toBe('undetermined');
    const fixed = { ...pump, flaws: pump.flaws.map((flaw) => ({ ...flaw, statuses: [{ productId: 'P1', status: 'fixed' as const }] })) };
    expect(match([line('Vitalis', 'FlowGuard 300', '3.0')], [fixed])[0]?.status).toBe('fixed');
  });

  it('gives the same answer for every copy of a machine, in any order of lines and advisories', () => {
    const clones = Array.from({ length: 75 }, (_, at) => ({
      ...line('Vitalis', 'FlowGuard 300', '3.0', `kamer ${at}`),
      id: `c${String(at).padStart(2, '0')}`,
    }));
    const others = [{ ...line('Norda', 'Kestrel MX450'), id: 'm' }, ...clones];
    const found = match(others, [pump, monitor]);
    expect(found.filter((each) => each.document === 'X-1')).toHaveLength(75);
    expect(new Set(found.filter((each) => each.document === 'X-1').map(({ id: _id, ...rest }) => JSON.stringify(rest))).size).toBe(1);
    expect(match(others.toReversed(), [monitor, pump])).toEqual(found);
  });

  it('does not take what a line denies', () => {
    const numbered = advisory('X-6', 'Norda switches', [{ path: branches('Norda', 'Line of switches', '< 4.0'), modelNumber: '866424' }]);
    expect(match([line('Norda', 'kast-switch', '3.1', 'zonder 866424')], [numbered]).filter((each) => each.probability > 0.9)).toEqual([]);
    const lines = [
      { ...line('', 'FlowGuard 300', '3.0'), id: 'a' },
      { ...line('', 'FlowGuard 300', '3.0', 'zonder Vitalis'), id: 'b' },
      { ...line('', 'FlowGuard 300', '3.0', 'leverancier Vitalis'), id: 'c' },
    ];
    const found = match(lines, [pump]).map(({ id, probability }) => [id, probability] as const);
    expect(match(lines.toReversed(), [pump]).map(({ id, probability }) => [id, probability])).toEqual(found);
    expect(found[0]?.[1]).toBe(found[1]?.[1]);
  });

  it('says the same of a document whatever other documents there are', () => {
    const first = advisory('X-7', 'Contoso Zephyr', [branches('Contoso', 'Zephyr 900', '< 2')]);
    const second = advisory('X-8', 'Acmecorp Zephyr 900', [branches('Contoso', 'Zephyr 900', '< 2')]);
    const device = [line('Acmecorp', 'Zephyr 900', '1.0')];
    const together = match(device, [first, second]);
    expect(match(device, [second, first])).toEqual(together);
    expect(together.find((each) => each.document === 'X-7')?.probability).toBeLessThan(
      together.find((each) => each.document === 'X-8')?.probability ?? 0,
    );
  });

  it('has no answer for a line that names nothing', () => {
    expect(match([line(null, null), line('Norda', 'onbekend'), line('', '?')], [pump, monitor])).toEqual([]);
  });
});
