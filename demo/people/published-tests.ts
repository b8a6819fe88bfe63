/**
 * Published cells of phishing tests in the invented hospital, without mails or people: who reports and who clicks is drawn for every
 * cell, with an effect of known size in some groups, and goes through the same door as counts of real tests. For tests that ask whether an
 * effect is found again.
 */
import { campaignMeasures } from '#core/awareness/campaign-figures.ts';
import { publish, type Publication } from '#core/disclosure/publish.ts';
import type { Instant } from '#core/kernel/time.ts';
import { integerOf, shareOf } from '../random.ts';

export interface InventedGroup {
  readonly id: string;
  readonly name: string;
  readonly people: number;
}

export interface InventedTest {
  readonly key: string;
  /** What its chance follows from; a key may be another on every day. */
  readonly name: string;
  readonly publishedAt: Instant;
  readonly groupYear: number;
  /** What its mail adds to everybody's share of reports: some are easy to see through. */
  readonly shift: number;
  /** Groups in which more report it, and how many more: 0.12 is twelve points. */
  readonly effect: { readonly groupIds: readonly string[]; readonly size: number } | null;
}

export interface InventedTests {
  readonly seed: number;
  readonly groups: readonly InventedGroup[];
  readonly tests: readonly InventedTest[];
  /** By how much a group moves on its own from test to test, a standard deviation. */
  readonly scatter: number;
}

const roles = ['analist', 'arts', 'verpleegkundige'] as const;

/** Sizes as departments have them, of so many people together; the last takes what is left. */
export function inventGroups(seed: number, people: number, many: number): readonly InventedGroup[] {
  const usual = people / many;
  let left = people;
  return Array.from({ length: many }, (_, place) => {
    const drawn = Math.round(usual * (0.6 + 0.8 * shareOf(seed, 'size', place)));
    const size = place === many - 1 ? left : Math.min(drawn, left - 30 * (many - 1 - place));
    left -= size;
    return { id: `group-${String(place).padStart(2, '0')}`, name: `Afdeling ${place + 1}`, people: size };
  });
}

export function inventPublishedTests({ seed, groups, tests, scatter }: InventedTests): readonly Publication[] {
  return tests.map((test) => {
    const people = new Int32Array(groups.length * roles.length);
    const counts = new Map(campaignMeasures.map((id) => [id as string, new Int32Array(people.length)]));
    const add = (measure: (typeof campaignMeasures)[number], place: number) => {
      const cells = counts.get(measure);
      if (cells !== undefined) cells[place] = (cells[place] ?? 0) + 1;
    };
    for (const [row, group] of groups.entries()) {
      const usual = 0.12 + 0.16 * shareOf(seed, 'usual', group.id);
      const reached = test.effect?.groupIds.includes(group.id) === true ? test.effect.size : 0;
      const reports = Math.min(1, Math.max(0, usual + test.shift + reached + scatter * normalOf(seed, group.id, test.name)));
      for (let person = 0; person < group.people; person += 1) {
        const place = row * roles.length + integerOf(0, roles.length - 1, seed, 'role', group.id, person);
        people[place] = (people[place] ?? 0) + 1;
        const isReported = shareOf(seed, 'reported', group.id, test.name, person) < reports;
        const isClicked = shareOf(seed, 'clicked', group.id, test.name, person) < 0.14;
        if (isReported) add('reported', place);
        if (isClicked) for (const measure of ['clicked', 'clicked-or-unsure', 'clicked-or-robot'] as const) add(measure, place);
        if (isReported && isClicked) add('clicked-and-reported', place);
      }
    }
    return publish({
      period: { subject: 'phishing', key: test.key },
      groupYear: test.groupYear,
      publishedAt: test.publishedAt,
      table: {
        rows: groups.map(({ id, name }) => ({ id, name })),
        columns: roles.map((role) => ({ id: role, name: role })),
        measures: campaignMeasures.map((id) => ({ id, guards: 'counted' })),
        people,
        counts,
      },
    });
  });
}

function normalOf(seed: number, group: string, test: string): number {
  const [one, other] = [shareOf(seed, 'moves', group, test), shareOf(seed, 'turns', group, test)];
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
}
