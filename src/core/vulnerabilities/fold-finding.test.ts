import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CredentialDepth } from '../imports/imported-record.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { Severity } from './finding.ts';
import { severities } from './finding.ts';
import type { FindingCoverage, FindingObservation, FindingStretch, FoldFindingInput } from './fold-finding.ts';
import { emptyFindingState, findingLooks, foldFinding, stepFinding } from './fold-finding.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

/** 01:10 UTC of a day of 2026, `03-01`: when the scans run. */
const on = (day: string): Instant => `2026-${day}T01:10:00.000Z` as Instant;

interface LookOptions {
  readonly scanner?: string;
  readonly depth?: CredentialDepth;
  readonly checkSet?: string | null;
  readonly complete?: boolean;
  readonly importId?: string;
}

/** A scan of the asset; its import is named by scanner and day. */
function look(
  day: string,
  { scanner = 'nessus', depth = 'authenticated', checkSet = 'full', complete = true, importId }: LookOptions = {},
): FindingCoverage {
  return { observedAt: on(day), scanner, depth, checkSet, complete, importId: importId ?? `${scanner} ${day}` };
}

function saw(day: string, severity: Severity = 'high', scanner = 'nessus'): FindingObservation {
  return { observedAt: on(day), scanner, severity, importId: `${scanner} ${day}` };
}

function fold(
  observations: FindingObservation[],
  coverage: FindingCoverage[],
  firstScanAt: Instant | null = on('01-01'),
): FindingStretch[] {
  return foldFinding({ observations, coverage, firstScanAt });
}

/** `03-01 05-01 open high #1`. */
function lines(stretches: readonly FindingStretch[]): string[] {
  const day = (instant: Instant | null): string => instant?.slice(5, 10) ?? '…';
  return stretches.map((one) => `${day(one.validFrom)} ${day(one.validTo)} ${one.state} ${one.severity} #${String(one.occurrence)}`);
}

describe('foldFinding, worked examples of one scanner', () => {
  it('opens at the first observation, closes at the first absence, and keeps the last sighting: the fix lies between', () => {
    const stretches = fold(
      [saw('02-01'), saw('03-01')],
      ['01-01', '02-01', '03-01', '04-01', '05-01'].map((day) => look(day)),
    );
    expect(stretches).toEqual([
      {
        validFrom: on('02-01'),
        validTo: on('04-01'),
        state: 'open',
        severity: 'high',
        openedAt: on('02-01'),
        closedAt: null,
        lastSeenBeforeCloseAt: null,
        prevalent: false,
        occurrence: 1,
      },
      {
        validFrom: on('04-01'),
        validTo: null,
        state: 'closed',
        severity: 'high',
        openedAt: on('02-01'),
        closedAt: on('04-01'),
        lastSeenBeforeCloseAt: on('03-01'),
        prevalent: false,
        occurrence: 1,
      },
    ]);
  });

  it('opens again as the next occurrence, from where its start is known', () => {
    const stretches = fold(
      [saw('01-01'), saw('03-01', 'critical')],
      ['01-01', '02-01', '03-01', '04-01'].map((day) => look(day)),
    );
    expect(lines(stretches)).toEqual([
      '01-01 02-01 open high #1',
      '02-01 03-01 closed high #1',
      '03-01 04-01 open critical #2',
      '04-01 … closed critical #2',
    ]);
    expect(stretches.map((one) => [one.openedAt, one.prevalent])).toEqual([
      [on('01-01'), true],
      [on('01-01'), true],
      [on('03-01'), false],
      [on('03-01'), false],
    ]);
  });

  it('starts a stretch where the severity changes, in the same occurrence', () => {
    const stretches = fold([saw('02-01', 'low'), saw('03-01', 'high'), saw('04-01', 'high'), saw('05-01', 'medium')], []);
    expect(lines(stretches)).toEqual(['02-01 03-01 open low #1', '03-01 05-01 open high #1', '05-01 … open medium #1']);
    expect(new Set(stretches.map((one) => one.openedAt))).toEqual(new Set([on('02-01')]));
  });

  it('takes the highest of several rows of one scan: one flaw on two ports', () => {
    expect(lines(fold([saw('02-01', 'medium'), saw('02-01', 'critical'), saw('02-01', 'low')], [look('02-01')]))).toEqual([
      '02-01 … open critical #1',
    ]);
  });

  it.each<[string, Instant | null, boolean]>([
    ['at the first covering scan', on('02-01'), true],
    ['after it', on('01-01'), false],
    ['where no scan is known', null, true],
  ])('says whether it was there already: opened %s', (_case, firstScanAt, prevalent) => {
    expect(fold([saw('02-01')], [look('02-01')], firstScanAt)[0]?.prevalent).toBe(prevalent);
  });

  it('is nothing where nothing was observed', () => {
    expect(fold([], [look('01-01'), look('02-01')])).toEqual([]);
  });
});

