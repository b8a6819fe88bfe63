import { describe, expect, test } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { Field } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { addCondition, conditionOf, conditionsOf, operatorsFor, printConditions, readFilter, startOfDayIn } from './filter-model.ts';

const timeZone = 'Europe/Amsterdam';

describe('conditions', () => {
  test('conditions that all hold are chips of their own; anything else is one chip', () => {
    const chips = (text: string) => conditionsOf(parseFilter(text, asset, recordKinds)).length;
    expect(chips('and(eq(class,medical),unknown(owner))')).toBe(2);
    expect(chips('or(eq(class,medical),unknown(owner))')).toBe(1);
    expect(chips('eq(class,medical)')).toBe(1);
  });

  test('the last condition taken away leaves no filter, one alone needs no and()', () => {
    expect(printConditions([])).toBeUndefined();
    expect(addCondition(undefined, asset, { op: 'unknown', field: 'owner' })).toBe('unknown(owner)');
    expect(addCondition('unknown(owner)', asset, { op: 'eq', field: 'class', value: 'medical' })).toBe(
      'and(unknown(owner),eq(class,medical))',
    );
  });

  test('a filter that cannot be read is a problem with its place', () => {
    const read = readFilter('eq(clas,medical)', asset);
    expect(read.kind === 'problem' && read.problem.data['position']).toBe(3);
  });
});

describe('conditionOf', () => {
  const fields: Readonly<Record<string, Field>> = asset.fields;
  const ask = (name: string, operator: Parameters<typeof conditionOf>[0]['operator'], ...values: string[]) => {
    const field = fields[name];
    if (field === undefined) throw new Error(`no field ${name}`);
    const condition = conditionOf({ name, field, operator, values, timeZone });
    return condition === null ? null : printFilter(condition);
  };

  test('what was asked becomes RQL', () => {
    expect(ask('class', 'in', 'medical')).toBe('eq(class,medical)');
    expect(ask('class', 'in', 'medical', 'server')).toBe('in(class,(medical,server))');
    expect(ask('owner', 'known')).toBe('not(unknown(owner))');
    expect(ask('firstSeenAt', 'older', '30')).toBe('gt(age(firstSeenAt),P30D)');
    expect(ask('tier', 'le', '2')).toBe('le(tier,2)');
    expect(ask('supportEndOn', 'before', '2026-11-22')).toBe('lt(supportEndOn,2026-11-22)');
    expect(ask('seen', 'eq', 'false')).toBe('eq(seen,false)');
  });

  test('what is incomplete or no value of the field asks nothing yet', () => {
    expect(ask('name', 'contains', '  ')).toBeNull();
    expect(ask('tier', 'le', '1.5')).toBeNull();
    expect(ask('firstSeenAt', 'older', '-1')).toBeNull();
  });

  test('every operator offered for every field gives a filter that can be read', () => {
    const samples: Readonly<Record<string, string>> = {
      integer: '1',
      number: '1',
      day: '2026-01-02',
      instant: '2026-01-02',
      boolean: 'true',
    };
    for (const [name, field] of Object.entries(fields)) {
      if (field.type === 'id') continue;
      for (const operator of operatorsFor(field)) {
        const value =
          operator === 'older' || operator === 'younger' ? '7' : (field.choices?.[0]?.value ?? samples[field.type] ?? 'some "text"');
        const text = ask(name, operator, value);
        expect(text, `${name} ${operator}`).not.toBeNull();
        expect(readFilter(text ?? '', asset).kind, `${name} ${operator}`).toBe('filter');
      }
    }
  });
});

test('a day starts when it does in the organisation, also when the clock changes', () => {
  expect(startOfDayIn('2026-07-01', timeZone)).toBe('2026-06-30T22:00:00.000Z');
  expect(startOfDayIn('2026-01-01', timeZone)).toBe('2025-12-31T23:00:00.000Z');
  expect(startOfDayIn('2026-10-25', timeZone)).toBe('2026-10-24T22:00:00.000Z');
  expect(startOfDayIn('2026-10-26', timeZone)).toBe('2026-10-25T23:00:00.000Z');
});
