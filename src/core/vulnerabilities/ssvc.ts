/**
 * How soon a deployer patches, by SSVC: what is known of exploitation, how exposed the system is, whether an attack can be automated, and
 * what it does to people. A table and nothing else: every combination has one answer, and nothing is weighed.
 * Followed: CERT/CC SSVC, decision table "Deployer Patch Application Priority" 1.0.0 (Exploitation 1.1.0, System Exposure 1.0.1,
 * Automatable 2.0.0, Human Impact 2.0.2).
 */
import { invariant } from '../kernel/invariant.ts';

export const ssvcExploitations = ['none', 'public-poc', 'active'] as const;
export const ssvcExposures = ['small', 'controlled', 'open'] as const;
export const ssvcHumanImpacts = ['low', 'medium', 'high', 'very-high'] as const;

export type SsvcExploitation = (typeof ssvcExploitations)[number];
export type SsvcExposure = (typeof ssvcExposures)[number];
export type SsvcHumanImpact = (typeof ssvcHumanImpacts)[number];

/** From no haste to all haste. */
export const deployerDecisions = ['defer', 'scheduled', 'out-of-cycle', 'immediate'] as const;
export type DeployerDecision = (typeof deployerDecisions)[number];

export interface DeployerPoints {
  readonly exploitation: SsvcExploitation;
  readonly exposure: SsvcExposure;
  readonly isAutomatable: boolean;
  readonly humanImpact: SsvcHumanImpact;
}

/** By human impact from low to very high: first what cannot be automated, then what can. */
const table: Readonly<Record<SsvcExploitation, Readonly<Record<SsvcExposure, readonly [byHand: string, automated: string]>>>> = {
  none: { small: ['DDSS', 'DSSS'], controlled: ['DSSS', 'SSSS'], open: ['DSSS', 'SSSO'] },
  'public-poc': { small: ['DSSS', 'SSSS'], controlled: ['DSSS', 'SSSO'], open: ['SSSO', 'SSOO'] },
  active: { small: ['SSOO', 'SOOO'], controlled: ['SSOO', 'OOOO'], open: ['SOOI', 'OOII'] },
};

const decisions: Readonly<Record<string, DeployerDecision>> = { D: 'defer', S: 'scheduled', O: 'out-of-cycle', I: 'immediate' };

export function decideDeployment({ exploitation, exposure, isAutomatable, humanImpact }: DeployerPoints): DeployerDecision {
  const row = table[exploitation][exposure][isAutomatable ? 1 : 0];
  const decision = decisions[row.charAt(ssvcHumanImpacts.indexOf(humanImpact))];
  invariant(decision !== undefined, 'the table has an answer for every combination');
  return decision;
}