describe('foldFinding, what an absence is worth', () => {
  const open = '02-01 … open high #1';
  it.each<[string, LookOptions, LookOptions[], string]>([
    ['a shallower look', { depth: 'authenticated' }, [{ depth: 'unauthenticated' }, { depth: 'unauthenticated' }], open],
    ['a look of unknown depth after one with credentials', { depth: 'authenticated' }, [{ depth: 'unknown' }, { depth: 'unknown' }], open],
    ['a deeper look', { depth: 'unauthenticated' }, [{ depth: 'authenticated' }], '02-01 03-01 open high #1'],
    [
      'a look of unknown depth after one without credentials',
      { depth: 'unauthenticated' },
      [{ depth: 'unknown' }],
      '02-01 03-01 open high #1',
    ],
    [
      'a look without credentials after one of unknown depth',
      { depth: 'unknown' },
      [{ depth: 'unauthenticated' }],
      '02-01 03-01 open high #1',
    ],
    ['a look that did not finish', {}, [{ complete: false }, { complete: false }], open],
    ['another scanner', {}, [{ scanner: 'openvas' }, { scanner: 'openvas' }], open],
    ['one look with an unknown check set', { checkSet: null }, [{ checkSet: null }], open],
    ['two looks with an unknown check set', { checkSet: null }, [{ checkSet: null }, { checkSet: null }], '02-01 03-01 open high #1'],
    ['one look with another check set', {}, [{ checkSet: 'quick' }], open],
    ['two looks with other check sets', {}, [{ checkSet: 'quick' }, { checkSet: null }], '02-01 03-01 open high #1'],
    ['a doubtful absence, then a certain one', {}, [{ checkSet: 'quick' }, { checkSet: 'full' }], '02-01 03-01 open high #1'],
    [
      'two doubtful ones with a shallow look between',
      {},
      [{ checkSet: null }, { depth: 'unknown' }, { checkSet: null }],
      '02-01 03-01 open high #1',
    ],
    ['a doubtful one and an unfinished one', {}, [{ checkSet: null }, { checkSet: null, complete: false }], open],
    [
      'two doubtful ones of one import',
      {},
      [
        { checkSet: null, importId: 'same' },
        { checkSet: null, importId: 'same' },
      ],
      open,
    ],
  ])('judges %s', (_case, seenUnder, later, expected) => {
    const coverage = later.map((options, index) => look(`${String(index + 3).padStart(2, '0')}-01`, options));
    expect(lines(fold([saw('02-01')], [look('02-01', seenUnder), ...coverage]))[0]).toBe(expected);
  });

  it('does not count an absence before a new sighting as the first of two', () => {
    const coverage = ['02-01', '03-01', '04-01', '05-01'].map((day) => look(day, { checkSet: null }));
    expect(lines(fold([saw('02-01'), saw('04-01')], coverage))).toEqual(['02-01 … open high #1']);
  });

  it('asks for the depth of the last sighting, not of the first', () => {
    const coverage = [look('02-01'), look('03-01', { depth: 'unauthenticated' }), look('04-01', { depth: 'unauthenticated' })];
    expect(lines(fold([saw('02-01'), saw('03-01')], coverage))).toEqual(['02-01 04-01 open high #1', '04-01 … closed high #1']);
  });

  it('asks for the deepest where one import looked in several ways', () => {
    const twoWays = [look('02-01', { depth: 'authenticated' }), look('02-01', { depth: 'unauthenticated' })];
    expect(lines(fold([saw('02-01')], [...twoWays, look('03-01', { depth: 'unauthenticated' })]))).toEqual(['02-01 … open high #1']);
  });

  it('lets the observation win over the coverage of its own import, whenever that says it was', () => {
    const early = { ...look('02-01'), importId: 'nessus 03-01' };
    const late = { ...look('04-01'), importId: 'nessus 03-01' };
    expect(lines(fold([saw('02-01'), saw('03-01')], [early, late]))).toEqual(['02-01 … open high #1']);
  });

  it('lets the observation win over another import of the same scan', () => {
    expect(lines(fold([saw('02-01')], [look('02-01', { importId: 'csv of the same scan' })]))).toEqual(['02-01 … open high #1']);
  });
});

