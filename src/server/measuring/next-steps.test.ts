/** When a newer file comes first: the newest source of a role is older than the gates allow. */
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/kernel/time.ts';
import { handledWithinDays } from '#core/metrics/gates.ts';
import { staleAfterDays } from '#core/metrics/source-age.ts';
import type { SourceAge } from '#store/measuring/sources.ts';
import { checkStep, sourceSteps } from './next-steps.ts';

const newestAt = '2026-01-01T08:00:00.000Z' as Instant;
const aged = (source: string, role: SourceAge['role'], ageDays: number): SourceAge => ({
  source,
  role,
  newestAt,
  ageDays,
  stale: ageDays > staleAfterDays(role),
});
const codesOf = (sources: readonly SourceAge[]) => {
  const { first, later } = sourceSteps(sources);
  return { first: first.map(({ code }) => code), later: later.map(({ code }) => code) };
};

describe('a newer file', () => {
  test('is asked for by name and age, in both languages', () => {
    const days = staleAfterDays('scan') + 1;
    expect(sourceSteps([aged('nessus', 'scan', days)]).first).toEqual([
      {
        code: 'stale:scan:nessus',
        title: {
          en: `Hand in a newer file of nessus: the last one is ${days} days old`,
          nl: `Lever een nieuwer bestand van nessus aan: het laatste is ${days} dagen oud`,
        },
        detail: {
          en: `vulnerability scan; after ${days - 1} days its figures count as out of date`,
          nl: `kwetsbaarheidsscan; na ${days - 1} dagen gelden de cijfers als verouderd`,
        },
        kind: 'import',
        filter: 'eq(source,nessus)',
      },
    ]);
  });

  test('is not asked for on the last day that is agreed', () => {
    const sources = [aged('nessus', 'scan', staleAfterDays('scan')), aged('CMDB', 'register', handledWithinDays)];
    expect(codesOf(sources)).toEqual({ first: [], later: [] });
  });

  test('of the register is asked for as soon as unknown assets cannot be counted', () => {
    const { first } = sourceSteps([aged('CMDB', 'register', handledWithinDays + 1)]);
    expect(first.map(({ detail }) => detail.en)).toEqual(['register; unknown assets are counted only by a register of at most 7 days old']);
  });

  test('of one source can wait while another of its role is fresh', () => {
    const sources = [aged('old scanner', 'scan', 400), aged('nessus', 'scan', 1), aged('old register', 'register', 90)];
    expect(codesOf(sources)).toEqual({ first: ['stale:register:old register'], later: ['stale:scan:old scanner'] });
  });

  test('of a look at the network can wait while something scans it', () => {
    expect(codesOf([aged('nmap', 'discovery', 400), aged('nessus', 'scan', 1)])).toEqual({ first: [], later: ['stale:discovery:nmap'] });
    expect(codesOf([aged('nmap', 'discovery', 400)])).toEqual({ first: ['stale:discovery:nmap'], later: [] });
  });
});

describe('a repair', () => {
  const shareOf = (findingCount: number, total: number) => {
    const check = { scanner: 'nessus', checkId: '10', title: 'Update', severity: 'high', findingCount, assetCount: 2 } as const;
    const none = { cveIds: [], epssMax: null, kev: null, dueOnMin: null, openedAtMin: newestAt };
    const { detail } = checkStep({ ...check, ...none }, total);
    return [detail.en.split(', ').at(-1), detail.nl.split(', ').at(-1)];
  };

  test('tells its share, which is never nothing', () => {
    expect(shareOf(30, 100)).toEqual(['30 % of all that is overdue', '30 % van alles over de termijn']);
    expect(shareOf(3, 1_000)).toEqual(['less than 1 % of all that is overdue', 'minder dan 1 % van alles over de termijn']);
  });
});
