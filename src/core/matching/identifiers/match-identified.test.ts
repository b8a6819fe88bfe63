import { describe, expect, it } from 'vitest';
import type { Advisory, AdvisoryFlaw, AdvisoryProduct, ApplicabilityConfiguration, CpeMatch } from '../../advisories/advisory.ts';
import { instantFromMilliseconds } from '../../kernel/time.ts';
import { applyDecisions, openDecisionBook } from '../decided-candidates.ts';
import type { InventoryLine } from '../device-names.ts';
import { prepareMatcher } from '../match-model.ts';
import { matchLines, type MatchCandidate } from '../match.ts';

function product(
  productId: string,
  vendor: string,
  name: string,
  identifiers: AdvisoryProduct['identifiers'],
  range?: string,
): AdvisoryProduct {
  const path = [
    { category: 'vendor', name: vendor },
    { category: 'product_name', name },
    ...(range === undefined ? [] : [{ category: 'product_version_range', name: range }]),
  ];
  return { productId, name: `${vendor} ${name}`, paths: [path], identifiers, relationship: null };
}

function document(
  documentId: string,
  kind: Advisory['kind'],
  products: readonly AdvisoryProduct[],
  facts: Partial<AdvisoryFlaw> = {},
): Advisory {
  const statuses = products.map(({ productId }) => ({ productId, status: 'known-affected' as const }));
  const flaw = { cveId: 'CVE-2030-0001', otherIds: [], title: null, cweIds: [], statuses, scores: [], remediations: [], ...facts };
  return {
    kind,
    documentId,
    revision: null,
    title: documentId,
    publisher: kind === 'nvd' ? 'NVD' : 'norda',
    publishedAt: '2030-01-01T00:00:00.000Z',
    modifiedAt: null,
    notes: [],
    products,
    flaws: [flaw],
  };
}

const cpe = (name: string): string => `cpe:2.3:${name}:*:*:*:*:*:*:*`;
const target = (name: string, bounds: Partial<CpeMatch> = {}): CpeMatch => ({ isVulnerable: true, criteria: cpe(name), ...bounds });
const platform = (name: string): CpeMatch => ({ isVulnerable: false, criteria: cpe(name) });
const or = (...matches: CpeMatch[]) => ({ operator: 'OR' as const, isNegated: false, matches });
const all = (...nodes: ReturnType<typeof or>[]): ApplicabilityConfiguration => ({ operator: 'AND', isNegated: false, nodes });
const any = (...nodes: ReturnType<typeof or>[]): ApplicabilityConfiguration => ({ operator: 'OR', isNegated: false, nodes });

/** A record of NVD as its reader makes it. */
function nvd(key: string, applicability: readonly ApplicabilityConfiguration[]): Advisory {
  const [, vendor = '', name = ''] = key.split(':');
  return document('CVE-2030-0001', 'nvd', [product(key, vendor, name, [{ kind: 'cpe', value: cpe(`${key}:*`) }])], { applicability });
}

const line = (facts: Partial<InventoryLine>): InventoryLine => ({
  id: 'a',
  vendor: null,
  product: null,
  version: null,
  description: null,
  ...facts,
});
const match = (facts: Partial<InventoryLine>, ...advisories: Advisory[]): MatchCandidate[] => {
  const lines = [line(facts)];
  return matchLines(lines, prepareMatcher(advisories, lines));
};
const said = (found: readonly MatchCandidate[]) => found.map(({ status, statusBasis, probability }) => [status, statusBasis, probability]);
const rules = (found: readonly MatchCandidate[]) => found.flatMap(({ reasons }) => reasons.map(({ rule, detail }) => `${rule}: ${detail}`));

