import { describe, expect, test } from 'vitest';
import { isMeasured, makeFormat } from './format.ts';

const en = makeFormat('en', 'Europe/Amsterdam');
const nl = makeFormat('nl', 'Europe/Amsterdam');
const plain = (text: string) => text.replaceAll(/\u00a0|\u202f/g, ' ');

describe('figures as the reader writes them', () => {
  test('shares have one digit in both languages, also when it is a zero', () => {
    expect(plain(en.value(0.182, 'proportion'))).toBe('18.2%');
    expect(plain(nl.value(0.86, 'proportion'))).toBe('86,0%');
    expect(plain(en.value(212, 'days', true))).toBe('> 212 days');
    expect(plain(nl.interval(45, null, 'days'))).toBe('45–…');
    expect(plain(en.interval(0.169, 0.196, 'proportion'))).toBe('16.9–19.6%');
  });

  test('a CVSS score has one decimal, also when it is a zero', () => {
    expect([8.8, 9, 10, 0].map((score) => en.score(score))).toEqual(['8.8', '9.0', '10.0', '0.0']);
    expect([8.8, 9].map((score) => nl.score(score))).toEqual(['8,8', '9,0']);
  });

  test('counts are grouped, units follow in words', () => {
    expect(nl.value(11_204, 'count')).toBe('11.204');
    expect(en.value(1, 'days')).toBe('1 day');
    expect(nl.value(96.4, 'days')).toBe('96,4 dagen');
    expect(en.value(3.456, 'findings-per-asset')).toBe('3.46 per asset');
  });

  test('an instant falls on the day of the organisation, not of the browser', () => {
    expect(en.instantDay('2026-06-30T22:30:00.000Z')).toBe('1 Jul 2026');
    expect(makeFormat('en', 'America/New_York').instantDay('2026-06-30T22:30:00.000Z')).toBe('30 Jun 2026');
  });

  test('sizes step by a thousand', () => {
    expect(en.bytes(999)).toBe('999 B');
    expect(en.bytes(65_536)).toBe('65.5 kB');
    expect(nl.bytes(88_120_331)).toBe('88,1 MB');
  });
});

test('a value that is held back is not drawn, even if it were there', () => {
  expect(isMeasured({ state: 'gated', value: 0.4 })).toBe(false);
  expect(isMeasured({ state: 'measured', value: null })).toBe(false);
  expect(isMeasured({ state: 'stale', value: 0 })).toBe(true);
});
