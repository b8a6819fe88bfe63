import { describe, expect, it } from 'vitest';
import { recordKinds } from '#core/records/registry.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { isSameDraft, moved } from '../../components/ordered-list/ordered-draft.ts';
import { draftOf, heldBy } from './policy-draft.ts';

const critical = { name: 'Critical', filter: 'eq(severity,critical)', days: 14 };
const high = { name: 'High', filter: 'eq(severity,high)', days: 30 };

describe('the list of policies while it is changed', () => {
  it('holds only what is in force', () => {
    const stored = { id: 'a', validFrom: '2026-01-01T00:00:00.000Z' };
    const ended = { ...stored, ...high, validTo: '2026-02-01T00:00:00.000Z' };
    expect(draftOf([{ ...stored, ...critical, validTo: null }, ended])).toEqual([critical]);
  });

  it('moves one policy up or down, and nothing past the ends', () => {
    expect(moved([critical, high], 1, -1)).toEqual([high, critical]);
    expect(moved([critical, high], 0, 1)).toEqual([high, critical]);
    expect(moved([critical, high], 0, -1)).toEqual([critical, high]);
    expect(isSameDraft(moved([critical, high], 1, 1), [critical, high])).toBe(true);
  });

  it('asks for the open findings that no policy before finds', () => {
    const filter = heldBy([critical, high], 1);
    expect(filter).toBe('and(eq(state,open),eq(severity,high),not(eq(severity,critical)))');
    expect(() => parseFilter(filter, recordKinds.finding, recordKinds)).not.toThrow();
  });
});
