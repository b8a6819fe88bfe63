import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { lifeWindows, livesWithin, type Lives } from './life-windows.ts';

const day = (text: string) => text as Day;
const seed = 20_261_122;

describe('the months that days have their value of', () => {
  it('are the last that were over by the end of each day, in a leap year as well', () => {
    expect(lifeWindows({ from: day('2024-02-20'), to: day('2024-03-31') })).toEqual([
      { from: '2024-02-20', to: '2024-02-28', afterOn: '2023-12-31', endsOn: '2024-01-31' },
      { from: '2024-02-29', to: '2024-03-30', afterOn: '2024-01-31', endsOn: '2024-02-29' },
      { from: '2024-03-31', to: '2024-03-31', afterOn: '2024-02-29', endsOn: '2024-03-31' },
    ]);
  });

  it('cover every day once and share no day with each other, from whatever day on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 500 }), (start, length) => {
        const from = addDays(day('2023-11-01'), start);
        const to = addDays(from, length);
        const windows = lifeWindows({ from, to });
        expect([windows[0]?.from, windows.at(-1)?.to]).toEqual([from, to]);
        windows.forEach(({ from: first, afterOn, endsOn }, place) => {
          const before = windows[place - 1];
          if (before === undefined) return;
          expect(first).toBe(addDays(before.to, 1));
          expect(afterOn).toBe(before.endsOn);
          expect(addDays(endsOn, 1).endsWith('-01')).toBe(true);
        });
      }),
      { seed },
    );
  });
});

describe('findings of one month', () => {
  const march = { from: day('2026-03-31'), to: day('2026-03-31'), afterOn: day('2026-02-28'), endsOn: day('2026-03-31') };
  const lives = (more: Partial<Lives>): Lives => ({
    openedOn: day('2026-02-10'),
    isPrevalent: false,
    falseFrom: null,
    falseTo: null,
    changes: [{ day: day('2026-02-10'), open: 10, closed: 0 }],
    ...more,
  });

  it('who changes what is counted apart and stays open neither leaves nor enters', () => {
    // Four are closed on the day on which three others come in from another part.
    const changes = [
      { day: day('2026-02-10'), open: 10, closed: 0 },
      { day: day('2026-03-12'), open: -1, closed: 4 },
    ];
    expect(livesWithin([lives({ changes })], march)).toMatchObject({ counted: 13, closed: 4, steps: [{ age: 30, atRisk: 10, closed: 4 }] });
  });

  it('a false positive is taken out of every month that ends after it was called one, until that is taken back', () => {
    const counted = (more: Partial<Lives>) => livesWithin([lives(more)], march).counted;
    expect(counted({ falseFrom: day('2026-03-31') })).toBe(0);
    expect(counted({ falseFrom: day('2026-04-01') })).toBe(10);
    expect(counted({ falseFrom: day('2026-02-15'), falseTo: day('2026-03-31') })).toBe(10);
  });

  it('what was opened and closed on one day was at risk on it', () => {
    const changes = [{ day: day('2026-03-05'), open: 0, closed: 2 }];
    expect(livesWithin([lives({ openedOn: day('2026-03-05'), changes })], march)).toMatchObject({
      counted: 2,
      closed: 2,
      steps: [{ age: 0, atRisk: 2, closed: 2 }],
    });
  });
});