describe('by CPE', () => {
  const ranged = nvd('a:norda:kestrel', [any(or(target('a:norda:kestrel:*', { startIncluding: '2.0', endExcluding: '2.10' })))]);

  it('finds the product, and its range says what the version is', () => {
    const of = (version: string | null) => said(match({ cpe: cpe('a:norda:kestrel:*'), version }, ranged));
    expect(of('2.9')).toEqual([['affected', 'range', 0.95]]);
    expect(of('2.10')).toEqual([['fixed', 'range', 0.95]]);
    expect(of('1.9')).toEqual([['fixed', 'range', 0.95]]);
    expect(of(null)).toEqual([['undetermined', 'version-missing', 0.95]]);
    expect(of('n.v.t.')).toEqual([['undetermined', 'version-missing', 0.95]]);
  });

  it('takes the version of the name where the register writes none, and reads names of CPE 2.2', () => {
    expect(said(match({ cpe: cpe('a:norda:kestrel:2.9') }, ranged))).toEqual([['affected', 'range', 0.95]]);
    expect(said(match({ cpe: 'cpe:/a:norda:kestrel:2.10' }, ranged))).toEqual([['fixed', 'range', 0.95]]);
    expect(said(match({ cpe: cpe('a:norda:kestrel:2.10'), version: '2.9' }, ranged))).toEqual([['affected', 'range', 0.95]]);
  });

  it('says that nothing but the CPE leads there, so that nobody takes it for all there is', () => {
    expect(rules(match({ cpe: cpe('a:norda:kestrel:2.9') }, ranged))).toEqual([
      'cpe: a:norda:kestrel',
      'cpe-only: NVD',
      'version-inside: 2.9 against >=2.0 <2.10',
      'document: CVE-2030-0001',
    ]);
  });

  it('never meets a wildcard as vendor, another part, or another product', () => {
    const wild = nvd('a:*:kestrel', [any(or(target('a:*:kestrel:*')))]);
    expect(match({ cpe: cpe('a:norda:kestrel:2.9') }, wild)).toEqual([]);
    for (const name of ['a:*:kestrel:2.9', 'a:norda:*:2.9', 'o:norda:kestrel:2.9', 'a:norda:kestrel_pro:2.9'])
      expect(match({ cpe: cpe(name) }, ranged)).toEqual([]);
  });

  it('is asked about where the edition is open, and is none where it is another', () => {
    const edition = nvd('a:norda:kestrel', [
      any(or({ ...target('a:norda:kestrel:*'), criteria: 'cpe:2.3:a:norda:kestrel:*:*:*:*:*:node.js:*:*' })),
    ]);
    expect(said(match({ cpe: cpe('a:norda:kestrel:2.9') }, edition))).toEqual([['affected', 'all-versions', 0.85]]);
    expect(match({ cpe: 'cpe:2.3:a:norda:kestrel:2.9:*:*:*:*:wordpress:*:*' }, edition)).toEqual([]);
  });

  it('takes any update of a version that the criterion leaves open, and one update where it names it', () => {
    const exact = nvd('a:norda:kestrel', [any(or(target('a:norda:kestrel:7.4')))]);
    const update = nvd('a:norda:kestrel', [
      any(or({ ...target('a:norda:kestrel:7.4'), criteria: 'cpe:2.3:a:norda:kestrel:7.4:sp1:*:*:*:*:*:*' })),
    ]);
    expect([exact, update].map((record) => match({ cpe: cpe('a:norda:kestrel:*'), version: '7.4 SP1' }, record)[0]?.status)).toEqual([
      'affected',
      'affected',
    ]);
    expect([exact, update].map((record) => match({ cpe: cpe('a:norda:kestrel:*'), version: '7.4 SP2' }, record)[0]?.status)).toEqual([
      'affected',
      'fixed',
    ]);
    expect(match({ cpe: cpe('a:norda:kestrel:*'), version: '7.41' }, exact)[0]?.status).toBe('fixed');
  });

  it('reads hardware of the register as what runs its firmware', () => {
    const firmware = nvd('o:norda:mx800_firmware', [
      all(or(target('o:norda:mx800_firmware:*', { endExcluding: '3.0' })), or(platform('h:norda:mx800:-'))),
    ]);
    expect(said(match({ cpe: cpe('h:norda:mx800:-'), version: '2.1' }, firmware))).toEqual([['affected', 'range', 0.9]]);
    expect(said(match({ cpe: cpe('o:norda:mx800_firmware:2.1') }, firmware))).toEqual([['affected', 'range', 0.95]]);
  });
});

