import { expect, test } from 'vitest';
import { en } from '../../messages/en.ts';
import { nl } from '../../messages/nl.ts';
import { countHeads } from './count-heads.ts';

test('a half-life has no numerator and no denominator: its column says how many findings were followed', () => {
  expect(countHeads({ isOfCurve: true }, en)).toEqual(['Followed', '–']);
  expect(countHeads({ isOfCurve: true }, nl)).toEqual(['Gevolgd', '–']);
  expect(countHeads({ isOfCurve: false }, nl)).toEqual(['Teller', 'Noemer']);
  expect(countHeads(undefined, en)).toEqual(['Numerator', 'Denominator']);
});
