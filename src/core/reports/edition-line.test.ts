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
