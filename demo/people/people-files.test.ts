/** The files about the people of the invented hospital: repeatable, and of the size, the mix and the truth that they claim. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contractKinds } from '#core/awareness/population-row.ts';
import type { Day } from '#core/kernel/time.ts';
import { figures } from '../figures.ts';
import { departments } from '../hospital/departments.ts';
import { lastDayNumber } from '../story.ts';
import { demoSeed } from '../write-demo-files.ts';
import { mailEvents } from './mail-events.ts';
import { firstPeopleDay, populationDays, reportButtonDay } from './people-story.ts';
import { phishingTests } from './phishing-tests.ts';
import { planPeople } from './plan-people.ts';
import { generateStaff, unitOn, worksOn } from './staff.ts';

const lastDay = '2026-11-22' as Day;
const staff = generateStaff(demoSeed);
const on = (day: number) => staff.filter((one) => worksOn(one, day));

function digests(seed: number, places: number): readonly string[] {
  const digestOf = (parts: Iterable<string>) =>
    createHash('sha256')
      .update([...parts].join(''))
      .digest('hex');
  return planPeople({ seed, lastDay, places }).map(({ file, text }) => `${file.name} ${digestOf(text())}`);
}

test('the same seed and last day give the same files, another seed others', () => {
  const first = digests(7, 120);
  expect(first).toHaveLength(20);
  expect(digests(7, 120)).toEqual(first);
  expect(digests(8, 120).filter((one) => first.includes(one))).toEqual([]);
});

describe('the people', () => {
  test('are about 2,800 on every day, in all 14 departments, with teams of fewer than ten among them', () => {
    for (const day of populationDays) {
      expect(on(day).length).toBeGreaterThan(2_650);
      expect(on(day).length).toBeLessThanOrEqual(2_800);
    }
    const now = on(lastDayNumber);
    expect(new Set(now.map((one) => unitOn(one, lastDayNumber).department))).toEqual(new Set(departments.map(({ name }) => name)));
    const teams = new Map<string, number>();
    for (const one of now) {
      const { team } = unitOn(one, lastDayNumber);
      if (team !== null) teams.set(team, (teams.get(team) ?? 0) + 1);
    }
    expect([...teams.values()].filter((size) => size < 10).length).toBeGreaterThan(5);
  });

  test('are of every kind of contract but "other", volunteers and agency staff among them, in about eight role groups', () => {
    const now = on(lastDayNumber);
    for (const { value } of contractKinds.filter((one) => one.value !== 'other'))
      expect(now.filter(({ contract }) => contract === value).length, value).toBeGreaterThan(20);
    expect(new Set(now.map(({ roleGroup }) => roleGroup)).size).toBe(10);
  });

  test('come and go: in a year and a half more than one in ten', () => {
    const joined = staff.filter(({ startDay }) => startDay > firstPeopleDay).length;
    const left = staff.filter(({ endDay }) => endDay < lastDayNumber).length;
    for (const count of [joined, left]) {
      expect(count / 2_800).toBeGreaterThan(0.1);
      expect(count / 2_800).toBeLessThan(0.5);
    }
  });

  test('are told apart by numbers and addresses that nobody can have', () => {
    expect(new Set(staff.map(({ number }) => number)).size).toBe(staff.length);
    expect(new Set(staff.map(({ mail }) => mail)).size).toBe(staff.length);
    for (const { mail } of staff) expect(mail).toMatch(/^zn\d{5}@[a-z]+\.example$/);
  });
});

describe('what truly happened in the nine tests', () => {
  const happened = phishingTests.map((one) => mailEvents({ seed: demoSeed, lastDay, staff }, one));
  const people = (place: number, event: 'delivered' | 'clicked' | 'reported' | 'submitted') =>
    new Set(
      (happened[place] ?? [])
        .filter((one) => one.event === event && (event === 'delivered' || one.doer === 'person'))
        .map(({ employee }) => employee),
    );
  const rate = (place: number) => people(place, 'clicked').size / people(place, 'delivered').size;

  test('begins at the published click rate, and falls with practice by about the published odds', () => {
    expect(rate(0)).toBeGreaterThan(figures.clickModerate.value - 0.025);
    expect(rate(0)).toBeLessThan(figures.clickModerate.value + 0.025);
    const odds = (share: number) => share / (1 - share);
    // The first test and the seventh are both of moderate difficulty; by then the old hands have had six.
    const ratio = odds(rate(6)) / odds(rate(0));
    expect(ratio).toBeGreaterThan(figures.clickAfterPractice.value - 0.08);
    expect(ratio).toBeLessThan(figures.clickAfterPractice.value + 0.12);
  });

  test('is harder for hard mails: in each half the very difficult ones are clicked most, the least difficult least', () => {
    const mean = (difficulty: string, half: readonly number[]) => {
      const own = half.filter((place) => phishingTests[place]?.difficulty === difficulty);
      return own.reduce((sum, place) => sum + rate(place), 0) / own.length;
    };
    for (const half of [
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8],
    ]) {
      expect(mean('very', half)).toBeGreaterThan(mean('moderate', half));
      expect(mean('moderate', half)).toBeGreaterThan(mean('least', half));
    }
  });

  test('is reported more than twice as often after the button', () => {
    const reported = (place: number) => people(place, 'reported').size / people(place, 'delivered').size;
    for (const [place, { day }] of phishingTests.entries()) {
      if (day < reportButtonDay) expect(reported(place)).toBeLessThan(0.15);
      else expect(reported(place)).toBeGreaterThan(0.22);
    }
  });

  test('is entered by as many of those who clicked as was published, and never before the click', () => {
    const clicked = phishingTests.reduce((sum, { index }) => sum + people(index, 'clicked').size, 0);
    const entered = phishingTests.reduce((sum, { index }) => sum + people(index, 'submitted').size, 0);
    expect(entered / clicked).toBeCloseTo(figures.entryAfterClick.value, 1);
    for (const events of happened) {
      const firstClick = new Map<string, number>();
      for (const { event, doer, employee, atMs } of events) {
        if (doer !== 'person') continue;
        if (event === 'clicked' && !firstClick.has(employee.mail)) firstClick.set(employee.mail, atMs);
        if (event === 'submitted') expect(firstClick.get(employee.mail) ?? Infinity).toBeLessThanOrEqual(atMs);
      }
    }
  });
});
