import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVersionClause } from './parse-clause.ts';
import { printClause } from './version-clause.ts';

const printed = (text: string) => printClause(parseVersionClause(text));

describe('a version clause', () => {
  it('is read the same however it is said', () => {
    const groups: readonly (readonly string[])[] = [
      ['vers:all/*', '*', 'all', 'All versions', 'any version', '', '* (end-of-life 2011)', 'All software versions', 'vers:generic/*'],
      [
        '<=4.2',
        '<= 4.2',
        '=< 4.2',
        '≤ 4.2',
        '&lt;= 4.2',
        '&amp;lt;=4.2',
        'Versions 4.2 and prior',
        '4.2 and earlier',
        '4.2 or lower',
        '4.2 and below',
        'all versions up to and including 4.2',
        'up to 4.2',
        '4.2 and all prior versions',
        'tot en met 4.2',
        '4.2 en ouder',
        'vers:all/<=4.2',
      ],
      [
        '<4.2',
        '< 4.2',
        'prior to 4.2',
        'All versions prior to 4.2',
        'before 4.2',
        'earlier than 4.2',
        'up to, but not including, 4.2',
        'vers:generic/<4.2',
        'All Versions < 4.2',
      ],
      ['>=4.2', '4.2 and later', '4.2 or newer', '4.2 and above', '4.2+', 'since 4.2', 'starting with 4.2', 'vers:all/>=4.2'],
      [
        '>=1.1 <=1.3.2',
        '>= 1.1 | <= 1.3.2',
        '>=1.1<=1.3.2',
        '1.1 to 1.3.2',
        '1.1 through 1.3.2',
        'versions 1.1 - 1.3.2',
        'between 1.1 and 1.3.2',
        'from 1.1 to 1.3.2',
        '1.1-1.3.2',
        'vers:generic/>=1.1|<=1.3.2',
      ],
      [
        '1.1 | 1.3.2',
        '1.1, 1.3.2',
        '1.1 and 1.3.2',
        '1.1 or 1.3.2',
        '1.1 1.3.2',
        'Versions 1.1 and 1.3.2',
        '1.1/1.3.2',
        '(Release 1.1 1.3.2)',
      ],
      ['Rev B-M', 'Rev B to M', 'revisions B through M'],
    ];
    for (const [wanted, ...texts] of groups) for (const text of texts) expect([text, printed(text)]).toEqual([text, wanted]);
  });

  it('keeps what is meant by commas in dates, lost commas, marks on their own and remarks', () => {
    expect(printed('< March 13, 2019 | < 4.003')).toBe('<date:"March 13 2019" | <4.003');
    expect(printed('CS2  Avance | Amingo')).toBe('code:"CS2" | text:"Avance" | text:"Amingo"');
    expect(printed('< 4.8 | SP5')).toBe('<release:"4.8 SP5"');
    expect(printed('<= 2.01 (end-of-life Nov 2017)')).toBe('<=2.01');
    expect(printed('15.2(6)E0a')).toBe('release:"15.2(6)E0a"');
    expect(printed('>= V2.5 (including) and V2.7 (excluding)')).toBe('>=V2.5 <V2.7');
    expect(printed('13.1.0 (Only affected by CVE-2020-26989)')).toBe('13.1.0');
  });

  it('says of what a bound is, where it is not of the product', () => {
    expect(printed('All versions with U-Boot < V2016.05')).toBe('part:["boot"] && <V2016.05');
    expect(printed('All versions <= V2.5.0 and Function State (FS) <= 9')).toBe('<=V2.5.0 && (part:["function","state"] && <=release:"9")');
    expect(printed('<=the_first_5_digits_of_serial_number_24031')).toBe('<=serial:"the first 5 digits of serial number 24031"');
  });

  it('leaves unread what has no order', () => {
    for (const text of ['< V3.X.17', '<= numbers ending in 9A', '<']) expect(parseVersionClause(text).kind).toBe('unreadable');
  });

  it('is read in bounded time, however often a text repeats itself', () => {
    for (const text of ['U.S. and ', 'Xian and ', '1.1 ', '(a', ' - ', 'and prior ', 'x.', 'serial number ', 'a,']) {
      const long = text.repeat(1000);
      expect(() => [parseVersionClause(long), parseVersionClause(long.slice(0, 1990))]).not.toThrow();
    }
  });

  it('is the same when it is printed and read again', () => {
    const value = fc.constantFrom(
      '1.1',
      'v3.2b',
      'R8.0.3',
      '4.0 SP2',
      '2.x',
      'Rev F',
      'U61',
      'A.07.107',
      '2019-03',
      'july 1 2017',
      '012U000040',
      'MMT-1715',
      'build 17',
      '6.3V1L10',
    );
    const item = fc.tuple(fc.constantFrom('', '', '<', '<=', '>', '>='), value).map(([sign, text]) => `${sign} ${text}`.trim());
    const rest = fc.constantFrom('', '', ' on Windows XP', ' (if X100 is installed)', ' (Serial number below 14000)', ' U.S. release');
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' | ', ', ', ' and ', ' or '),
        rest,
        (items, between, end) => {
          const clause = parseVersionClause(items.join(between) + end);
          expect(parseVersionClause(printClause(clause))).toEqual(clause);
        },
      ),
      { numRuns: 300 },
    );
  });
});
