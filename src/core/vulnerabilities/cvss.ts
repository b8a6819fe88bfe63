/**
 * What a CVSS vector says: its scores, or what is wrong in it and where. The arithmetic is the calculator's; which metrics a version
 * has, which of them must be there and which values they take is told here, because calculators pass over what they do not know.
 * Not here: what a score means for a finding (`finding.ts`), and temporal scores, which nobody asks for.
 * Followed: FIRST CVSS 2.0, 3.0, 3.1 and 4.0. The order of metrics is not held against a vector: it says the same in any.
 */
import calculators from 'ae-cvss-calculator';
import { invariant } from '../kernel/invariant.ts';

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';
/** The qualitative scale of 3.x and 4.0; for 2.0 the bands of NVD, which knows no `critical` there. */
export type CvssSeverity = 'none' | 'low' | 'medium' | 'high' | 'critical';

export interface VectorScore {
  readonly kind: 'score';
  readonly version: CvssVersion;
  /** 0.0 to 10.0. */
  readonly base: number;
  /** Where the vector holds environmental metrics, otherwise null. Of 4.0 it takes in the threat metrics, as its clause 8 asks. */
  readonly environmental: number | null;
  /** Of the base score. */
  readonly severity: CvssSeverity;
}

export interface BrokenVector {
  readonly kind: 'broken';
  /** The piece of the vector that is wrong, as written; empty where something is missing. */
  readonly at: string;
  readonly message: string;
}

interface Metrics {
  /** Metric → its values, parted by spaces. */
  readonly base: Readonly<Record<string, string>>;
  readonly environmental: Readonly<Record<string, string>>;
  /** Temporal, threat and supplemental. */
  readonly further: Readonly<Record<string, string>>;
}

const metrics2: Metrics = {
  base: { AV: 'L A N', AC: 'H M L', Au: 'M S N', C: 'N P C', I: 'N P C', A: 'N P C' },
  environmental: { CDP: 'N L LM MH H ND', TD: 'N L M H ND', CR: 'L M H ND', IR: 'L M H ND', AR: 'L M H ND' },
  further: { E: 'U POC F H ND', RL: 'OF TF W U ND', RC: 'UC UR C ND' },
};
const metrics3: Metrics = {
  base: { AV: 'N A L P', AC: 'L H', PR: 'N L H', UI: 'N R', S: 'U C', C: 'H L N', I: 'H L N', A: 'H L N' },
  environmental: {
    ...{ CR: 'X H M L', IR: 'X H M L', AR: 'X H M L', MAV: 'X N A L P', MAC: 'X L H', MPR: 'X N L H', MUI: 'X N R', MS: 'X U C' },
    ...{ MC: 'X N L H', MI: 'X N L H', MA: 'X N L H' },
  },
  further: { E: 'X H F P U', RL: 'X U W T O', RC: 'X C R U' },
};
const metrics4: Metrics = {
  base: {
    ...{ AV: 'N A L P', AC: 'L H', AT: 'N P', PR: 'N L H', UI: 'N P A' },
    ...{ VC: 'H L N', VI: 'H L N', VA: 'H L N', SC: 'H L N', SI: 'H L N', SA: 'H L N' },
  },
  environmental: {
    ...{ CR: 'X H M L', IR: 'X H M L', AR: 'X H M L', MAV: 'X N A L P', MAC: 'X L H', MAT: 'X N P', MPR: 'X N L H', MUI: 'X N P A' },
    ...{ MVC: 'X H L N', MVI: 'X H L N', MVA: 'X H L N', MSC: 'X H L N', MSI: 'X S H L N', MSA: 'X S H L N' },
  },
  further: { E: 'X A P U', S: 'X N P', AU: 'X N Y', R: 'X A U I', V: 'X D C', RE: 'X L M H', U: 'X Clear Green Amber Red' },
};

const metricsOf: Readonly<Record<CvssVersion, Metrics>> = { '2.0': metrics2, '3.0': metrics3, '3.1': metrics3, '4.0': metrics4 };
const undefinedValues = new Set(['X', 'ND']);
/** The longest whole vector, of 4.0 with every metric, has fewer. */
const charactersMax = 400;

