import { describe, expect, it } from 'vitest';
import { decideDateOrder, readDay, readInstant } from './dates.ts';
import type { DateOrder } from './dates.ts';

function day(text: string, order: DateOrder = 'day-first'): string {
  const reading = readDay(text, order);
  return reading.kind === 'read' ? reading.day : reading.kind;
}

function instant(text: string, order: DateOrder = 'undecided'): string {
  const reading = readInstant(text, order, 'Europe/Amsterdam');
  return reading.kind === 'read' ? `${reading.instant} ${reading.zone}` : reading.kind;
}

describe('decideDateOrder', () => {
  it.each([
    [['01/02/2026', '31/12/2026'], false, 'day-first'],
    [['01/02/2026', '12/31/2026'], false, 'month-first'],
    [['31/12/2026', '12/31/2026'], false, 'undecided'],
    [['01/02/2026', '03/04/2026'], false, 'undecided'],
    [['01/02/2026', '03/04/2026'], true, 'day-first'],
    [['12/31/2026'], true, 'month-first'],
    [['01-02-2026', '3.4.2026'], false, 'day-first'],
    [['12-31-2026', '01-02-2026'], false, 'month-first'],
    [['2026-12-31', ''], false, 'undecided'],
  ] as const)('decides %j (Dutch: %s) as %s', (values, isDutch, order) => {
    expect(decideDateOrder(values, isDutch)).toBe(order);
  });
});

describe('readDay', () => {
  it.each([
    ['31-12-2026', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['1.2.2026', '2026-02-01'],
    ['31-12-26', '2026-12-31'],
    ['31-12-99', '1999-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['2020/10/30', '2020-10-30'],
    ['2026-12-31T00:00:00', '2026-12-31'],
    ['31-12-2026 00:00:00', '2026-12-31'],
    ['31 december 2026', '2026-12-31'],
    ['1 mrt. 2026', '2026-03-01'],
    ['2 mei 2026', '2026-05-02'],
    ['Oct 17, 2024', '2024-10-17'],
    ['17-okt-2024', '2024-10-17'],
    ['29-02-2027', 'invalid'],
    ['12/31/2026', 'invalid'],
    ['december 2026', 'invalid'],
    ['46387', 'invalid'],
    ['2026', 'invalid'],
    ['31-12-2026 tot 2027', 'invalid'],
    ['31-12-20261', 'invalid'],
  ])('reads %j as %s where the day comes first', (text, expected) => {
    expect(day(text)).toBe(expected);
  });

  it('reads in an undecided column only what can be one day', () => {
    expect(['12/31/2026', '31/12/2026', '05/05/2026', '01/02/2026'].map((text) => day(text, 'undecided'))).toEqual([
      '2026-12-31',
      '2026-12-31',
      '2026-05-05',
      'ambiguous',
    ]);
  });
});

describe('readInstant', () => {
  it.each([
    ['Feb 9, 2024 10:48:42 UTC', '2024-02-09T10:48:42.000Z given'],
    ['Jan 5, 2021 10:24:08 MST', '2021-01-05T17:24:08.000Z given'],
    ['2026-05-27T06:37:00Z', '2026-05-27T06:37:00.000Z given'],
    ['2026-05-27T06:37:00.25+02:00', '2026-05-27T04:37:00.250Z given'],
    ['2026-05-27 06:37', '2026-05-27T04:37:00.000Z assumed'],
    ['2026-01-27', '2026-01-26T23:00:00.000Z assumed'],
    ['5/27/26 6:37 PM', '2026-05-27T16:37:00.000Z assumed'],
    ['27/5/2026 12:00 am', '2026-05-26T22:00:00.000Z assumed'],
    ['5/6/26 6:37', 'ambiguous'],
    ['2026-05-27 25:00', 'invalid'],
    ['2026-05-27 10:00 XYZ', 'invalid'],
    ['gisteren', 'invalid'],
  ])('reads %j as %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });
});
