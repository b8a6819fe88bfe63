import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryFilter, arbitraryRecord } from '../../../test/support/arbitrary-filters.ts';
import { asset } from '../assets/asset.ts';
import type { Instant } from '../kernel/time.ts';
import { endOfDay } from '../kernel/time.ts';
import type { Day } from '../kernel/time.ts';
import { recordKinds } from '../records/registry.ts';
import { finding } from '../vulnerabilities/finding.ts';
import { evaluate } from './evaluate.ts';
import type { Filter } from './filter.ts';
import type { RecordKind } from './record-kind.ts';
import { parseFilter } from './rql-parse.ts';
import type { PlainRecord } from './sort.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const now = '2026-11-22T10:00:00.000Z' as Instant;
const timeZone = 'Europe/Amsterdam';

function holds(
  text: string,
  record: PlainRecord,
  { kind = asset, at = now }: { readonly kind?: RecordKind; readonly at?: Instant } = {},
): boolean {
  return evaluate(parseFilter(text, kind, recordKinds), record, { kind, kinds: recordKinds, now: at, timeZone });
}

describe('evaluate', () => {
  it('takes a leaf on an unknown value as false, and not as its plain complement', () => {
    for (const text of ['eq(owner,a)', 'ne(owner,a)', 'lt(owner,a)', 'in(owner,(a))', 'contains(owner,"")']) {
      expect(holds(text, { owner: null })).toBe(false);
      expect(holds(`not(${text})`, { owner: null })).toBe(true);
    }
    expect(holds('unknown(owner)', {})).toBe(true);
    expect(holds('unknown(owner)', { owner: 'x' })).toBe(false);
  });

  it('takes and() as everything and or() as nothing', () => {
    expect(holds('and()', {})).toBe(true);
    expect(holds('or()', {})).toBe(false);
    expect(holds('in(owner,())', { owner: 'x' })).toBe(false);
  });

  it('compares names folded and text by code point', () => {
    expect(holds('eq(name,"ZÜRICH  ct")', { name: 'Zurich CT' })).toBe(true);
    expect(holds('startsWith(name,"zür")', { name: 'Zürich' })).toBe(true);
    expect(holds('eq(version,A)', { version: 'a' })).toBe(false);
    // U+FFFD is below U+1F600 by code point, above it by UTF-16 unit.
    expect(holds('lt(version,"\ud83d\ude00")', { version: '\ufffd' })).toBe(true);
  });

  it('orders an ordered choice by its place, not by its letters', () => {
    const at = { kind: finding };
    expect(holds('ge(severity,high)', { severity: 'critical' }, at)).toBe(true);
    expect(holds('ge(severity,high)', { severity: 'medium' }, at)).toBe(false);
  });

  it('asks children one by one', () => {
    const record = {
      findings: [
        { severity: 'low', kev: true },
        { severity: 'high', kev: null },
      ],
    };
    expect(holds('exists(findings,and(eq(severity,high),eq(kev,true)))', record)).toBe(false);
    expect(holds('exists(findings,and(eq(severity,low),eq(kev,true)))', record)).toBe(true);
    expect(holds('exists(findings)', { findings: [] })).toBe(false);
  });

  it('counts ages in calendar days of the zone, also over the change of summer time', () => {
    // 25 October 2026 has 25 hours in Amsterdam, 29 March 2026 has 23.
    for (const day of ['2026-10-25', '2026-03-29', '2026-05-05'] as Day[]) {
      const at = { kind: finding, at: endOfDay(day, timeZone) };
      expect(holds('ge(age(dueOn),P1D)', { dueOn: day }, at)).toBe(true);
      expect(holds('gt(age(dueOn),P1D)', { dueOn: day }, at)).toBe(false);
      expect(holds('eq(age(dueOn),P1D)', { dueOn: day }, at)).toBe(true);
    }
  });

  it('looks ahead with a negative age: what ends within a year has ended or ends on one of the next 364 days', () => {
    // The last day of the window, and the first beyond it; at the end of the day and at noon; over both changes of summer time.
    for (const at of [endOfDay('2026-03-15' as Day, timeZone), '2026-03-15T11:00:00.000Z' as Instant]) {
      const ends = (supportEndOn: string) => holds('gt(age(supportEndOn),-P364D)', { supportEndOn }, { kind: asset, at });
      expect([ends('2020-01-01'), ends('2026-03-15'), ends('2027-03-14'), ends('2027-03-15')]).toEqual([true, true, true, false]);
    }
  });

  it('counts hours exactly and compares instants to the millisecond', () => {
    const at = { kind: finding, at: '2026-10-25T23:00:00.000Z' as Instant };
    expect(holds('gt(age(openedAt),PT24H)', { openedAt: '2026-10-24T22:59:59.999Z' }, at)).toBe(true);
    expect(holds('gt(age(openedAt),PT24H)', { openedAt: '2026-10-24T23:00:00.000Z' }, at)).toBe(false);
    expect(holds('lt(age(openedAt),P999999W)', { openedAt: '2026-10-24T23:00:00.000Z' }, at)).toBe(true);
  });

  it('splits every set of records into a filter and its not', () => {
    const context = { kind: asset, kinds: recordKinds, now, timeZone };
    fc.assert(
      fc.property(
        arbitraryFilter(asset, recordKinds),
        arbitraryRecord(asset),
        fc.array(arbitraryRecord(finding), { maxLength: 2 }),
        (filter, record, findings) => {
          const whole: PlainRecord = { ...record, findings };
          const negated: Filter = { op: 'not', of: filter };
          expect(evaluate(negated, whole, context)).toBe(!evaluate(filter, whole, context));
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