describe('configurations', () => {
  const onWindows = nvd('a:norda:kestrel', [
    all(or(target('a:norda:kestrel:*', { endExcluding: '3.0' })), or(platform('o:microsoft:windows:-'))),
  ]);

  it('have platforms as conditions: never a target, and unknown leaves the answer open', () => {
    expect(match({ cpe: cpe('o:microsoft:windows:10') }, onWindows)).toEqual([]);
    const [open] = match({ cpe: cpe('a:norda:kestrel:2.0') }, onWindows);
    expect([open?.status, open?.statusBasis]).toEqual(['undetermined', 'version-missing']);
    expect(rules([...(open === undefined ? [] : [open])])).toContain('version-condition-unknown: on microsoft windows');
  });

  it('hold or fail by the further names and texts of the line', () => {
    const names = (more: string) => match({ cpe: `${cpe('a:norda:kestrel:2.0')} ${cpe(more)}` }, onWindows)[0]?.status;
    expect(names('o:microsoft:windows:10')).toBe('affected');
    expect(names('o:linux:linux_kernel:5')).toBe('fixed');
    expect(match({ cpe: cpe('a:norda:kestrel:2.0'), description: 'pc met Windows 10' }, onWindows)[0]?.status).toBe('affected');
    // Outside of the range whatever it runs on.
    expect(match({ cpe: cpe('a:norda:kestrel:3.1') }, onWindows)[0]?.status).toBe('fixed');
  });

  it('need every product of an AND, and one of an OR', () => {
    const both = nvd('a:norda:kestrel', [all(or(target('a:norda:kestrel:*')), or(target('a:norda:harrier:*')))]);
    const either = nvd('a:norda:kestrel', [any(or(target('a:norda:kestrel:*')), or(target('a:norda:harrier:*')))]);
    expect(match({ cpe: cpe('a:norda:kestrel:1') }, both)[0]?.status).toBe('undetermined');
    expect(match({ cpe: `${cpe('a:norda:kestrel:1')} ${cpe('a:norda:harrier:1')}` }, both)[0]?.status).toBe('affected');
    expect(match({ cpe: cpe('a:norda:kestrel:1') }, either)[0]?.status).toBe('affected');
  });

  it('turn around where they are negated', () => {
    const not = { ...or(platform('o:microsoft:windows:-')), isNegated: true };
    const elsewhere = nvd('a:norda:kestrel', [all(or(target('a:norda:kestrel:*')), not)]);
    const on = (more: string) => match({ cpe: `${cpe('a:norda:kestrel:2.0')}|${cpe(more)}` }, elsewhere)[0]?.status;
    expect([
      on('o:microsoft:windows:10'),
      on('o:linux:linux_kernel:5'),
      match({ cpe: cpe('a:norda:kestrel:2.0') }, elsewhere)[0]?.status,
    ]).toEqual(['fixed', 'affected', 'undetermined']);
  });

  it('are gravest over all: one that holds makes it affected', () => {
    const two = nvd('a:norda:kestrel', [
      any(or(target('a:norda:kestrel:*', { endExcluding: '1.0' }))),
      any(or(target('a:norda:kestrel:2.0'))),
    ]);
    expect(match({ cpe: cpe('a:norda:kestrel:2.0') }, two)[0]?.status).toBe('affected');
    expect(match({ cpe: cpe('a:norda:kestrel:1.5') }, two)[0]?.status).toBe('fixed');
  });
});

describe('by number', () => {
  const numbered = document('X-1', 'csaf', [
    product('P1', 'Norda', 'Line of pumps', [{ kind: 'model-number', value: 'NS7 515-2*' }], '< 4.0'),
    product('P2', 'Norda', 'Harrier', [{ kind: 'gtin', value: '09506000140445' }], '< 4.0'),
    product('P3', 'Norda', 'Osprey', [{ kind: 'serial-number', value: 'SN-12345*' }], '< 4.0'),
  ]);

  it('is nearly certain, and the reason names the number', () => {
    const [model] = match({ modelNumber: 'NS7515-2AB01', version: '3.1' }, numbered);
    expect(model).toMatchObject({ productIds: ['P1'], probability: 0.99, band: 'likely', status: 'affected' });
    expect(model?.reasons[0]).toEqual({ rule: 'model-number', detail: 'ns75152ab01' });
    const [item] = match({ gtin: '9506000140445', version: '4.1' }, numbered);
    expect(item).toMatchObject({ productIds: ['P2'], probability: 0.99, status: 'fixed', reasons: [{ rule: 'gtin' }, {}, {}] });
    const [label] = match({ udiDi: '(01)09506000140445(17)300101(10)ABC', version: '1.0' }, numbered);
    expect(label).toMatchObject({ productIds: ['P2'], reasons: [{ rule: 'udi-di' }, {}, {}] });
    const [serial] = match({ serial: 'SN 123456' }, numbered);
    expect(serial).toMatchObject({
      productIds: ['P3'],
      status: 'undetermined',
      statusBasis: 'version-missing',
      reasons: [{ rule: 'serial-number' }, {}, {}],
    });
  });

  it('is nothing with a wrong check digit, of another firm, or too short', () => {
    expect(match({ gtin: '9506000140446' }, numbered)).toEqual([]);
    expect(
      match(
        { vendor: 'Philips', modelNumber: 'NS7515-2AB01' },
        document('X-1', 'csaf', [product('P1', 'Siemens', 'Line', [{ kind: 'model-number', value: 'NS7515-2AB01' }])]),
      ),
    ).toEqual([]);
    expect(match({ modelNumber: '515' }, numbered)).toEqual([]);
  });

  it('says which product is meant where names would leave several', () => {
    const family = document('X-2', 'csaf', [
      product('P1', 'Norda', 'Kestrel MX700', [{ kind: 'model-number', value: '866424' }], '< 2.0'),
      product('P2', 'Norda', 'Kestrel MX700', [{ kind: 'model-number', value: '866425' }], '< 9.0'),
    ]);
    const named = { vendor: 'Norda', product: 'Kestrel MX700', version: '5.0' };
    expect(match(named, family)).toMatchObject([{ status: 'affected' }]);
    const [found, ...others] = match({ ...named, modelNumber: '866424' }, family);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ productIds: ['P1'], status: 'fixed' });
    expect(found?.probability).toBeGreaterThanOrEqual(0.99);
    expect(found?.reasons.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['model-number', 'vendor-same', 'words-of-name']));
  });

  it('holds a serial number against ranges of the same pattern only', () => {
    const range = document('X-3', 'csaf', [product('P1', 'Norda', 'Kestrel MX700', [], '< 012U000040')]);
    const of = (serial: string) => match({ vendor: 'Norda', product: 'Kestrel MX700', serial }, range);
    expect(of('012U000039')[0]).toMatchObject({ status: 'affected', statusBasis: 'range' });
    expect(rules(of('012U000039'))).toContain('serial-range: 012U000039 against <serial:"012U000040"');
    expect(of('012U000041')[0]?.status).toBe('fixed');
    expect(of('013U000039')[0]?.status).toBe('undetermined');
    expect(of('A1234567')[0]?.status).toBe('undetermined');
  });
});