describe('foldFinding, several scanners', () => {
  it('stays open while one that saw it has not since found it gone', () => {
    const coverage = [look('02-01'), look('02-15', { scanner: 'openvas' }), look('03-01'), look('04-15', { scanner: 'openvas' })];
    const stretches = fold([saw('02-01'), saw('02-15', 'high', 'openvas')], coverage);
    expect(lines(stretches)).toEqual(['02-01 04-15 open high #1', '04-15 … closed high #1']);
    expect(stretches[1]?.lastSeenBeforeCloseAt).toBe(on('02-15'));
  });

  it('closes at the latest of their first absences, though another decided later', () => {
    const doubtful = (day: string): FindingCoverage => look(day, { checkSet: null });
    const openvas = (day: string): FindingCoverage => look(day, { scanner: 'openvas' });
    // nessus: absent 1 March (doubtful) and 1 May (decides, so gone since 1 March); openvas: gone since 1 April.
    const coverage = [look('02-01'), openvas('02-02'), doubtful('03-01'), openvas('04-01'), doubtful('05-01')];
    expect(lines(fold([saw('02-01'), saw('02-02', 'high', 'openvas')], coverage))).toEqual([
      '02-01 04-01 open high #1',
      '04-01 … closed high #1',
    ]);
  });

  it('keeps the higher severity while both see it, and takes the other’s word once one found it gone', () => {
    const coverage = ['02-01', '03-01', '04-01'].map((day) => look(day));
    const observations = [
      saw('02-01', 'critical'),
      saw('02-15', 'medium', 'openvas'),
      saw('03-01', 'critical'),
      saw('04-15', 'medium', 'openvas'),
    ];
    expect(lines(fold(observations, coverage))).toEqual(['02-01 04-15 open critical #1', '04-15 … open medium #1']);
  });

  it('does not wait, after a reopening, for a scanner that saw only the earlier occurrence', () => {
    const openvas = (day: string): FindingCoverage => look(day, { scanner: 'openvas' });
    const coverage = [look('02-01'), openvas('02-02'), look('03-01'), openvas('03-02'), look('04-01'), look('05-01')];
    const stretches = fold([saw('02-01'), saw('02-02', 'high', 'openvas'), saw('04-01')], coverage);
    expect(lines(stretches).slice(2)).toEqual(['04-01 05-01 open high #2', '05-01 … closed high #2']);
  });
});

const scanner = fc.constantFrom('nessus', 'openvas');
const dayNumber = fc.integer({ min: 0, max: 24 });
const at = (day: number): Instant => `${addDays('2026-01-01' as Day, day * 7)}T01:10:00.000Z` as Instant;
const depth = fc.constantFrom<CredentialDepth>('authenticated', 'unauthenticated', 'unknown');
const checkSet = fc.constantFrom('full', 'full', 'quick', null);
const importIdOf = (name: string, day: number, file: number): string => `${name} ${String(day)} ${String(file)}`;
const observation = fc
  .record({
    name: scanner,
    day: fc.oneof(dayNumber, fc.integer({ min: 0, max: 8 })),
    file: fc.constantFrom(1, 2),
    severity: fc.constantFrom(...severities.map((one) => one.value)),
  })
  .map(({ name, day, file, severity }): FindingObservation => ({
    observedAt: at(day),
    scanner: name,
    severity,
    importId: importIdOf(name, day, file),
  }));
const coverageRow = fc
  .record({
    name: scanner,
    day: dayNumber,
    file: fc.constantFrom(1, 2),
    depth,
    checkSet,
    complete: fc.constantFrom(true, true, true, false),
  })
  .map(({ name, day, file, ...rest }): FindingCoverage => ({
    observedAt: at(day),
    scanner: name,
    importId: importIdOf(name, day, file),
    ...rest,
  }));
const input: fc.Arbitrary<FoldFindingInput> = fc.record({
  observations: fc.array(observation, { maxLength: 6 }),
  coverage: fc.array(coverageRow, { maxLength: 25, size: 'max' }),
  firstScanAt: fc.option(dayNumber.map(at)),
});
const runs = { numRuns: 3000, seed };

