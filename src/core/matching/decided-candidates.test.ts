import { describe, expect, test } from 'vitest';
import type { Advisory } from '../advisories/advisory.ts';
import type { Instant } from '../kernel/time.ts';
import { applyDecisions, openDecisionBook, type DecidedCandidate } from './decided-candidates.ts';
import { deviceKeyOf, type IdentityDecision, type MatchDecision } from './decisions.ts';
import type { InventoryLine } from './device-names.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines } from './match.ts';

const line: InventoryLine = { id: 'A1', vendor: 'Tarnmed', product: 'Orvado IP450', version: '3.2', description: null };

function advisory(documentId: string, products: readonly (readonly [string, string])[], publisher = 'Tarnmed'): Advisory {
  return {
    kind: 'csaf',
    documentId,
    revision: '1',
    title: 'Tarnmed Orvado infusion pumps',
    publisher,
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
  };
}

function decided(advisories: readonly Advisory[], decisions: readonly MatchDecision[]): DecidedCandidate[] {
  const matcher = prepareMatcher(advisories, [line]);
  return applyDecisions(line, matchLines([line], matcher), openDecisionBook(decisions, matcher.index));
}

const said = (answer: IdentityDecision['answer'], productKey: string): IdentityDecision => ({
  kind: 'identity',
  deviceKey: deviceKeyOf(line) ?? '',
  productKey,
  person: 'Ada',
  at: '2026-03-01T10:00:00.000Z' as Instant,
  reason: null,
  answer,
});

const told = (candidate: DecidedCandidate | undefined): string[] => (candidate?.reasons ?? []).map(({ rule }) => rule);

describe('a denied product', () => {
  const family = advisory('TM-1', [
    ['Orvado IP450', '<3.4'],
    ['Orvado', '<1.0'],
    ['Lumora LX20', '<9'],
  ]);

  test('leaves its document to the next best, however far below it lies, with the probability and status of that one', () => {
    const [before] = decided([family], []);
    expect(before).toMatchObject({ productIds: ['P1'], status: 'affected', band: 'likely' });
    const [after, ...others] = decided([family], [said('denied', 'tarnmed/orvadoip450')]);
    expect(others).toEqual([]);
    expect(after).toMatchObject({ productIds: ['P2'], productKey: 'tarnmed/orvado', status: 'fixed', isDenied: false });
    expect(after?.probability).toBe(before?.origin.hits[1]?.probability);
    expect(after?.probability).toBeLessThan((before?.probability ?? 0) - 0.3);
    expect(told(after).slice(0, 2)).toEqual(['decided-denied', 'vendor-same']);
    expect(after?.reasons).toContainEqual({ rule: 'version-outside', detail: '3.2 against <1.0' });
  });

  test('does not leave its probability to one that fitted nearly as well', () => {
    const near = advisory('TM-1', [
      ['Orvado IP450', '<3.4'],
      ['Orvado IP450 Sentinel Quorum', '<3.4'],
    ]);
    const [before] = decided([near], []);
    expect(before?.productIds).toEqual(['P1', 'P2']);
    const [after] = decided([near], [said('denied', 'tarnmed/orvadoip450')]);
    expect(after).toMatchObject({ productIds: ['P2'], isDenied: false });
    expect(after?.probability).toBe(before?.origin.hits[1]?.probability);
    expect(after?.probability).toBeLessThan(before?.probability ?? 0);
  });

  test('takes the document off the list once every product that could be meant is denied', () => {
    const both = [said('denied', 'tarnmed/orvadoip450'), said('denied', 'tarnmed/orvado')];
    const [candidate] = decided([family], both);
    expect(candidate).toMatchObject({ isDenied: true, probability: 0, band: 'weak' });
    expect(told(candidate).filter((rule) => rule === 'decided-denied')).toHaveLength(2);
  });
});

