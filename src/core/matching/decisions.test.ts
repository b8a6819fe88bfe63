import { describe, expect, test } from 'vitest';
import type { Advisory } from '../advisories/advisory.ts';
import { applyDecisions, openDecisionBook, type DecidedCandidate } from './decided-candidates.ts';
import {
  countingOf,
  unnamedOwner,
  deviceKeyOf,
  readDecision,
  standingOf,
  type IdentityDecision,
  type MatchDecision,
  type VersionDecision,
} from './decisions.ts';
import type { InventoryLine } from './device-names.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines } from './match.ts';

const line = (given: Partial<InventoryLine> = {}): InventoryLine => ({
  id: 'A1',
  vendor: 'Tarnmed',
  product: 'Orvado IP450',
  version: '3.2',
  description: null,
  ...given,
});

function advisory(documentId: string, products: readonly (readonly [string, string])[], given: Partial<Advisory> = {}): Advisory {
  return {
    kind: 'csaf',
    documentId,
    revision: '1',
    title: 'Tarnmed Orvado infusion pumps',
    publisher: 'Tarnmed',
    publishedAt: '2026-02-01T00:00:00Z',
    modifiedAt: '2026-02-01T00:00:00Z',
    notes: [],
    products: products.map(([name, range], at) => ({
      productId: `P${at + 1}`,
      name: `Tarnmed ${name} ${range}`,
      paths: [
        [
          { category: 'vendor', name: 'Tarnmed' },
          { category: 'product_name', name },
          { category: 'product_version_range', name: range },
        ],
      ],
      identifiers: [],
      relationship: null,
    })),
    flaws: [
      {
        cveId: 'CVE-2026-11111',
        otherIds: [],
        title: null,
        cweIds: [],
        statuses: products.map((_, at) => ({ productId: `P${at + 1}`, status: 'known-affected' })),
        scores: [],
        remediations: [],
      },
    ],
    ...given,
  };
}

const pump = advisory('TM-1', [['Orvado IP450 Infusion Pump', '<3.4']]);

function decided(
  lines: readonly InventoryLine[],
  advisories: readonly Advisory[],
  decisions: readonly MatchDecision[],
): DecidedCandidate[] {
  const matcher = prepareMatcher(advisories, lines);
  const book = openDecisionBook(decisions, matcher.index);
  return lines.flatMap((one) => applyDecisions(one, matchLines([one], matcher), book));
}

const [first] = decided([line()], [pump], []);
const facts = {
  deviceKey: first?.deviceKey ?? '',
  productKey: first?.productKey ?? '',
  person: 'Ada',
  at: '2026-03-01T10:00:00.000Z' as IdentityDecision['at'],
  reason: 'seen on the ward',
};
const identity = (answer: IdentityDecision['answer'], given: Partial<IdentityDecision> = {}): IdentityDecision => ({
  kind: 'identity',
  ...facts,
  answer,
  ...given,
});
const version = (answer: VersionDecision['answer'], given: Partial<VersionDecision> = {}): VersionDecision => ({
  kind: 'version',
  ...facts,
  clauseText: '<3.4',
  deviceVersion: '3.2',
  answer,
  ...given,
});
const rules = (candidate: DecidedCandidate | undefined): string[] =>
  (candidate?.reasons ?? []).map(({ rule }) => rule).filter((rule) => rule.startsWith('deci'));

describe('keys', () => {
  test('without decisions a candidate stays as it was matched, and carries the keys an answer needs', () => {
    expect(first).toMatchObject({ id: 'A1', document: 'TM-1', status: 'affected', isDenied: false });
    expect([facts.deviceKey, facts.productKey]).toEqual(['tarnmed/orvadoip450', 'tarnmed/orvadoip450infusionpump']);
  });

  test('one model has one key, however it is written and whatever its version, serial number or asset is', () => {
    const keys = [
      line({ id: 'B2', product: 'ORVADO IP-450', vendor: 'TARNMED B.V.' }),
      line({ product: 'Orvado IP450 v3.2', version: null }),
      line({ product: 'Tarnmed Orvado IP 450 (SN 88-1234)', description: 'bed 4' }),
    ].map(deviceKeyOf);
    expect(new Set(keys)).toEqual(new Set(['tarnmed/orvadoip450']));
  });

  test('another model has another key, and a line without a product has none', () => {
    expect(deviceKeyOf(line({ product: 'Orvado IP460' }))).toBe('tarnmed/orvadoip460');
    expect(deviceKeyOf(line({ vendor: null }))).toBe('/orvadoip450');
    expect(deviceKeyOf(line({ product: null }))).toBeNull();
    expect(deviceKeyOf(line({ product: 'onbekend' }))).toBeNull();
  });

  test('former names of a firm lead to the firm', () => {
    expect(deviceKeyOf(line({ vendor: 'Becton, Dickinson and Company', product: 'X1' }))).toBe('bd/x1');
  });

  test('a name that tells nothing counts with its title: a denial does not reach other products called so', () => {
    const advisories = ['Orvado IP450', 'Lumora LX20'].map((name) => advisory(name, [['Version', '<3.4']], { title: `Tarnmed ${name}` }));
    const found = decided([line(), line({ id: 'B2', product: 'Lumora LX20' })], advisories, []);
    expect(new Set(found.map(({ productKey }) => productKey)).size).toBe(2);
  });
});

