/**
 * Lays the decisions about some findings anew over their stored stretches: after deciding, withdrawing, or when a day is
 * over. Evidence is not read: what it gave is the stretches without their cuts (`core/vulnerabilities/decisions.ts`), so
 * 50,000 findings take seconds, and the outcome is what folding them again would give (tested).
 */
import { setImmediate as pause } from 'node:timers/promises';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { layDecisions, wholeStretches } from '#core/vulnerabilities/decisions.ts';
import { parseStretch } from '../ingest/finding-state.ts';
import { loadDecisionsOfFindings } from '../ingest/load-decisions.ts';
import { loadStretches } from '../ingest/load-finding-evidence.ts';
import { noStretchChanges, recordStretches, writeStretches } from '../ingest/write-stretches.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';
import { writeUntil } from './write-until.ts';

export interface DecidedFinding {
  readonly findingId: Id;
  readonly assetId: Id;
}

/** Findings laid in one step: each reads the indexes anew, so that four small ones cost twice as much as one. */
const stepFindings = 10_000;
/** After so many the thread answers whatever else was asked. */
const pauseAfter = 1_000;

/**
 * @param key of staging tables: nobody else may be writing under it
 * @returns the first instant from which any stretch differs; null when none does
 */
export async function relayDecisions(scope: Scope, key: Id, decided: readonly DecidedFinding[]): Promise<Instant | null> {
  const findings = await whereTold(scope, decided);
  let changedFrom: string | null = null;
  const instants = new Map<string, Instant>();
  for (let start = 0; start < findings.length; start += stepFindings) {
    const step = findings.slice(start, start + stepFindings);
    const ids = step.map((one) => one.findingId);
    const stored = await loadStretches(scope, ids);
    const decisions = await loadDecisionsOfFindings(scope, ids);
    const changes = noStretchChanges();
    for (const [index, finding] of step.entries()) {
      if (index % pauseAfter === pauseAfter - 1) await pause();
      const stretches = stored.get(finding.findingId) ?? [];
      const wholes = wholeStretches(stretches.map((text) => parseStretch(text, instants))).map(({ whole }) => whole);
      const laid = layDecisions(wholes, decisions.get(finding.findingId) ?? []);
      recordStretches({ ...finding, stretches }, laid, { changes, timeZone: scope.timeZone });
    }
    await writeStretches(scope, key, changes);
    await writeUntil(scope, ids, decisions);
    if (changes.changedFrom !== null && (changedFrom === null || changes.changedFrom < changedFrom)) changedFrom = changes.changedFrom;
  }
  return changedFrom === null ? null : parseTimestamptz(changedFrom);
}

interface ToldFinding extends DecidedFinding {
  readonly flawId: Id;
  readonly checkId: Id;
}

/** What was decided of a finding that is told in another by now (`store/flaw-names`) holds there. */
async function whereTold({ client, organisationId }: Scope, decided: readonly DecidedFinding[]): Promise<ToldFinding[]> {
  const { rows } = await client.query<ToldFinding>(
    `select told.id as "findingId", given.asset_id as "assetId", told.flaw_id as "flawId", told.check_id as "checkId"
     from unnest($2::uuid[], $3::uuid[]) with ordinality as given (id, asset_id, number)
     join finding own on own.organisation_id = $1 and own.id = given.id
     join finding told on told.organisation_id = $1 and told.id = coalesce(own.joined_into, own.id) order by given.number`,
    [organisationId, decided.map((one) => one.findingId), decided.map((one) => one.assetId)],
  );
  return [...new Map(rows.map((one) => [one.findingId, one])).values()];
}
