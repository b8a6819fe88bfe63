/**
 * How soon a finding is to be mended, by SSVC, from what is known of it: each point with what it rests on, and where a point is unknown
 * every value that it may have, so that the answer is a range and never a guess. EPSS decides nothing here; it stands beside. Not here:
 * the table itself (`ssvc.ts`), nor a compensating control, which SSVC counts into exposure and people state as such.
 * Followed: CERT/CC SSVC as in `ssvc.ts`; CISA writes exploitation and automatable into records of the CVE List.
 */
import type { Exposure } from '../assets/asset.ts';
import type { Localised } from '../kernel/text.ts';
import type { Filter } from '../query/filter.ts';
import {
  decideDeployment,
  deployerDecisions,
  ssvcExploitations,
  ssvcExposures,
  ssvcHumanImpacts,
  type DeployerDecision,
  type SsvcExploitation,
  type SsvcExposure,
  type SsvcHumanImpact,
} from './ssvc.ts';

/** What a record of the CVE List says of one flaw, as it is written there. */
export interface SaidOfFlaw {
  readonly by: string;
  readonly at: string | null;
  readonly exploitation: string | null;
  readonly automatable: string | null;
}

export interface UrgencyFacts {
  /** Null: nobody knows. */
  readonly kev: boolean | null;
  /** What records of the CVE List say, in any order. */
  readonly assessments: readonly SaidOfFlaw[];
  readonly exposure: Exposure | null;
  /** 1 is closest to the patient, 4 the farthest. */
  readonly tier: number | null;
}

export const urgencyPoints = ['exploitation', 'exposure', 'automatable', 'human-impact'] as const;

export interface UrgencyPoint {
  readonly point: (typeof urgencyPoints)[number];
  /** One where it is known, else all that it may be. */
  readonly values: readonly string[];
  readonly isKnown: boolean;
  readonly explanation: Localised;
}

export interface Urgency {
  /** At the least and at the most; the same where it is known. */
  readonly lowest: DeployerDecision;
  readonly highest: DeployerDecision;
  readonly points: readonly UrgencyPoint[];
}

const exposureOf: Readonly<Record<Exposure, SsvcExposure>> = {
  isolated: 'small',
  segmented: 'controlled',
  internal: 'controlled',
  internet: 'open',
};

/** By clinical tier, from 1. */
const impactOfTier: readonly SsvcHumanImpact[] = ['very-high', 'high', 'medium', 'low'];

interface Point<T> {
  readonly values: readonly T[];
  readonly explanation: Localised;
}

export function urgencyOf({ kev, assessments, exposure, tier }: UrgencyFacts): Urgency {
  const exploitation = exploitationOf(kev, assessments);
  const exposed = exposedOf(exposure);
  const automatable = automatableOf(assessments);
  const impact = impactOf(tier);
  const ranks = exploitation.values.flatMap((one) =>
    exposed.values.flatMap((two) =>
      automatable.values.flatMap((isAutomatable) =>
        impact.values.map((humanImpact) =>
          deployerDecisions.indexOf(decideDeployment({ exploitation: one, exposure: two, isAutomatable, humanImpact })),
        ),
      ),
    ),
  );
  const at = (rank: number): DeployerDecision => deployerDecisions[rank] ?? 'defer';
  return {
    lowest: at(Math.min(...ranks)),
    highest: at(Math.max(...ranks)),
    points: [
      told('exploitation', exploitation, String),
      told('exposure', exposed, String),
      told('automatable', automatable, (is) => (is ? 'yes' : 'no')),
      told('human-impact', impact, String),
    ],
  };
}

function told<T>(point: UrgencyPoint['point'], { values, explanation }: Point<T>, word: (value: T) => string): UrgencyPoint {
  return { point, values: values.map(word), isKnown: values.length === 1, explanation };
}

function exploitationOf(kev: boolean | null, assessments: readonly SaidOfFlaw[]): Point<SsvcExploitation> {
  if (kev === true) return { values: ['active'], explanation: { en: 'known to be exploited (KEV)', nl: 'bekend uitgebuit (KEV)' } };
  const said = newestSaying(assessments, ({ exploitation }) => exploitationWords[exploitation?.toLowerCase() ?? '']);
  if (said !== null) return { values: [said.value], explanation: saidBy(said.by) };
  if (kev === false)
    return {
      values: ssvcExploitations,
      explanation: {
        en: 'unknown: KEV does not list it, which is no evidence that nobody exploits it',
        nl: 'onbekend: het staat niet in KEV, en dat zegt niet dat niemand het uitbuit',
      },
    };
  return { values: ssvcExploitations, explanation: unknown };
}

