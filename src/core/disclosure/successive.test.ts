/**
 * Attacks on successive counts: a house in which people come and leave month by month, told by the rules of successive.ts. Whoever looks
 * knows who works where on which day, and that nobody who stayed changed; so every told figure is a sum over known people, and every
 * difference of figures too. None may be about one to nine people.
 */
import { describe, expect, it } from 'vitest';
import { seededBytes } from '../kernel/seeded-bytes.ts';
import { addDays, daysBetween, type Day } from '../kernel/time.ts';
import type { CountTable } from './count-table.ts';
import { publish } from './publish.ts';
import { tellingOf, type ToldCount } from './successive.ts';
import type { Instant } from '../kernel/time.ts';

const publishedAt = '2026-11-23T00:00:00.000Z' as Instant;
const day = (text: string) => text as Day;

/** People who stand in a told figure. */
type Figure = ReadonlySet<string>;

interface House {
  /** Who works in which group on the last day of each month. */
  readonly months: readonly { readonly on: Day; readonly groupOf: ReadonlyMap<string, number> }[];
}

/** @param moves how many come and how many leave each month */
function inventHouse(
  seed: number,
  { size, groups, months, moves }: { size: number; groups: number; months: number; moves: number },
): House {
  const bytes = seededBytes(seed)(100_000);
  let at = 0;
  const draw = (below: number) => (bytes[at++ % bytes.length] ?? 0) % below;
  let next = 0;
  let people: Map<string, number> = new Map(Array.from({ length: size }, () => [`p${(next += 1)}`, draw(groups)] as const));
  const found: House['months'][number][] = [];
  for (let month = 0; month < months; month += 1) {
    found.push({ on: addDays(day('2026-01-31'), month * 30), groupOf: new Map(people) });
    people = new Map(people);
    for (let one = 0; one < draw(moves + 1); one += 1) people.delete([...people.keys()][draw(people.size)] ?? '');
    for (let one = 0; one < draw(moves + 1); one += 1) people.set(`p${(next += 1)}`, draw(groups));
    if (draw(3) === 0) people.set([...people.keys()][draw(people.size)] ?? '', draw(groups));
  }
  return { months: found };
}

/** Figures that the house told within one window, the whole ones and those of groups. */
function tellAll({ months }: House, groups: number, windowDays: number): readonly Figure[] {
  const told: (ToldCount & { readonly figures: readonly Figure[] })[] = [];
  for (const { on, groupOf } of months) {
    const people = new Set(groupOf.keys());
    const fromOn = addDays(on, -windowDays);
    const telling = tellingOf({ on, fromOn, people }, told);
    if (telling.kind === 'held') continue;
    const figures: Figure[] = [people];
    if (telling.hasGroups) figures.push(...groupFigures(groupOf, groups));
    told.push({ on, fromOn, people, hasGroups: telling.hasGroups, figures });
  }
  return told.flatMap(({ figures }) => figures);
}

/** What core/disclosure shows of a table by groups in which half of everybody is trained. */
function groupFigures(groupOf: ReadonlyMap<string, number>, groups: number): readonly Figure[] {
  const members = Array.from({ length: groups }, (_, group) => [...groupOf].flatMap(([person, own]) => (own === group ? [person] : [])));
  const table: CountTable = {
    rows: members.map((_, group) => ({ id: `g${group}`, name: '' })),
    columns: [{ id: 'all', name: '' }],
    measures: [{ id: 'trained', guards: 'not-counted' }],
    people: Int32Array.from(members, ({ length }) => length),
    counts: new Map([['trained', Int32Array.from(members, ({ length }) => Math.floor(length / 2))]]),
  };
  const shown = publish({ period: { subject: 'training', key: 'x' }, groupYear: 2026, publishedAt, table }).cells;
  return shown.flatMap(({ kind, groupId }) => (kind === 'shown' && groupId !== null ? [new Set(members[Number(groupId.slice(1))])] : []));
}

/** The fewest people that a sum of figures is about, each taken once, away, or not at all; 0 is nobody. */
function fewestOf(figures: readonly Figure[]): number {
  const everybody = [...new Set(figures.flatMap((figure) => [...figure]))];
  // People who stand in the same figures count alike.
  const alike = new Map<string, number>();
  for (const person of everybody) {
    const key = figures.map((figure) => (figure.has(person) ? '1' : '0')).join('');
    alike.set(key, (alike.get(key) ?? 0) + 1);
  }
  const kinds = [...alike].map(([key, count]) => ({ stands: Array.from(key, Number), count }));
  let fewest = Number.POSITIVE_INFINITY;
  const total = 3 ** figures.length;
  for (let code = 1; code < total; code += 1) {
    const factors: number[] = [];
    for (let rest = code, place = 0; place < figures.length; place += 1, rest = Math.floor(rest / 3)) factors.push((rest % 3) - 1);
    const about = kinds.reduce(
      (sum, { stands, count }) => sum + (stands.reduce((own, one, place) => own + one * (factors[place] ?? 0), 0) === 0 ? 0 : count),
      0,
    );
    if (about > 0 && about < fewest) fewest = about;
  }
  return fewest;
}

describe('successive counts', () => {
  it('the attack works where months are told one after another: one who came is found out by subtraction', () => {
    const before = new Set(Array.from({ length: 40 }, (_, place) => `p${place}`));
    expect(fewestOf([before, new Set([...before, 'new'])])).toBe(1);
    const other = new Set([...before].slice(1));
    expect(fewestOf([before, new Set([...other, 'new'])])).toBe(2);
  });

  it('a count is held back until ten people stand in it of whom nothing was told', () => {
    const first: ToldCount = {
      on: day('2026-03-31'),
      fromOn: day('2025-04-01'),
      people: new Set(Array.from({ length: 40 }, (_, place) => `p${place}`)),
      hasGroups: true,
    };
    const later = (count: number, on = '2026-04-30', fromOn = '2025-05-01') =>
      tellingOf(
        {
          on: day(on),
          fromOn: day(fromOn),
          people: new Set([...first.people, ...Array.from({ length: count }, (_, place) => `n${place}`)]),
        },
        [first],
      );
    expect(later(0)).toEqual({ kind: 'held', newPeople: 0 });
    expect(later(9)).toEqual({ kind: 'held', newPeople: 9 });
    expect(later(10)).toEqual({ kind: 'told', hasGroups: false });
    // A leaver alone makes nobody new: who was not trained would follow.
    expect(tellingOf({ on: day('2026-04-30'), fromOn: day('2025-05-01'), people: new Set([...first.people].slice(1)) }, [first])).toEqual({
      kind: 'held',
      newPeople: 0,
    });
    // When the trainings of the first are over, the same people are counted by other trainings.
    expect(later(0, '2027-03-31', '2026-04-01')).toEqual({ kind: 'told', hasGroups: true });
  });

  it.each(Array.from({ length: 60 }, (_, place) => place + 1))(
    'house %i: no sum and no difference of what is told within a window is about one to nine people',
    (seed) => {
      const groups = 2 + (seed % 3);
      const house = inventHouse(seed, { size: 40 + (seed % 7) * 15, groups, months: 9, moves: 14 });
      const windowDays = 360;
      expect(
        daysBetween(house.months[0]?.on ?? (publishedAt.slice(0, 10) as Day), house.months.at(-1)?.on ?? day('2026-01-31')),
      ).toBeLessThan(windowDays);
      const figures = tellAll(house, groups, windowDays);
      expect(figures.length).toBeGreaterThan(0);
      expect(figures.length).toBeLessThan(13);
      expect(fewestOf(figures)).toBeGreaterThanOrEqual(10);
    },
  );
});
