import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../kernel/time.ts';
import { foldPerson, type PersonStatement } from './fold-person.ts';

const day = (text: string) => text as Day;
const said = (observedOn: string, unitId: string, more: Partial<PersonStatement> = {}): PersonStatement => ({
  observedOn: day(observedOn),
  unitId,
  roleGroup: 'nurse',
  contract: 'permanent',
  startOn: null,
  endOn: null,
  ...more,
});
const spans = (versions: ReturnType<typeof foldPerson>) => versions.map(({ unitId, fromOn, toOn }) => [unitId, fromOn, toOn]);

describe('the versions of a person', () => {
  test('begin on the first day that is stated, and move on the day of the file that says so', () => {
    const files = [
      said('2026-01-01', 'ward', { startOn: day('2020-05-01') }),
      said('2026-03-01', 'clinic', { startOn: day('2020-05-01') }),
    ];
    expect(spans(foldPerson(files, [day('2026-01-01'), day('2026-03-01')]))).toEqual([
      ['ward', '2020-05-01', '2026-03-01'],
      ['clinic', '2026-03-01', null],
    ]);
  });

  test('end when a file that names everybody is silent, and begin again when somebody comes back', () => {
    const files = [said('2026-01-01', 'ward'), said('2026-04-01', 'ward', { startOn: day('2026-03-15') })];
    expect(spans(foldPerson(files, ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'].map(day)))).toEqual([
      ['ward', '2026-01-01', '2026-02-01'],
      ['ward', '2026-03-15', null],
    ]);
  });

  test('run over a part of the population that does not name the person', () => {
    expect(spans(foldPerson([said('2026-01-01', 'ward')], []))).toEqual([['ward', '2026-01-01', null]]);
  });

  test('end after the last day, and are none where it came before the file and no first day is stated', () => {
    expect(spans(foldPerson([said('2026-01-01', 'ward', { endOn: day('2026-01-31') })], []))).toEqual([
      ['ward', '2026-01-01', '2026-02-01'],
    ]);
    expect(foldPerson([said('2026-01-01', 'ward', { endOn: day('2025-12-01') })], [])).toEqual([]);
  });

  test('wait for a first day that is yet to come', () => {
    expect(spans(foldPerson([said('2026-01-01', 'ward', { startOn: day('2026-02-01') })], []))).toEqual([['ward', '2026-02-01', null]]);
  });

  test('are the same in any order of files, never overlap and never touch with equal facts', () => {
    const statement = fc.record({
      at: fc.integer({ min: 0, max: 400 }),
      unit: fc.constantFrom('a', 'b'),
      start: fc.option(fc.integer({ min: -200, max: 500 })),
      end: fc.option(fc.integer({ min: -200, max: 600 })),
    });
    const at = (days: number) => addDays(day('2026-01-01'), days);
    const run = fc.property(
      fc.uniqueArray(statement, { selector: (one) => one.at, maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 5 }),
      (given, whole) => {
        const files = given.map((one) =>
          said(at(one.at), one.unit, { startOn: one.start === null ? null : at(one.start), endOn: one.end === null ? null : at(one.end) }),
        );
        const versions = foldPerson(files, whole.map(at));
        expect(foldPerson(files.toReversed(), whole.map(at).toReversed())).toEqual(versions);
        for (const [index, version] of versions.entries()) {
          if (version.toOn !== null) expect(version.fromOn < version.toOn).toBe(true);
          const next = versions[index + 1];
          if (next === undefined) continue;
          expect(version.toOn !== null && version.toOn <= next.fromOn).toBe(true);
          expect(version.toOn === next.fromOn && version.unitId === next.unitId).toBe(false);
        }
      },
    );
    fc.assert(run);
  });
});
