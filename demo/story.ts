/**
 * The story the files tell, in day numbers: 0 is two years before the last day. Every date of the demonstration stands
 * here; what happens to single assets and flaws follows from it elsewhere.
 */
import { addDays, type Day } from '#core/kernel/time.ts';

export const lastDayNumber = 730;

/** Rounds are four weeks apart, not a calendar month: two sightings 31 days apart would leave a day unseen between them. */
const roundDays = 28;
export const roundCount = 26;
/** The office scan of a round; discovery comes a day earlier, medical devices two days earlier. */
export function roundDay(round: number): number {
  return 727 - roundDays * (roundCount - 1 - round);
}

/** A supplier of remote support is hit by ransomware; its software is everywhere, and repairs stall for three months. */
export const incidentDay = lastDayNumber - 213;
/** A patch team starts: two and a half times as fast as before, and the critical servers are scanned every two weeks instead of four. */
export const patchTeamDay = lastDayNumber - 122;
/** From this round the network is searched: until then only what is scanned counts as seen. */
export const firstDiscoveryRound = 13;
/** The registers are compared with the network every week: ghosts go out, unknown assets and owners come in. */
export const reconciliationDay = lastDayNumber - 91;

/** Until this round more and more of the network is scanned. */
export const fullCoverageRound = 14;
/** The scan of the medical devices that was never done. */
export const missedMedicalRound = 6;
/** The office scan that was broken off: some hosts have no end. */
export const unfinishedOfficeRound = 9;

/** Newest last. */
export const criticalServerScanDays: readonly number[] = serverScanDays();

function serverScanDays(): number[] {
  const days: number[] = [];
  for (let day = 726; day > 6; day -= day > patchTeamDay + 14 ? 14 : 28) days.push(day);
  return days.toReversed();
}

/** Twice a year, then weekly; in every fourth week the other register's turn, and both at the end. */
export const cmmsDays: readonly number[] = [
  3,
  185,
  367,
  549,
  ...Array.from({ length: 13 }, (_, week) => 729 - 7 * (12 - week)).filter((_, week) => week % 4 !== 0 || week === 12),
];
export const cmdbDays: readonly number[] = [4, 368, ...[0, 4, 8].map((week) => 729 - 7 * (12 - week)), 728];

/** The list of ends of support was fetched once, before everything else. */
export const supportListDay = 2;

/** The continuity team wrote down what care rests on once the weekly comparison had begun; from then its figures are told by service. */
export const dependencyDay = lastDayNumber - 84;

/** How fast repairs go on a day, beside the ordinary pace of 1. */
export function paceOn(day: number, isMedical: boolean): number {
  if (day >= patchTeamDay) return isMedical ? 1.8 : 2.6;
  return day >= incidentDay ? 0.5 : 1;
}
/** Days on which the pace changes. */
export const paceChanges: readonly number[] = [incidentDay, patchTeamDay];

export function dayOfNumber(number: number, lastDay: Day): Day {
  return addDays(lastDay, number - lastDayNumber);
}
