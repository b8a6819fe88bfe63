import { expect, test } from 'vitest';
import { makerText } from './edition-line.ts';

test('a report names its maker: a person, the schedule, or the owner of the node, whose key has no name', () => {
  expect(['A. Tester', null, 'local'].map((madeBy) => makerText(madeBy, 'en'))).toEqual([
    'A. Tester',
    'the schedule',
    'the owner of the node',
  ]);
  expect([null, 'local'].map((madeBy) => makerText(madeBy, 'nl'))).toEqual(['de planning', 'de eigenaar van de node']);
});

test('the mark of an account that is gone is nobody’s name', () => {
  expect(makerText('account:0199-1', 'en')).toBe('somebody who is no longer known');
  expect(makerText('token:0199-1', 'nl')).toBe('iemand die niet meer bekend is');
});
