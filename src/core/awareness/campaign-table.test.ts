import { expect, it } from 'vitest';
import { pseudonymOf } from '#test/support/phishing-campaign.ts';
import type { GroupPlan } from '../disclosure/named-groups.ts';
import { campaignTable } from './campaign-table.ts';
import type { RecipientOutcome } from './recipient-outcomes.ts';

const plan: GroupPlan = {
  year: 2026,
  groups: [
    { id: 'lab', names: ['Lab', 'Pharmacy'], departmentIds: ['lab', 'pharmacy'], people: 30 },
    { id: 'icu', names: ['ICU'], departmentIds: ['icu'], people: 40 },
  ],
  roleGroups: [{ id: 'nurse', roles: ['nurse'], people: 70 }],
};
const person = (name: string, more: Partial<RecipientOutcome> = {}): RecipientOutcome => ({
  recipient: pseudonymOf(name),
  deliveredAt: null,
  clicked: 'no',
  submitted: 'no',
  reported: false,
  reportedAt: null,
  ...more,
});

it('lays everybody in a cell: of merged departments in one, and of unknown ones in a group of their own', () => {
  const places = new Map([
    ['a', { unitId: 'pharmacy', roleGroup: 'nurse' }],
    ['b', { unitId: 'icu', roleGroup: 'porter' }],
    ['c', { unitId: 'new', roleGroup: 'nurse' }],
  ]);
  const table = campaignTable(
    [person('a', { clicked: 'human', reported: true }), person('b', { clicked: 'unsure' }), person('c', { clicked: 'robot' }), person('d')],
    (recipient) => places.get(recipient.replace(/_+$/, '')),
    plan,
  );
  expect(table.rows.map(({ name }) => name)).toEqual(['Lab, Pharmacy', 'ICU', '']);
  expect(table.columns.map(({ id }) => id)).toEqual(['nurse', ' elsewhere']);
  expect([...table.people]).toEqual([1, 0, 0, 1, 1, 1]);
  const counts = Object.fromEntries([...table.counts].map(([id, cells]) => [id, [...cells]]));
  expect(counts).toEqual({
    clicked: [1, 0, 0, 0, 0, 0],
    'clicked-or-unsure': [1, 0, 0, 1, 0, 0],
    'clicked-or-robot': [1, 0, 0, 1, 1, 0],
    submitted: [0, 0, 0, 0, 0, 0],
    reported: [1, 0, 0, 0, 0, 0],
    'clicked-and-reported': [1, 0, 0, 0, 0, 0],
  });
});

it('keeps a role group apart that is called as the group of those nobody placed', () => {
  const named: GroupPlan = { ...plan, roleGroups: [{ id: 'elsewhere', roles: ['elsewhere'], people: 70 }] };
  const table = campaignTable(
    [person('a'), person('b')],
    (who) => (who.startsWith('a') ? { unitId: 'icu', roleGroup: 'elsewhere' } : undefined),
    named,
  );
  expect(new Set(table.columns.map(({ id }) => id)).size).toBe(2);
  expect([...table.people]).toEqual([0, 0, 1, 0, 0, 1]);
});