describe('identity', () => {
  test('confirmed: probability 1, likely, and who said so', () => {
    const [candidate] = decided([line()], [pump], [identity('confirmed')]);
    expect(candidate).toMatchObject({ probability: 1, band: 'likely', status: 'affected', isDenied: false });
    expect(candidate?.reasons[0]).toEqual({
      rule: 'decided-confirmed',
      detail: 'tarnmed/orvadoip450infusionpump: Ada, 2026-03-01T10:00:00.000Z: seen on the ward',
    });
  });

  test('denied: the candidate is off the list, for all assets of the model, new and renamed ones too', () => {
    const lines = [line(), line({ id: 'renamed-99', version: '9' }), line({ id: 'new', product: 'orvado ip-450', description: 'OK 3' })];
    const candidates = decided(lines, [pump], [identity('denied')]);
    expect(candidates.map(({ id, isDenied }) => [id, isDenied])).toEqual([
      ['A1', true],
      ['renamed-99', true],
      ['new', true],
    ]);
    expect(rules(candidates[0])).toEqual(['decided-denied']);
  });

  test('it says nothing of another model', () => {
    const [other] = decided([line({ product: 'Orvado IP450 Mini' })], [pump], [identity('denied')]);
    expect(other?.isDenied).not.toBe(true);
  });

  test('it holds in a new revision of the document, whose range is another one', () => {
    const revised = advisory('TM-1', [['Orvado IP450 Infusion Pump', '<4.0']], { revision: '2', title: 'Tarnmed Orvado (Update A)' });
    expect(decided([line()], [revised], [identity('denied')])).toMatchObject([{ isDenied: true }]);
  });

  test('it holds in another document that names the product, with other words around it', () => {
    const other = advisory('TM-9', [['Orvado IP450 Infusion Pump, versions 5.0 and prior', 'vers:all/*']], {
      title: 'Second flaw in Orvado',
    });
    expect(decided([line()], [pump, other], [identity('denied')]).map(({ document, isDenied }) => [document, isDenied])).toEqual([
      ['TM-1', true],
      ['TM-9', true],
    ]);
  });

  test('a confirmed product brings the document also where its name was not recognised', () => {
    const house = line({ vendor: 'Own workshop', product: 'Bedside unit 7' });
    expect(decided([house], [pump], [])).toEqual([]);
    const confirmed = identity('confirmed', { deviceKey: deviceKeyOf(house) ?? '' });
    expect(decided([house], [pump], [confirmed])).toMatchObject([
      { document: 'TM-1', productIds: ['P1'], probability: 1, band: 'likely', status: 'affected' },
    ]);
    const withdrawn = identity('denied', { deviceKey: deviceKeyOf(house) ?? '', at: '2026-03-02T10:00:00.000Z' as IdentityDecision['at'] });
    expect(decided([house], [pump], [confirmed, withdrawn])).toEqual([]);
  });

  test('one product of several is denied: the others stand, and the status is theirs', () => {
    const both = advisory('TM-2', [
      ['Orvado IP450', '<3.4'],
      ['Orvado IP450 Infusion', '<1.0'],
    ]);
    const [before] = decided([line()], [both], []);
    expect(before).toMatchObject({ productIds: ['P1', 'P2'], status: 'affected' });
    const [after] = decided([line()], [both], [identity('denied', { productKey: 'tarnmed/orvadoip450' })]);
    expect(after).toMatchObject({ productIds: ['P2'], status: 'fixed', isDenied: false });
  });

  test('unsure is told and changes nothing', () => {
    const [candidate] = decided([line()], [pump], [identity('unsure')]);
    expect(candidate).toMatchObject({ probability: first?.probability, isDenied: false });
    expect(rules(candidate)).toEqual(['decided-unsure']);
  });

  test('two persons who disagree are a conflict, shown and not applied', () => {
    const [candidate] = decided([line()], [pump], [identity('denied'), identity('confirmed', { person: 'Bram' })]);
    expect(candidate).toMatchObject({ probability: first?.probability, isDenied: false });
    expect(candidate?.reasons[0]).toMatchObject({
      rule: 'decided-conflict',
      detail: expect.stringMatching(/denied Ada.*confirmed Bram/) as string,
    });
  });
});