/** @param text as published; 2.0 also in brackets, as its guide writes it. */
export function scoreOfVector(text: string): VectorScore | BrokenVector {
  const written = text.trim().replace(/^\((.*)\)$/, '$1');
  if (written.length > charactersMax) return broken('', `the vector is longer than ${charactersMax} characters`);
  const prefix = /^CVSS:([^/]*)(?:\/|$)/.exec(written);
  const version = prefix === null ? '2.0' : versionNamed(prefix[1] ?? '');
  if (version === undefined) return broken(prefix?.[0].replace(/\/$/, '') ?? '', 'this version of CVSS is not known');
  const values = metricsIn(written.slice(prefix?.[0].length ?? 0), version);
  return 'kind' in values ? values : scoreOf(version, values, written);
}

function versionNamed(text: string): CvssVersion | undefined {
  return (['3.0', '3.1', '4.0'] as const).find((version) => version === text);
}

function metricsIn(text: string, version: CvssVersion): ReadonlyMap<string, string> | BrokenVector {
  const { base, environmental, further } = metricsOf[version];
  const values = new Map<string, string>();
  for (const piece of text.split('/')) {
    const [name = '', value = '', ...more] = piece.split(':');
    const allowed = [base, environmental, further].find((metrics) => Object.hasOwn(metrics, name))?.[name];
    if (allowed === undefined) return broken(piece, `"${name}" is no metric of CVSS ${version}`);
    if (more.length > 0 || !allowed.split(' ').includes(value)) return broken(piece, `"${name}" has one of the values ${allowed}`);
    if (values.has(name)) return broken(piece, `"${name}" stands there twice`);
    values.set(name, value);
  }
  const missing = Object.keys(base).find((name) => !values.has(name));
  return missing === undefined ? values : broken('', `"${missing}" is missing, which every vector of CVSS ${version} has`);
}

function scoreOf(version: CvssVersion, values: ReadonlyMap<string, string>, written: string): VectorScore {
  const isEnvironmental = Object.keys(metricsOf[version].environmental).some((name) => isSaid(values.get(name)));
  const text = writeVector(version, values, () => true);
  const base = writeVector(version, values, (name) => Object.hasOwn(metricsOf[version].base, name));
  const [baseScore, environmental] = calculated(version, base, text);
  invariant(baseScore !== undefined, `the calculator gave no base score for ${written}`);
  return {
    kind: 'score',
    version,
    base: baseScore,
    environmental: isEnvironmental ? (environmental ?? null) : null,
    severity: severityOf(baseScore, version),
  };
}

function calculated(
  version: CvssVersion,
  base: string,
  whole: string,
): readonly [base: number | undefined, environmental: number | undefined] {
  switch (version) {
    case '2.0':
      return scoresOf(new calculators.Cvss2(whole).calculateScores());
    case '3.0':
      return scoresOf(new calculators.Cvss3P0(whole).calculateScores());
    case '3.1':
      return scoresOf(new calculators.Cvss3P1(whole).calculateScores());
    case '4.0': {
      const score = new calculators.Cvss4P0(whole).calculateScores().overall;
      return [base === whole ? score : new calculators.Cvss4P0(base).calculateScores().overall, score];
    }
  }
}

function scoresOf(scores: { readonly base: number | undefined; readonly environmental: number | undefined }) {
  // Version 2.0 rounds a negative nothing to -0.
  return [scores.base === undefined ? undefined : Math.max(0, scores.base), scores.environmental] as const;
}

function writeVector(version: CvssVersion, values: ReadonlyMap<string, string>, isWanted: (name: string) => boolean): string {
  const pieces = [...values].filter(([name]) => isWanted(name)).map(([name, value]) => `${name}:${value}`);
  return [...(version === '2.0' ? [] : [`CVSS:${version}`]), ...pieces].join('/');
}

function isSaid(value: string | undefined): boolean {
  return value !== undefined && !undefinedValues.has(value);
}

function severityOf(score: number, version: CvssVersion): CvssSeverity {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'none';
}

function broken(at: string, message: string): BrokenVector {
  return { kind: 'broken', at, message };
}
