import { expect, test } from 'vitest';
import { askedOf, chosenOf, isUnasked, toggled } from './asked.ts';

test('unasked it is what waits for an answer, and what is hardly alike stays away', () => {
  expect(askedOf({})).toEqual({ band: 'likely,check', answer: 'open,conflict', limit: 100 });
  expect(isUnasked({})).toBe(true);
});

test('words of an address that mean nothing are as if they were not there', () => {
  expect(askedOf({ band: 'sure,weak', answer: 'maybe', shown: 'many' })).toEqual({ band: 'weak', answer: 'open,conflict', limit: 100 });
});

test('a choice is put in and out, and the address is silent where all is as at first', () => {
  const weak = toggled({ words: 'pump', shown: '300' }, 'band', 'weak');
  expect(weak).toEqual({ words: 'pump', band: 'likely,check,weak' });
  expect(toggled(weak, 'band', 'weak')).toEqual({ words: 'pump', band: undefined });
  expect(chosenOf(toggled({ answer: 'denied' }, 'answer', 'denied')).answer).toEqual(['open', 'conflict']);
});

test('no status is any; one that is put in asks for it, and for nothing when it is put out', () => {
  const fixed = toggled({}, 'status', 'fixed');
  expect(askedOf(fixed)).toMatchObject({ status: 'fixed' });
  expect(askedOf(toggled(fixed, 'status', 'affected'))).toMatchObject({ status: 'affected,fixed' });
  expect(askedOf(toggled(fixed, 'status', 'fixed'))).not.toHaveProperty('status');
});
