/** A measurement says of a curve no more than the curve says of everybody. */
import { expect, test } from 'vitest';
import type { Spell } from '../statistics/survival.ts';
import { closingTimes } from '../vulnerabilities/time-to-close.ts';
import type { SurvivalReading } from './define-metric.ts';
import { survivalUnder } from './survival-under.ts';

const told = (survival: SurvivalReading, spells: readonly Spell[]) =>
  survivalUnder([], { survival, whenEmpty: 'not-applicable' }, closingTimes(null, spells));
const closed = (leftAge: number, count: number, enteredAge = 0): Spell => ({ enteredAge, leftAge, isClosed: true, count });
const later = closed(80, 2, 40);

test('where all that were left are closed at an age and others come later, neither the share by that age nor the half is known', () => {
  const emptied = [closed(30, 4), later];
  expect(told({ of: 'closed', byAge: 30 }, emptied)).toMatchObject({ state: 'not-measured', reasons: ['followed-too-briefly'] });
  expect(told({ of: 'half-life' }, emptied)).toMatchObject({ state: 'measured', value: 30, interval: { lower: 30, upper: null } });
  // A day sooner the risk set runs empty before the age; without the others all are closed, and that is known.
  expect(told({ of: 'closed', byAge: 30 }, [closed(29, 4), later])).toMatchObject({ state: 'not-measured' });
  expect(told({ of: 'closed', byAge: 30 }, [closed(30, 4)])).toMatchObject({ state: 'measured', value: 1 });
});

test('where what is left at an age goes out of sight open, the share closed by that age is known', () => {
  const seen: Spell = { enteredAge: 0, leftAge: 30, isClosed: false, count: 1 };
  expect(told({ of: 'closed', byAge: 30 }, [closed(10, 3), seen, later])).toMatchObject({ state: 'measured', value: 0.75 });
});
