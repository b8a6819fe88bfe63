import { expect, it } from 'vitest';
import { survivalCurve } from '../statistics/survival.ts';
import { discloseTimes } from './report-times.ts';

const spells = (reported: number, silent: number, minutes = 10.2) =>
  survivalCurve([
    { enteredAge: 0, leftAge: minutes, isClosed: true, count: reported },
    { enteredAge: 0, leftAge: 500, isClosed: false, count: silent },
  ]);
const times = { firstMinutes: 3.2, medianMinutes: 10.2, ninetiethMinutes: 44, timed: 10 };

it('times are whole minutes, and the curve stands at fixed marks as far as anybody was followed', () => {
  const found = discloseTimes(40, { ...times, curve: spells(10, 30) });
  expect(found).toMatchObject({ firstMinutes: 4, medianMinutes: 11, ninetiethMinutes: 44, timed: 10 });
  expect(found.curve.map(({ minutes, share }) => [minutes, share])).toEqual([
    [5, 0],
    [15, 0.25],
    [30, 0.25],
    [60, 0.25],
    [240, 0.25],
    [480, 0.25],
  ]);
});

it('nine reports have no median and no curve, 29 people no first report, nine people nothing', () => {
  expect(discloseTimes(40, { ...times, timed: 9, curve: spells(9, 31) })).toEqual({
    firstMinutes: 4,
    medianMinutes: null,
    ninetiethMinutes: null,
    timed: 9,
    curve: [],
  });
  expect(discloseTimes(29, { ...times, curve: spells(10, 19) }).firstMinutes).toBeNull();
  expect(discloseTimes(9, { ...times, timed: 9, curve: spells(9, 0) })).toMatchObject({ firstMinutes: null, timed: null });
});