/** When a scanner found the flaw gone after its last sighting, straight from the words of the rules; null = not yet. */
function goneAt({ observations, coverage }: FoldFindingInput, name: string): Instant | null {
  const mine = observations.filter((one) => one.scanner === name);
  const lastAt =
    mine
      .map((one) => one.observedAt)
      .toSorted()
      .at(-1) ?? '';
  const under = coverage.filter((one) => one.scanner === name && one.observedAt === lastAt);
  const needsCredentials = under.some((one) => one.depth === 'authenticated');
  const [set] = new Set(under.map((one) => one.checkSet)).size === 1 ? under.map((one) => one.checkSet) : [null];
  const counting = coverage
    .filter(
      (one) => one.scanner === name && one.complete && one.observedAt > lastAt && (!needsCredentials || one.depth === 'authenticated'),
    )
    .toSorted((left, right) => (left.observedAt < right.observedAt ? -1 : 1));
  const first = counting[0]?.observedAt ?? null;
  const isCertain = set !== null && counting.some((one) => one.checkSet === set);
  return isCertain || counting.some((one) => one.observedAt !== first) ? first : null;
}

describe('foldFinding for any input', () => {
  it('gives the same whatever the order', () => {
    fc.assert(
      fc.property(input, fc.infiniteStream(fc.nat()), (given, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((item) => ({ item, key: keys.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item);
        const other = { ...given, observations: shuffled(given.observations), coverage: shuffled(given.coverage) };
        expect(foldFinding(other)).toEqual(foldFinding(given));
      }),
      runs,
    );
  });

  it('gives stretches that touch, differ, and end in the open', () => {
    fc.assert(
      fc.property(input, (given) => {
        const stretches = foldFinding(given);
        expect(stretches.length > 0).toBe(given.observations.length > 0);
        if (stretches.length > 0) expect(stretches.at(-1)?.validTo).toBeNull();
        for (const [index, one] of stretches.entries()) {
          const next = stretches[index + 1];
          expect(one.state === 'closed' ? one.closedAt : null).toBe(one.closedAt);
          if (one.closedAt !== null) {
            expect(one.validFrom).toBe(one.closedAt);
            expect(one.openedAt < one.closedAt && (one.lastSeenBeforeCloseAt ?? '') < one.closedAt).toBe(true);
          }
          if (next === undefined) continue;
          expect(one.validTo).toBe(next.validFrom);
          expect(one.validFrom < next.validFrom).toBe(true);
          expect(next.occurrence).toBe(one.state === 'closed' ? one.occurrence + 1 : one.occurrence);
          if (one.state === next.state) expect(one.state === 'open' && one.severity !== next.severity).toBe(true);
        }
      }),
      runs,
    );
  });

  it('agrees at the end with the plain words of the rules', () => {
    const ends = { open: 0, closed: 0 };
    fc.assert(
      fc.property(input, (given) => {
        const last = foldFinding(given).at(-1);
        if (last === undefined) return;
        ends[last.state] += 1;
        const goneAts = [...new Set(given.observations.map((one) => one.scanner))].map((name) => goneAt(given, name));
        expect(last.state).toBe(goneAts.includes(null) ? 'open' : 'closed');
        if (last.state === 'open') return;
        expect(last.closedAt).toBe(
          goneAts
            .flatMap((one) => one ?? [])
            .toSorted()
            .at(-1),
        );
        expect(last.lastSeenBeforeCloseAt).toBe(
          given.observations
            .map((one) => one.observedAt)
            .toSorted()
            .at(-1),
        );
      }),
      runs,
    );
    expect(Math.min(ends.open, ends.closed)).toBeGreaterThan(300);
  });

  it('continues from a saved state as if it had seen everything at once', () => {
    fc.assert(
      fc.property(input, dayNumber, (given, cut) => {
        const isBefore = (one: { observedAt: Instant }): boolean => one.observedAt < at(cut);
        const first = findingLooks(given.observations.filter(isBefore), given.coverage.filter(isBefore));
        const rest = findingLooks(
          given.observations.filter((one) => !isBefore(one)),
          given.coverage.filter((one) => !isBefore(one)),
        );
        const saved = JSON.stringify(first.reduce(stepFinding, emptyFindingState(given.firstScanAt)));
        expect(saved.length).toBeLessThan(20_000);
        expect(rest.reduce(stepFinding, JSON.parse(saved)).stretches).toEqual(foldFinding(given));
      }),
      runs,
    );
  });

  it('refuses to step back in time', () => {
    const [first, second] = findingLooks([saw('02-01'), saw('03-01')], []);
    if (first === undefined || second === undefined) throw new Error('two looks expected');
    const later = stepFinding(emptyFindingState(null), second);
    expect(() => stepFinding(later, first)).toThrow('invariant');
    expect(() => stepFinding(later, second)).toThrow('invariant');
  });
});