describe('a confirmed product', () => {
  test.each([
    ['<3.4', '<1.0', 'fixed'],
    ['<1.0', '<3.4', 'affected'],
  ])('joins a document whose other product was recognised; the status is its own (%s beside %s: %s)', (other, own, status) => {
    const document = advisory('TM-1', [
      ['Orvado IP450', other],
      ['Lumora LX20', own],
    ]);
    expect(decided([document], [])).toMatchObject([{ productIds: ['P1'] }]);
    const found = decided([document], [said('confirmed', 'tarnmed/lumoralx20')]);
    expect(found).toMatchObject([
      { productIds: ['P2', 'P1'], productKey: 'tarnmed/lumoralx20', status, statusBasis: 'range', probability: 1, band: 'likely' },
    ]);
    expect(told(found[0])[0]).toBe('decided-confirmed');
    expect(told(found[0])).not.toContain('words-of-name');
  });

  test('stands alone where the product that was recognised is denied', () => {
    const document = advisory('TM-1', [
      ['Orvado IP450', '<3.4'],
      ['Lumora LX20', '<1.0'],
    ]);
    const answers = [said('confirmed', 'tarnmed/lumoralx20'), said('denied', 'tarnmed/orvadoip450')];
    expect(decided([document], answers)).toMatchObject([{ productIds: ['P2'], status: 'fixed', probability: 1, isDenied: false }]);
  });

  test('of several entries all count, those too that lie below the nearest', () => {
    const document = advisory('TM-1', [
      ['Orvado IP450', '<1.0'],
      ['Orvado', '<1.0'],
      ['Orvado', '<3.4'],
    ]);
    const [candidate] = decided([document], [said('confirmed', 'tarnmed/orvado')]);
    expect(candidate).toMatchObject({ productIds: ['P3', 'P2', 'P1'], status: 'affected', probability: 1 });
  });
});

describe('documents of two publishers under one id', () => {
  const own = advisory('2026-01', [['Orvado IP450', '<3.4']], 'Tarnmed');
  const centre = advisory('2026-01', [['Orvado IP450 Infusion Pump', '<1.0']], 'A centre');

  test.each([
    ['tarnmed/orvadoip450', 'Tarnmed', 'A centre'],
    ['tarnmed/orvadoip450infusionpump', 'A centre', 'Tarnmed'],
  ])('are two: denying %s takes off that of %s only', (productKey, denied, kept) => {
    for (const order of [
      [own, centre],
      [centre, own],
    ]) {
      const found = decided(order, [said('denied', productKey)]);
      expect(found.map(({ origin, isDenied }) => [origin.advisory.publisher, isDenied])).toEqual([
        [kept, false],
        [denied, true],
      ]);
    }
  });

  test('are two where a product of one of them is confirmed', () => {
    for (const order of [
      [own, centre],
      [centre, own],
    ]) {
      const found = decided(order, [said('confirmed', 'tarnmed/orvadoip450')]);
      expect(found.map(({ origin, probability, status }) => [origin.advisory.publisher, probability === 1, status])).toEqual([
        ['Tarnmed', true, 'affected'],
        ['A centre', false, 'fixed'],
      ]);
    }
  });

  test('stand in one order where nothing else tells them apart', () => {
    const same = ['B', 'A', 'C'].map((publisher) => advisory('2026-01', [['Orvado IP450', '<3.4']], publisher));
    for (const order of [same, same.toReversed()]) {
      for (const answers of [[], [said('unsure', 'tarnmed/orvadoip450')]]) {
        expect(decided(order, answers).map(({ origin }) => origin.advisory.publisher)).toEqual(['A', 'B', 'C']);
      }
    }
  });
});

test('answers about another device change nothing, and candidates print as the facts they tell', () => {
  const document = advisory('TM-1', [['Orvado IP450', '<3.4']]);
  const other = { ...said('denied', 'tarnmed/orvadoip450'), deviceKey: 'tarnmed/lumoralx20' };
  const [candidate] = decided([document], [other]);
  expect(candidate).toEqual(decided([document], [])[0]);
  expect(JSON.stringify(candidate)).not.toContain('Tarnmed Orvado infusion pumps');
});
