import { describe, expect, it } from 'vitest';
import { parseDay } from '../../kernel/time.ts';
import { datesWithin, lastBefore, readDate, yearOf } from './calendar.ts';

const span = (text: string, habit: 'month-first' | 'day-first' = 'month-first') => {
  const date = readDate(text, habit);
  return date?.kind === 'date' ? [date.from, date.to] : (date?.kind ?? null);
};

describe('dates', () => {
  it('are read with their precision, in English and Dutch', () => {
    for (const text of ['july 1 2017', 'July 1, 2017', '1 July 2017', '1 juli 2017', '2017-07-01', '7/1/2017', 'jul/1/2017'])
      expect([text, span(text)]).toEqual([text, ['2017-07-01', '2017-07-01']]);
    for (const text of ['May 2018', 'mei 2018', '2018-05', '05-2018', '5/2018'])
      expect([text, span(text)]).toEqual([text, ['2018-05-01', '2018-05-31']]);
    expect(span('february 2020')).toEqual(['2020-02-01', '2020-02-29']);
    expect(span('december 2020')).toEqual(['2020-12-01', '2020-12-31']);
  });

  it('go by the habit of the writer only where both readings are possible', () => {
    expect(span('02-10-2017', 'day-first')).toEqual(['2017-10-02', '2017-10-02']);
    expect(span('02-10-2017', 'month-first')).toEqual(['2017-02-10', '2017-02-10']);
    expect(span('30-08-2024', 'month-first')).toEqual(['2024-08-30', '2024-08-30']);
    expect(span('8/30/2024', 'day-first')).toEqual(['2024-08-30', '2024-08-30']);
  });

  it('are incomplete without a year and none where no such day is', () => {
    expect(span('august 28')).toBe('incomplete');
    expect(span('28 augustus')).toBe('incomplete');
    for (const text of ['31 february 2020', '2020-13', '3.2.1', '2017', 'august', '', '99-99-2020'])
      expect([text, span(text)]).toEqual([text, null]);
    expect(yearOf('2014')).toMatchObject({ from: '2014-01-01', to: '2014-12-31' });
    expect(yearOf('3014')).toBeNull();
  });

  it('without a year are the last such day before a day', () => {
    const on = (day: string) => lastBefore({ text: 'august 28', month: 8, day: 28 }, parseDay(day) ?? (day as never))?.from;
    expect(on('2017-08-29')).toBe('2017-08-28');
    expect(on('2017-08-28')).toBe('2017-08-28');
    expect(on('2017-08-27')).toBe('2016-08-28');
  });

  it('are found within a text, each place once', () => {
    expect(datesWithin('release 30-08-2024, eerder mei 2018', 'day-first').map(({ date }) => date.from)).toEqual([
      '2024-08-30',
      '2018-05-01',
    ]);
    expect(datesWithin('versie 3.2.2019 nr 2019-03-04-1', 'day-first').map(({ date }) => date.from)).toEqual(['2019-02-03']);
  });
});
