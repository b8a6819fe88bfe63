import { describe, expect, test } from 'vitest';
import { openAt, survivalGeometry, type Curve } from './survival-geometry.ts';

const step = (age: number, open: number, interval: { lower: number; upper: number } | null) => ({
  age,
  atRisk: 9,
  closed: 1,
  open,
  interval,
});
const curve: Curve = {
  group: null,
  filter: 'and()',
  counted: 10,
  closed: 2,
  enteredLate: 0,
  prevalent: 0,
  unobserved: 0,
  longestAge: 100,
  brokenAtAge: null,
  halfLife: { age: 50, lower: 20, upper: null },
  closedBy: [],
  steps: [step(20, 0.75, { lower: 0.5, upper: 0.9 }), step(50, 0.5, { lower: 0.25, upper: 0.75 })],
};
const frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 };

describe('a curve of survival', () => {
  const geometry = survivalGeometry([curve], frame);

  test('is level between closings, steps down at each, and ends where nothing was followed longer', () => {
    expect(geometry.line(curve)).toBe('M0 0H20V25H50V50H100');
  });

  test('has a band between the ends of its interval, from the first closing on', () => {
    expect(geometry.band(curve)).toBe('M20 10H50V25H100V75H50V50H20Z');
  });

  test('has neither line nor band where nothing can be counted', () => {
    const none: Curve = { ...curve, counted: 0, steps: [], longestAge: 0 };
    expect([geometry.line(none), geometry.band(none), openAt(none, 0)]).toEqual(['', '', null]);
  });

  test('is read at an age, and unknown beyond the longest', () => {
    expect([0, 19, 20, 60, 100, 101].map((age) => openAt(curve, age))).toEqual([1, 1, 0.75, 0.5, 0.5, null]);
    expect(openAt({ ...curve, steps: [step(20, 0, null)] }, 101)).toBe(0);
  });

  test('marks ages that have room, and finds the age under a pointer', () => {
    expect(geometry.ages).toEqual([0, 90]);
    expect([-5, 0, 49.6, 400].map((at) => geometry.ageAt(at))).toEqual([0, 0, 50, 100]);
  });
});
