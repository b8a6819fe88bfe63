/** The decision table of CERT/CC for deployers, kept outside the repository: every one of its rows, and no other. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decideDeployment, type DeployerPoints } from '#core/vulnerabilities/ssvc.ts';

const file = fileURLToPath(
  new URL('../../../shared/data/ssvc/json/decision_tables/ssvc/deployer_patch_application_priority_1_0_0.json', import.meta.url),
);
const isThere = existsSync(file);

type Row = Readonly<Record<string, string>>;

const exploitations: Readonly<Record<string, DeployerPoints['exploitation']>> = { N: 'none', P: 'public-poc', A: 'active' };
const exposures: Readonly<Record<string, DeployerPoints['exposure']>> = { S: 'small', C: 'controlled', O: 'open' };
const impacts: Readonly<Record<string, DeployerPoints['humanImpact']>> = { L: 'low', M: 'medium', H: 'high', VH: 'very-high' };
const outcomes: Readonly<Record<string, string>> = { D: 'defer', S: 'scheduled', O: 'out-of-cycle', I: 'immediate' };

describe.skipIf(!isThere)(isThere ? 'the table for deployers' : `the table for deployers, skipped because ${file} is absent`, () => {
  it('is decided row by row', () => {
    const { mapping } = JSON.parse(readFileSync(file, 'utf8')) as { readonly mapping: readonly Row[] };
    const seen = new Set<string>();
    const wrong = mapping.filter((row) => {
      const exploitation = exploitations[row['ssvc:E:1.1.0'] ?? ''];
      const exposure = exposures[row['ssvc:EXP:1.0.1'] ?? ''];
      const humanImpact = impacts[row['ssvc:HI:2.0.2'] ?? ''];
      if (exploitation === undefined || exposure === undefined || humanImpact === undefined) return true;
      const points = { exploitation, exposure, isAutomatable: row['ssvc:A:2.0.0'] === 'Y', humanImpact };
      seen.add(JSON.stringify(points));
      return decideDeployment(points) !== outcomes[row['ssvc:DSOI:1.0.0'] ?? ''];
    });
    expect(wrong).toEqual([]);
    expect(seen.size).toBe(72);
  });
});
