import { expect, test } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { lastEntryDay, periodsThatAreOver } from './entry-periods.ts';

test('the last eight months that are over are offered whole, newest first', () => {
  const months = periodsThatAreOver('2026-11-22' as Day, 'month', 8);
  expect(months).toHaveLength(8);
  expect(months[0]).toEqual({ fromOn: '2026-10-01', toOn: '2026-10-31' });
  expect(months.at(-1)).toEqual({ fromOn: '2026-03-01', toOn: '2026-03-31' });
});

test('a quarter that ends today is not over, and quarters cross the year', () => {
  const quarters = periodsThatAreOver('2026-03-31' as Day, 'quarter', 8);
  expect(quarters[0]).toEqual({ fromOn: '2025-10-01', toOn: '2025-12-31' });
  expect(quarters.at(-1)).toEqual({ fromOn: '2024-01-01', toOn: '2024-03-31' });
  expect(periodsThatAreOver('2026-04-01' as Day, 'quarter', 1)).toEqual([{ fromOn: '2026-01-01', toOn: '2026-03-31' }]);
});

test('no last day is offered that the node refuses: today is not over', () => {
  expect(lastEntryDay('2026-03-01' as Day)).toBe('2026-02-28');
});