const exploitationWords: Readonly<Record<string, SsvcExploitation>> = {
  none: 'none',
  poc: 'public-poc',
  'public poc': 'public-poc',
  active: 'active',
};

function exposedOf(exposure: Exposure | null): Point<SsvcExposure> {
  if (exposure === null)
    return {
      values: ssvcExposures,
      explanation: { en: 'the exposure of the asset is unknown', nl: 'de blootstelling van het middel is onbekend' },
    };
  return {
    values: [exposureOf[exposure]],
    explanation: { en: 'from the exposure of the asset', nl: 'uit de blootstelling van het middel' },
  };
}

function automatableOf(assessments: readonly SaidOfFlaw[]): Point<boolean> {
  const said = newestSaying(assessments, ({ automatable }) => ({ yes: true, no: false })[automatable?.toLowerCase() ?? '']);
  return said === null ? { values: [false, true], explanation: unknown } : { values: [said.value], explanation: saidBy(said.by) };
}

function impactOf(tier: number | null): Point<SsvcHumanImpact> {
  const known = tier === null ? undefined : impactOfTier[tier - 1];
  if (tier === null || known === undefined)
    return {
      values: ssvcHumanImpacts,
      explanation: { en: 'the clinical tier of the asset is unknown', nl: 'het klinisch niveau van het middel is onbekend' },
    };
  return { values: [known], explanation: { en: `from clinical tier ${tier}`, nl: `uit klinisch niveau ${tier}` } };
}

const unknown: Localised = { en: 'unknown: nobody says it', nl: 'onbekend: niemand zegt het' };

function saidBy({ by, at }: SaidOfFlaw): Localised {
  const on = at === null ? '' : `, ${at.slice(0, 10)}`;
  return { en: `said by ${by}${on}, in the record of the CVE List`, nl: `volgens ${by}${on}, in de gegevens van de CVE-lijst` };
}

function newestSaying<T>(
  assessments: readonly SaidOfFlaw[],
  read: (one: SaidOfFlaw) => T | undefined,
): { readonly value: T; readonly by: SaidOfFlaw } | null {
  const saying = assessments.flatMap((by) => {
    const value = read(by);
    return value === undefined ? [] : [{ value, by }];
  });
  return saying.toSorted((one, other) => ((one.by.at ?? '') < (other.by.at ?? '') ? -1 : 1)).at(-1) ?? null;
}

/**
 * The findings that are open and at least as urgent whatever is unknown of them, by the fields of a finding alone: what a record of the
 * CVE List says beyond those may make more of them urgent, and none less. Every exposure and tier is one row of the table.
 */
export function surelyUrgent(least: 'out-of-cycle' | 'immediate'): Filter {
  const wanted = deployerDecisions.indexOf(least);
  const tierUpTo = (exposure: SsvcExposure): number =>
    impactOfTier.filter(
      (humanImpact) =>
        deployerDecisions.indexOf(decideDeployment({ exploitation: 'active', exposure, isAutomatable: false, humanImpact })) >= wanted,
    ).length;
  const least0 = tierUpTo('small');
  const whatever: Filter[] = least0 === 0 ? [] : [{ op: 'le', field: 'tier', value: least0 }];
  const exposed = Object.entries(exposureOf).flatMap(([exposure, small]): Filter[] => {
    const tier = tierUpTo(small);
    if (tier <= least0) return [];
    return [
      {
        op: 'and',
        of: [
          { op: 'eq', field: 'exposure', value: exposure },
          { op: 'le', field: 'tier', value: tier },
        ],
      },
    ];
  });
  const rows = [...whatever, ...exposed];
  return {
    op: 'and',
    of: [
      { op: 'eq', field: 'state', value: 'open' },
      { op: 'eq', field: 'kev', value: true },
      ...(rows.length === 1 ? rows : [{ op: 'or', of: rows } as const]),
    ],
  };
}
