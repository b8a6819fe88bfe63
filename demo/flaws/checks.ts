/**
 * The checks of the invented scanner: what it finds, how bad that is, and how it says so. Titles name invented
 * products; CVE numbers are valid in form and drawn at random, so what they stand for elsewhere means nothing here.
 */
import { epssByPercentile, figures } from '../figures.ts';
import type { Platform } from '../hospital/products.ts';
import { oneOf, shareOf, wordOf } from '../random.ts';

export type CheckSeverity = 1 | 2 | 3 | 4;

export interface Check {
  readonly id: number;
  readonly title: string;
  readonly family: string;
  readonly severity: CheckSeverity;
  readonly cve: string | null;
  readonly score: number;
  readonly vector: string;
  readonly epss: number;
  readonly isKnownExploited: boolean;
  readonly solution: string;
  readonly port: number;
  readonly service: string;
}

type Rating = readonly [score: number, vector: string];
/** CVSS 3.1 base metrics and the score that the formula of the standard gives for them (tested). */
export const ratings: Readonly<Record<CheckSeverity, readonly [Rating, ...Rating[]]>> = {
  1: [
    [3.7, 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N'],
    [3.3, 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N'],
  ],
  2: [
    [6.1, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N'],
    [5.3, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N'],
    [6.5, 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N'],
    [5.5, 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N'],
  ],
  3: [
    [8.8, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H'],
    [7.8, 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H'],
    [7.5, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'],
  ],
  4: [
    [9.8, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    [10, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H'],
  ],
};

interface Pool {
  readonly family: string;
  readonly port: number;
  readonly service: string;
  /** Shares of low, medium and high; the rest is critical. */
  readonly mix: readonly [low: number, medium: number, high: number];
  /** `%` becomes year and month of publication. */
  readonly titles: readonly [string, ...string[]];
  readonly solution: string;
}

const update = 'Install the update of the month.';
const firmware = 'Ask the maker for the current firmware and plan its installation with the department.';

export const pools: Readonly<Record<Exclude<Platform, 'none'>, Pool>> = {
  desktop: {
    family: 'Windows : Security Updates',
    port: 445,
    service: 'cifs',
    mix: [0.24, 0.54, 0.19],
    titles: [
      'Castellum Desktop: missing security update %',
      'Tindra Browser: update % missing',
      'Foxglade Reader: outdated since %',
      'Pennemes Office suite: update % missing',
      'Kompaan VPN client: weak local rights (%)',
    ],
    solution: update,
  },
  'windows-server': {
    family: 'Windows : Security Updates',
    port: 445,
    service: 'cifs',
    mix: [0.24, 0.5, 0.21],
    titles: [
      'Castellum Server: missing security update %',
      'Relatix database: update % missing',
      'Castellum Server: weak setting of file sharing (%)',
      'Hefboom backup agent: update % missing',
    ],
    solution: update,
  },
  'linux-server': {
    family: 'Linux Local Security Checks',
    port: 22,
    service: 'ssh',
    mix: [0.25, 0.5, 0.2],
    titles: ['Marlin Linux: missing packages of %', 'Marlin Linux kernel: update % missing', 'Draadloos web server: outdated since %'],
    solution: update,
  },
  network: {
    family: 'Network Devices',
    port: 443,
    service: 'https',
    mix: [0.25, 0.5, 0.2],
    titles: ['Netwerf OS: bulletin % not applied', 'Management page over TLS 1.0 (%)', 'Outdated key exchange on management port (%)'],
    solution: 'Apply the bulletin in the next maintenance window.',
  },
  printer: {
    family: 'Misc.',
    port: 443,
    service: 'https',
    mix: [0.3, 0.5, 0.18],
    titles: ['Drukwerf firmware: bulletin % not applied', 'Printer management page without password (%)'],
    solution: firmware,
  },
  appliance: {
    family: 'Misc.',
    port: 80,
    service: 'www',
    mix: [0.3, 0.5, 0.18],
    titles: ['Orbitalis Panel: bulletin % not applied', 'Panel management page over plain HTTP (%)'],
    solution: firmware,
  },
  imaging: {
    family: 'Medical Devices',
    port: 3389,
    service: 'msrdp',
    mix: [0.24, 0.5, 0.21],
    titles: [
      'Outdated firmware on imaging device (bulletin %)',
      'Castellum Desktop Embedded: missing security update %',
      'TLS 1.0 enabled on DICOM service (%)',
      'Default password on service port (%)',
    ],
    solution: firmware,
  },
  laboratory: {
    family: 'Medical Devices',
    port: 22,
    service: 'ssh',
    mix: [0.25, 0.5, 0.2],
    titles: [
      'Outdated firmware on Hemolyne analyser (bulletin %)',
      'Marlin Linux 8: missing packages of %',
      'HL7 service without authentication (%)',
    ],
    solution: firmware,
  },
};

const platforms = Object.keys(pools) as readonly Exclude<Platform, 'none'>[];
/** Checks that a platform gets in a month: two slots of three, see `flaws-of-assets.ts`. */
const checksPerMonth = 6;
const monthOffset = 40;

/** @param published `2025-03`; @param month may be negative: before the first day. */
export function monthlyCheck(seed: number, platform: Exclude<Platform, 'none'>, month: number, pick: number, published: string): Check {
  const id = 200_000 + (platforms.indexOf(platform) * 100 + month + monthOffset) * checksPerMonth + pick;
  const pool = pools[platform];
  const [low, medium, high] = pool.mix;
  const share = shareOf(seed, 'severity', id);
  const severity: CheckSeverity = share < low ? 1 : share < low + medium ? 2 : share < low + medium + high ? 3 : 4;
  const isMedical = platform === 'imaging' || platform === 'laboratory';
  const knownExploited = isMedical ? figures.knownExploitedMedical.value : figures.knownExploited.value;
  return {
    id,
    title: oneOf(pool.titles, seed, 'title', id).replace('%', `${published}-${pick + 1}`),
    family: pool.family,
    severity,
    ...ratingOf(seed, id, severity),
    cve: shareOf(seed, 'has-cve', id) < 0.8 ? cveOf(seed, id, published) : null,
    epss: epssOf(shareOf(seed, 'epss', id)),
    isKnownExploited: severity >= 3 && shareOf(seed, 'kev', id) < knownExploited,
    solution: pool.solution,
    port: pool.port,
    service: pool.service,
  };
}

/** What the incident brought to light in the software of the supplier: one critical flaw, one high. */
export function incidentCheck(seed: number, isCritical: boolean, published: string): Check {
  const id = isCritical ? 290_001 : 290_002;
  const severity = isCritical ? 4 : 3;
  return {
    id,
    title: isCritical ? 'Quillgate remote support: takeover without sign-in' : 'Quillgate remote support: agent updates unchecked',
    family: 'Misc.',
    severity,
    ...ratingOf(seed, id, severity),
    cve: cveOf(seed, id, published),
    epss: isCritical ? 0.9574 : 0.2082,
    isKnownExploited: isCritical,
    solution: 'Remove the agent, or install the version of the supplier and renew its keys.',
    port: 5938,
    service: 'quillgate',
  };
}

function ratingOf(seed: number, id: number, severity: CheckSeverity): Pick<Check, 'score' | 'vector'> {
  const [score, vector] = oneOf(ratings[severity], seed, 'rating', id);
  return { score, vector };
}

function cveOf(seed: number, id: number, published: string): string {
  return `CVE-${published.slice(0, 4)}-${10_000 + (wordOf(seed, 'cve', id) % 45_000)}`;
}

/** Between two known points the score grows by an equal factor per equal step of the percentile. */
export function epssOf(percentile: number): number {
  const [first, last] = [epssByPercentile[0], epssByPercentile.at(-1)];
  if (first === undefined || last === undefined || percentile <= first[0]) return first?.[1] ?? 0;
  const above = epssByPercentile.findIndex(([known]) => known >= percentile);
  const [upper, lower] = [epssByPercentile[above], epssByPercentile[above - 1]];
  if (upper === undefined || lower === undefined) return last[1];
  const part = (percentile - lower[0]) / (upper[0] - lower[0]);
  return Math.round(lower[1] * (upper[1] / lower[1]) ** part * 100_000) / 100_000;
}