describe('version', () => {
  test('the answer is the status while clause and version stay', () => {
    const [candidate] = decided([line()], [pump], [version('not-affected')]);
    expect(candidate).toMatchObject({ status: 'fixed', probability: first?.probability });
    expect(rules(candidate)).toEqual(['decided-not-affected']);
    expect(decided([line({ id: 'renamed' })], [pump], [version('not-affected')])).toMatchObject([{ status: 'fixed' }]);
  });

  test.each([
    ['another version', line({ version: '3.3' }), pump, 'decided-for-other-version', '3.3 against <3.4'],
    ['another clause', line(), advisory('TM-1', [['Orvado IP450 Infusion Pump', '<4.0']]), 'decision-reopened', '3.2 against <4.0'],
  ])('does not hold for %s, and it says so', (_, device, document, rule, now) => {
    const [candidate] = decided([device], [document], [version('not-affected')]);
    expect(candidate).toMatchObject({ status: 'affected' });
    expect(candidate?.reasons[0]).toEqual({ rule, detail: `answered for 3.2 against <3.4; now ${now}` });
  });

  test('a missing version can be answered for, and persons may disagree here too', () => {
    const unknown = line({ version: null });
    expect(decided([unknown], [pump], [])).toMatchObject([{ status: 'undetermined' }]);
    const affected = version('affected', { deviceVersion: null });
    expect(decided([unknown], [pump], [affected])).toMatchObject([{ status: 'affected' }]);
    const [torn] = decided([unknown], [pump], [affected, version('not-affected', { deviceVersion: null, person: 'Bram' })]);
    expect(torn).toMatchObject({ status: 'undetermined' });
    expect(rules(torn)).toEqual(['decided-conflict']);
  });
});

describe('standingOf', () => {
  const later = '2026-03-02T10:00:00.000Z' as IdentityDecision['at'];

  test('of one person the newest counts, in whatever order they come', () => {
    const history = [identity('denied', { at: later }), identity('confirmed')];
    for (const order of [history, history.toReversed()]) {
      expect(standingOf(order)).toMatchObject({ kind: 'decided', decision: { answer: 'denied' } });
    }
  });

  test('the owner of the folder may be the one person with a name, so the newer of the two counts; beside two it is one more', () => {
    for (const person of [unnamedOwner.kept, unnamedOwner.told]) {
      const owner = identity('confirmed', { person });
      expect(standingOf([owner, identity('denied', { at: later })])).toMatchObject({ decision: { answer: 'denied', person: 'Ada' } });
      expect(standingOf([identity('denied'), { ...owner, at: later }])).toMatchObject({ decision: { answer: 'confirmed', person } });
      expect(countingOf([owner, identity('denied', { at: later })])).toHaveLength(1);
      const two = [identity('denied', { at: later }), identity('denied', { person: 'Bram', at: later })];
      expect(standingOf([owner, ...two])).toMatchObject({ kind: 'conflict', decisions: { length: 3 } });
    }
    // The two names of the owner are one.
    const both = [identity('confirmed', { person: 'local' }), identity('denied', { person: unnamedOwner.told, at: later })];
    expect(standingOf(both)).toMatchObject({ kind: 'decided', decision: { answer: 'denied' } });
    // At one instant nobody can say which is newer.
    expect(standingOf([identity('confirmed', { person: 'local' }), identity('denied')]).kind).toBe('conflict');
  });

  test('a conflict ends when one of them says otherwise, and who is unsure stands in nobody’s way', () => {
    const [ada, bram] = [identity('denied'), identity('confirmed', { person: 'Bram' })];
    expect(standingOf([ada, bram]).kind).toBe('conflict');
    expect(standingOf([ada, bram, identity('confirmed', { at: later })])).toMatchObject({
      kind: 'decided',
      decision: { answer: 'confirmed' },
    });
    expect(standingOf([bram, identity('unsure')])).toMatchObject({ kind: 'decided', decision: { person: 'Bram' } });
    expect(standingOf([])).toEqual({ kind: 'open' });
  });

  test('one person who says two things at one moment has said neither', () => {
    expect(standingOf([identity('denied'), identity('confirmed')]).kind).toBe('conflict');
  });
});

describe('readDecision', () => {
  test('gives the decision with its moment in one form', () => {
    expect(readDecision({ ...identity('denied'), at: '2026-03-01T11:00:00+01:00', extra: 1 })).toEqual({
      kind: 'read',
      decision: identity('denied'),
    });
    expect(readDecision(version('affected'))).toEqual({ kind: 'read', decision: version('affected') });
  });

  test.each([
    ['deviceKey', { ...identity('denied'), deviceKey: ' ' }],
    ['person', { ...identity('denied'), person: undefined }],
    ['at', { ...identity('denied'), at: 'yesterday' }],
    ['answer', { ...identity('denied'), answer: 'no' }],
    ['answer', { ...version('affected'), answer: 'denied' }],
    ['clauseText', { ...version('affected'), clauseText: null }],
    ['kind', { ...identity('denied'), kind: 'treatment' }],
    ['deviceKey', 'denied'],
  ])('%s: says which field is not right', (field, json) => {
    expect(readDecision(json)).toMatchObject({ kind: 'refused', field });
  });
});
