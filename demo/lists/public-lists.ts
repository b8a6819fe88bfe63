/**
 * What stands in for the public lists: a catalogue of known exploited flaws and the EPSS scores of the day before the last, of the
 * invented flaws alone. In the forms of their publishers, so that they are taken as real ones are; the numbers mean nothing elsewhere.
 */
import { addDays, type Day } from '#core/kernel/time.ts';
import { flawsOfAssets } from '../flaws/flaws-of-assets.ts';
import type { Check } from '../flaws/checks.ts';
import type { Hospital } from '../hospital/generate-hospital.ts';
import { integerOf, shareOf } from '../random.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';

interface Named {
  readonly cve: string;
  readonly check: Check;
  /** Day number on which the hospital met it first. */
  readonly firstDay: number;
}

export interface PublicLists {
  /** `known_exploited_vulnerabilities.json` as CISA publishes it. */
  readonly kev: string;
  /** The CSV of all scores as FIRST publishes it. */
  readonly epss: string;
}

export function publicLists(hospital: Hospital, lastDay: Day): PublicLists {
  const named = namedFlaws(hospital, lastDay);
  return { kev: kevText(named, hospital.seed, lastDay), epss: epssText(named, lastDay) };
}

function namedFlaws(hospital: Hospital, lastDay: Day): readonly Named[] {
  const byCve = new Map<string, Named>();
  for (const flaws of flawsOfAssets(hospital, lastDay).values()) {
    for (const { check, fromDay } of flaws) {
      if (check.cve === null) continue;
      const known = byCve.get(check.cve);
      if (known === undefined || fromDay < known.firstDay) byCve.set(check.cve, { cve: check.cve, check, firstDay: Math.floor(fromDay) });
    }
  }
  return [...byCve.values()].toSorted((left, right) => (left.cve < right.cve ? -1 : 1));
}

function kevText(named: readonly Named[], seed: number, lastDay: Day): string {
  const vulnerabilities = named
    .filter(({ check }) => check.isKnownExploited)
    .map(({ cve, check, firstDay }) => {
      const day = Math.min(firstDay + integerOf(3, 60, seed, 'kev-added', check.id), lastDayNumber - 1);
      const dateAdded = dayOfNumber(day, lastDay);
      return {
        cveID: cve,
        vendorProject: check.family,
        product: check.title,
        vulnerabilityName: check.title,
        dateAdded,
        shortDescription: check.title,
        requiredAction: check.solution,
        // Two or three weeks, as most entries of the real catalogue have.
        dueDate: addDays(dateAdded, shareOf(seed, 'kev-due', check.id) < 0.2 ? 14 : 21),
        knownRansomwareCampaignUse: shareOf(seed, 'kev-ransomware', check.id) < 0.2 ? 'Known' : 'Unknown',
      };
    });
  const catalogue = {
    title: 'Invented catalogue of the demonstration',
    catalogVersion: lastDay.replaceAll('-', '.'),
    dateReleased: `${addDays(lastDay, -1)}T12:00:00.000Z`,
    count: vulnerabilities.length,
    vulnerabilities,
  };
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}

function epssText(named: readonly Named[], lastDay: Day): string {
  const scores = named.map(({ check }) => check.epss).toSorted((left, right) => left - right);
  const rows = named.map(({ cve, check }) => {
    const below = scores.findIndex((score) => score >= check.epss);
    return `${cve},${check.epss.toFixed(5)},${(below / scores.length).toFixed(5)}`;
  });
  const head = `#model_version:v2026.03.01,score_date:${addDays(lastDay, -1)}T12:00:00+0000`;
  return `${[head, 'cve,epss,percentile', ...rows].join('\n')}\n`;
}
