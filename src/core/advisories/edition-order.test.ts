import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { believedModifiedAt, compareEditions, publisherOf, type AdvisoryEdition } from './edition-order.ts';

const now = '2026-04-01T08:00:00.000Z' as Instant;
const edition = (modifiedAt: string | null, revision: string | null = null, digest = 'a'): AdvisoryEdition => ({
  modifiedAt,
  revision,
  digest,
});
const later = (left: AdvisoryEdition, right: AdvisoryEdition) => {
  expect(Math.sign(compareEditions(left, right, now))).toBe(-Math.sign(compareEditions(right, left, now)));
  return compareEditions(left, right, now) < 0 ? right : left;
};

describe('which copy of a document counts', () => {
  test('the newer by its date, however it is written', () => {
    const [old, fresh] = [edition('2026-01-01T00:00:00.500Z', '9'), edition('2026-01-02T00:00:00Z', '1')];
    expect([later(old, fresh), later(fresh, old)]).toEqual([fresh, fresh]);
    expect(compareEditions(edition('2026-01-01T00:00:00Z'), edition('2026-01-01T00:00:00.000Z'), now)).toBe(0);
  });

  test('of one date the higher revision, by number, and then the content', () => {
    const at = '2026-01-01T00:00:00.000Z';
    expect(later(edition(at, '10'), edition(at, '9')).revision).toBe('10');
    expect(later(edition(at, '1.2.0'), edition(at, '1.10.0')).revision).toBe('1.10.0');
    expect(later(edition(at, null), edition(at, '1')).revision).toBe('1');
    expect(later(edition(at, '1', 'b'), edition(at, '1', 'a')).digest).toBe('b');
    expect(compareEditions(edition(at, '1'), edition(at, '1'), now)).toBe(0);
  });

  test('what has a date before what has none, and a date that is yet to come is none', () => {
    const [dated, undated, ahead] = [
      edition('2020-01-01T00:00:00.000Z', '1'),
      edition(null, '9'),
      edition('2999-01-01T00:00:00.000Z', '9'),
    ];
    expect([later(dated, undated), later(dated, ahead)]).toEqual([dated, dated]);
    expect(believedModifiedAt('2999-01-01T00:00:00.000Z', now)).toBeNull();
    expect(believedModifiedAt('2026-04-02T07:00:00.000Z', now)).toBe('2026-04-02T07:00:00.000Z');
    expect(believedModifiedAt(null, now)).toBeNull();
  });
});

test('a publisher without a name is none', () => {
  expect([null, '', '  ', 'Maker'].map((publisher) => publisherOf({ publisher }))).toEqual([null, null, null, 'Maker']);
});