describe('lines without identifiers', () => {
  it('are matched by name as before, and records of NVD are not met by name', () => {
    const record = nvd('a:norda:kestrel_mx700', [any(or(target('a:norda:kestrel_mx700:*')))]);
    expect(match({ vendor: 'Norda', product: 'Kestrel MX700' }, record)).toEqual([]);
  });

  it('find records of the CVE List by name, each once however many ways lead there', () => {
    const named = product('cna:0', 'Norda', 'Kestrel MX700', [{ kind: 'cpe', value: cpe('o:norda:kestrel_mx700_firmware:*') }]);
    const record = document('CVE-2030-0002', 'cve', [named], {
      affected: [{ productId: 'cna:0', defaultStatus: 'unaffected', versions: [{ version: '0', lessThan: '3.6', status: 'affected' }] }],
    });
    const facts = { vendor: 'Norda', product: 'Kestrel MX700', version: '3.5' };
    const [byName] = match(facts, record);
    expect(byName).toMatchObject({ document: 'CVE-2030-0002', status: 'affected', statusBasis: 'range' });
    const both = match({ ...facts, cpe: cpe('h:norda:kestrel_mx700:-') }, record);
    expect(both).toHaveLength(1);
    expect(both[0]?.probability).toBe(Math.max(byName?.probability ?? 0, 0.9));
    expect(both[0]?.reasons.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['cpe', 'vendor-same', 'words-of-name']));
    expect(both[0]?.reasons.map(({ rule }) => rule)).not.toContain('cpe-only');
  });
});

const instant = instantFromMilliseconds(0);

describe('decisions', () => {
  it('deny and keep what a number led to, with its reasons', () => {
    const numbered = document('X-1', 'csaf', [
      product('P1', 'Norda', 'Line of pumps', [{ kind: 'gtin', value: '09506000140445' }], '< 4.0'),
    ]);
    const lines = [line({ vendor: 'Norda', product: 'kamerpomp', version: '3.1', gtin: '9506000140445' })];
    const matcher = prepareMatcher([numbered], lines);
    const found = matchLines(lines, matcher);
    const [device] = lines;
    if (device === undefined) throw new Error('there is a line');
    const [open] = applyDecisions(device, found, openDecisionBook([], matcher.index));
    const { deviceKey, productKey } = open ?? {};
    expect([deviceKey, productKey]).toEqual(['norda/kamerpomp', expect.stringContaining('norda/')]);
    const decided = (answer: 'confirmed' | 'denied') => {
      const decision = {
        kind: 'identity',
        answer,
        deviceKey: deviceKey ?? '',
        productKey: productKey ?? '',
        person: 'A',
        at: instant,
        reason: null,
      } as const;
      return applyDecisions(device, found, openDecisionBook([decision], matcher.index));
    };
    expect(decided('denied')).toMatchObject([{ isDenied: true, reasons: [{ rule: 'decided-denied' }, { rule: 'gtin' }, {}, {}] }]);
    expect(decided('confirmed')).toMatchObject([{ isDenied: false, probability: 1, status: 'affected' }]);
  });
});
