/** Which files the hospital hands in over two years, in order of observation, each with its text. Nothing is written here. */
import type { Day } from '#core/kernel/time.ts';
import { flawsOfAssets } from '../flaws/flaws-of-assets.ts';
import type { Hospital, ScanGroup } from '../hospital/generate-hospital.ts';
import {
  cmdbDays,
  cmmsDays,
  criticalServerScanDays,
  dayOfNumber,
  dependencyDay,
  firstDiscoveryRound,
  missedMedicalRound,
  roundCount,
  roundDay,
  supportListDay,
  unfinishedOfficeRound,
} from '../story.ts';
import { dependencyText } from './dependency-file.ts';
import { nessusText, type Scan } from './nessus-file.ts';
import { nmapText } from './nmap-file.ts';
import { cmdbText, cmmsText } from './register-files.ts';
import { supportListText } from './support-list.ts';

export interface DemoFile {
  readonly name: string;
  /** YYYY-MM-DD; null when the file tells itself. */
  readonly observedOn: string | null;
  /** Of a register, which its file does not name; null for scanners, which the importer knows. */
  readonly source: string | null;
  readonly kind: 'register' | 'scan' | 'discovery' | 'support-list' | 'dependencies';
}

export interface PlannedFile {
  readonly file: DemoFile;
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly text: () => Iterable<string>;
}

interface Dated extends PlannedFile {
  readonly startMs: number;
}

export function planFiles(hospital: Hospital, lastDay: Day): PlannedFile[] {
  const planned = [supportList(lastDay), dependencyFile(lastDay), ...registers(hospital, lastDay), ...scans(hospital, lastDay)];
  return planned.toSorted((left, right) => left.startMs - right.startMs || (left.file.name < right.file.name ? -1 : 1));
}

function supportList(lastDay: Day): Dated {
  const observedOn = dayOfNumber(supportListDay, lastDay);
  return {
    file: { name: `einde-ondersteuning-${observedOn}.jsonl`, observedOn, source: null, kind: 'support-list' },
    startMs: Date.parse(`${observedOn}T00:00:00Z`),
    encoding: 'utf-8',
    text: () => supportListText(lastDay),
  };
}

function dependencyFile(lastDay: Day): Dated {
  const observedOn = dayOfNumber(dependencyDay, lastDay);
  return {
    file: { name: `zorgketen-${observedOn}.csv`, observedOn, source: 'Zorgketen', kind: 'dependencies' },
    startMs: Date.parse(`${observedOn}T00:00:00Z`),
    encoding: 'utf-8',
    text: dependencyText,
  };
}

function registers(hospital: Hospital, lastDay: Day): Dated[] {
  const fileOf = (source: string, day: number, rest: Pick<Dated, 'encoding' | 'text'>): Dated => {
    const observedOn = dayOfNumber(day, lastDay);
    const name = `${source.toLowerCase()}-export-${observedOn}.csv`;
    return { file: { name, observedOn, source, kind: 'register' }, startMs: Date.parse(`${observedOn}T00:00:00Z`), ...rest };
  };
  return [
    ...cmmsDays.map((day) => fileOf('CMMS', day, { encoding: 'windows-1252', text: () => cmmsText(hospital, day, lastDay) })),
    ...cmdbDays.map((day) => fileOf('CMDB', day, { encoding: 'utf-8', text: () => cmdbText(hospital, day, lastDay) })),
  ];
}

/** At night: scans begin at 20:00 UTC, discovery at 01:00. */
function scans(hospital: Hospital, lastDay: Day): Dated[] {
  const flaws = flawsOfAssets(hospital, lastDay);
  const at = (day: number, hour: string): number => Date.parse(`${dayOfNumber(day, lastDay)}T${hour}:00:00Z`);
  const scanOf = (group: ScanGroup, round: number, day: number): Dated => {
    const scan: Scan = { group, round, day, startMs: at(day, '20'), isUnfinished: group === 'office' && round === unfinishedOfficeRound };
    const name = `scan-${scanNames[group]}-${dayOfNumber(day, lastDay)}.nessus`;
    return {
      file: { name, observedOn: null, source: null, kind: 'scan' },
      startMs: scan.startMs,
      encoding: 'utf-8',
      text: () => nessusText(hospital, flaws, scan),
    };
  };
  const rounds = Array.from({ length: roundCount }, (_, round) => round);
  return [
    ...rounds.slice(firstDiscoveryRound).map((round): Dated => {
      const day = roundDay(round) - 1;
      const startMs = at(day, '01');
      const name = `discovery-${dayOfNumber(day, lastDay)}.xml`;
      return {
        file: { name, observedOn: null, source: null, kind: 'discovery' },
        startMs,
        encoding: 'utf-8',
        text: () => nmapText(hospital, { round, day, startMs }),
      };
    }),
    ...rounds.map((round) => scanOf('office', round, roundDay(round))),
    ...rounds.filter((round) => round !== missedMedicalRound).map((round) => scanOf('medical', round, roundDay(round) - 2)),
    ...criticalServerScanDays.map((day) => scanOf('critical-servers', Math.max(0, roundAt(day)), day)),
  ];
}

const scanNames: Readonly<Record<ScanGroup, string>> = { 'critical-servers': 'kritieke-servers', office: 'kantoor', medical: 'medisch' };

/** The round whose office scan is the last up to that day. */
function roundAt(day: number): number {
  return Math.floor((day - roundDay(0)) / 28);
}
