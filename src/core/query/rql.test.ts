import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText, arbitraryFilter } from '../../../test/support/arbitrary-filters.ts';
import { asset } from '../assets/asset.ts';
import { isProblem } from '../kernel/problem.ts';
import { recordKinds } from '../records/registry.ts';
import { finding } from '../vulnerabilities/finding.ts';
import type { Field, RecordKind } from './record-kind.ts';
import { filterLimits, parseFilter } from './rql-parse.ts';
import { printFilter } from './rql-print.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

interface Refusal {
  readonly position: unknown;
  readonly found: unknown;
  readonly expected: unknown;
  readonly more: unknown;
  readonly message: string;
}

function problemOf(text: string, kind: RecordKind = asset): Refusal {
  try {
    parseFilter(text, kind, recordKinds);
  } catch (error) {
    if (!isProblem(error)) throw error;
    expect(error.code).toBe('filter-invalid');
    const { position, found, expected, more } = error.data;
    return { position, found, expected, more, message: error.message };
  }
  throw new Error(`accepted: ${text}`);
}

describe('RQL', () => {
  it('reads every operator into its tree', () => {
    const text =
      'and(eq(class,medical),in(tier,(1,2)),or(gt(age(firstSeenAt),P30D),lt(supportEndOn,2026-01-01)),not(unknown(owner)),' +
      'contains(name,"CT \\"3\\" \\\\ b"),startsWith(model,Ab),eq(registered,true),exists(findings,eq(kev,true)),exists(findings))';
    expect(parseFilter(text, asset, recordKinds)).toEqual({
      op: 'and',
      of: [
        { op: 'eq', field: 'class', value: 'medical' },
        { op: 'in', field: 'tier', values: [1, 2] },
        {
          op: 'or',
          of: [
            { op: 'gt', ageOf: 'firstSeenAt', period: 'P30D' },
            { op: 'lt', field: 'supportEndOn', value: '2026-01-01' },
          ],
        },
        { op: 'not', of: { op: 'unknown', field: 'owner' } },
        { op: 'contains', field: 'name', value: 'CT "3" \\ b' },
        { op: 'startsWith', field: 'model', value: 'Ab' },
        { op: 'eq', field: 'registered', value: true },
        { op: 'exists', child: 'findings', where: { op: 'eq', field: 'kev', value: true } },
        { op: 'exists', child: 'findings', where: null },
      ],
    });
  });

  it('reads white space, quoted choices, and instants of any zone', () => {
    expect(parseFilter(' and( eq( class , "medical" ) , ge(firstSeenAt,2026-01-01T00:00:00+01:00) ) ', asset, recordKinds)).toEqual({
      op: 'and',
      of: [
        { op: 'eq', field: 'class', value: 'medical' },
        { op: 'ge', field: 'firstSeenAt', value: '2025-12-31T23:00:00.000Z' },
      ],
    });
  });

  it.each([asset, finding])('prints every filter of $name so that it parses to itself', (kind) => {
    const runs = 1_000;
    fc.assert(
      fc.property(arbitraryFilter(kind, recordKinds), (filter) => {
        const text = printFilter(filter);
        fc.pre(text.length <= filterLimits.textLength);
        expect(parseFilter(text, kind, recordKinds)).toEqual(filter);
        expect(printFilter(parseFilter(text, kind, recordKinds))).toBe(text);
      }),
      { seed, numRuns: runs },
    );
    console.info(`parse(print(f)) = f on ${kind.name}: ${runs} runs, seed ${seed}`);
  });

  it('keeps every well-formed text through quotes', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ maxLength: 20 })), (value) => {
        const filter = { op: 'eq', field: 'name', value } as const;
        expect(parseFilter(printFilter(filter), asset, recordKinds)).toEqual(filter);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it('never throws anything but a Problem with a place inside the text', () => {
    const scraps = [
      'and(',
      'eq(',
      ')',
      ',',
      '(',
      'class',
      'medical',
      'tier',
      '"',
      '\\',
      'age(',
      'P3D',
      'exists(',
      'findings',
      '1e5',
      'é',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          parseFilter(text, asset, recordKinds);
        } catch (error) {
          expect(isProblem(error) && error.code).toBe('filter-invalid');
          const position = isProblem(error) ? Number(error.data['position']) : -1;
          expect(position >= 0 && position <= text.length).toBe(true);
        }
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe('a bad filter', () => {
  it('with an unknown field points at it and names the nearest fields', () => {
    const problem = problemOf('and(eq(class,medical),eq(departement,ICU))');
    expect(problem).toMatchObject({ position: 25, found: 'departement' });
    expect((problem.expected as string[])[0]).toBe('department');
    expect(problem.message).toContain('character 26');
  });

  it('with an unknown field says how many more fields there are, and where they are listed', () => {
    const filterable = Object.values(asset.fields).filter((field: Field) => field.filterable !== false).length;
    const problem = problemOf('eq(departement,ICU)');
    expect((problem.expected as string[]).length + Number(problem.more)).toBe(filterable);
    expect(problem.message).toMatch(
      new RegExp(`Expected: department, .* and ${filterable - 8} more \\(docs/records\\.md lists them all\\)\\.$`),
    );
  });

  it('with few enough fields lists them all, and says nothing of more', () => {
    const few: RecordKind = { ...asset, fields: { name: asset.fields.name, class: asset.fields.class } };
    const problem = problemOf('eq(nmae,x)', few);
    expect(problem).toMatchObject({ expected: ['name', 'class'], more: undefined });
    expect(problem.message).toMatch(/Expected: name, class\.$/);
  });

  it.each([
    ['eq(tier,one)', 8, ['a whole number such as 3']],
    ['eq(tier,1.5)', 8, ['a whole number such as 3']],
    ['eq(tier,"1")', 8, ['a whole number such as 3']],
    ['eq(registered,yes)', 14, ['true', 'false']],
    ['lt(supportEndOn,2026-02-30)', 16, ['a day such as 2026-11-22']],
    ['lt(supportEndOn,0000-01-01)', 16, ['a day such as 2026-11-22']],
    ['lt(lastSeenAt,2026-02-03)', 14, ['an instant such as 2026-11-22T01:10:32Z']],
    ['gt(age(lastSeenAt),30)', 19, ['a period such as P30D, P2W or PT12H, or ahead such as -P30D']],
    ['eq(class)', 8, [',']],
    ['eq(class,medical', 16, [')', 'double quotes around text with spaces or signs']],
    ['eq(name,Zürich)', 9, [')', 'double quotes around text with spaces or signs']],
    ['eq(name,"open)', 8, ['a closing double quote']],
    ['eq(name,"a\\n")', 10, ['\\"', '\\\\']],
    ['eq(name,a))', 10, ['the end of the filter']],
  ])('%s points at %i and says the form', (text, position, expected) => {
    expect(problemOf(text)).toMatchObject({ position, expected });
  });

  it('with an operator the field does not take names those it takes', () => {
    expect(problemOf('lt(class,medical)')).toMatchObject({ position: 0, found: 'lt', expected: ['eq', 'ne', 'in', 'unknown'] });
    expect(problemOf('contains(tier,1)')).toMatchObject({ position: 0, found: 'contains' });
    expect(problemOf('in(age(lastSeenAt),(P1D))')).toMatchObject({ position: 0, found: 'in' });
  });

  it('with an age of something that is no time, an unknown operator, or no such children says what there is', () => {
    expect(problemOf('gt(age(name),P3D)')).toMatchObject({ position: 7, found: 'name' });
    expect((problemOf('equals(class,medical)').expected as string[]).slice(0, 3)).toContain('eq');
    expect(problemOf('exists(finding,eq(kev,true))')).toMatchObject({ position: 7, expected: ['findings', 'services', 'components'] });
    expect(problemOf('')).toMatchObject({ position: 0, found: 'the end' });
    expect(problemOf('eq(constructor,a)')).toMatchObject({ position: 3, found: 'constructor' });
  });

  it('checks the children of exists against their own kind', () => {
    expect(problemOf('exists(findings,eq(lifecycle,retired))')).toMatchObject({ position: 19, found: 'lifecycle' });
  });

  it('that is too long, too deep or too large is refused before it costs anything', () => {
    expect(problemOf(`eq(name,"${'a'.repeat(8_000)}")`)).toMatchObject({ position: 8_000 });
    expect(problemOf(`${'not('.repeat(40)}unknown(name)${')'.repeat(40)}`)).toMatchObject({ position: 32 * 4 });
    expect(problemOf(`and(${Array.from({ length: 201 }, () => 'eq(tier,1)').join(',')})`)).toMatchObject({ found: 'eq' });
    expect(() => parseFilter(`and(${Array.from({ length: 200 }, () => 'eq(tier,1)').join(',')})`, asset, recordKinds)).not.toThrow();
  });

  it('about people is refused', () => {
    expect(problemOf('and()', { ...asset, name: 'person', personal: true })).toMatchObject({ found: 'person' });
  });

  it('with NUL or a lone surrogate is refused', () => {
    expect(problemOf('eq(name,"a\u0000")')).toMatchObject({ position: 8 });
    expect(problemOf('eq(name,"a\ud800")')).toMatchObject({ position: 8 });
  });
});
