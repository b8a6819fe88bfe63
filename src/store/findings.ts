/**
 * One finding in full: its record, how it opened and closed, and every observation behind that.
 * Lists of findings go through `store/query/`.
 */
import type { SsvcAssessment } from '#core/advisories/advisory.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { FindingCause } from '#core/matching/finding-cause.ts';
import type { DecisionKind } from '#core/vulnerabilities/decisions.ts';
import { severities, type FindingState, type Severity } from '#core/vulnerabilities/finding.ts';
import { survivingFinding } from './asset-identity/redirects.ts';
import { getRecord, type RecordItem } from './query/list.ts';
import type { AskedMoment } from './query/moment.ts';
import { readFindingNames, type FindingNames } from './flaw-names/read-names.ts';
import { toldSql } from './flaw-names/told-sql.ts';
import { whereTold } from './flaw-names/where-told.ts';
import { readCauses } from './matching/finding-causes.ts';
import type { StoredDecision } from './matching/match-decisions.ts';
import type { Scope } from './scope.ts';

export interface StoredFindingDetail {
  readonly record: RecordItem;
  /**
   * That of the check which saw it first of those that tell one, and by scanner and number where several did: the same
   * whatever file came first or last, and without what was set apart.
   */
  readonly solution: string | null;
  readonly cvssVector: string | null;
  /** Name of the SLA policy that set the deadline of the newest stretch. */
  readonly policy: string | null;
  /** Oldest first. */
  readonly history: {
    readonly state: FindingState;
    readonly severity: Severity;
    readonly fromAt: Instant;
    readonly toAt: Instant | null;
    readonly occurrence: number;
    readonly dueOn: Day | null;
    readonly decision: DecisionKind | null;
    /** What began it, where advisories did. */
    readonly causes: readonly FindingCause[];
  }[];
  /** What records of the CVE List say of exploitation. */
  readonly assessments: readonly SsvcAssessment[];
  /** Those that the causes rest on, by id. */
  readonly answers: ReadonlyMap<Id, StoredDecision>;
  /** Newest first, at most 500. */
  readonly observations: {
    readonly observedAt: Instant;
    readonly scanner: string;
    /** The scanner's own number of its check. */
    readonly checkId: string;
    readonly severity: Severity;
    readonly protocol: string | null;
    readonly port: number | null;
    readonly importId: string;
    readonly file: string;
  }[];
  /** Its names, and why what scanners reported is one. */
  readonly flaw: FindingNames;
}

/** The id of a finding that became one with another leads there. @returns null when there is no such finding in this organisation. */
export async function readFindingDetail(scope: Scope, askedId: Id, asked: AskedMoment): Promise<StoredFindingDetail | null> {
  const findingId = await whereTold(scope, await survivingFinding(scope, askedId));
  const record = await getRecord(scope, 'finding', findingId, asked);
  if (record === null) return null;
  const parameters = [scope.organisationId, findingId];
  const about = await scope.client.query<{ solution: string | null; cvssVector: string | null }>(
    `select flaw.cvss_vector as "cvssVector",
       (select known.solution from ${toldSql('$2::uuid')} seen
        join scanner_check known on known.organisation_id = $1 and known.id = seen.check_id and known.solution is not null
        group by known.scanner, known.native_id, known.solution
        order by min(seen.observed_at), known.scanner, known.native_id limit 1) as solution
     from finding
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
     where finding.organisation_id = $1 and finding.id = $2`,
    parameters,
  );
  const flaw = await readFindingNames(scope, findingId);
  const { causes, answers } = await readCauses(scope, record['assetId'] as Id, [flaw.key, ...flaw.names]);
  type HistoryRow = Omit<StoredFindingDetail['history'][number], 'severity' | 'toAt' | 'causes'> & {
    severity: number;
    toAt: string;
    policy: string | null;
  };
  const history = await scope.client.query<HistoryRow>(
    `select version.state, version.severity, version.valid_from as "fromAt", version.valid_to as "toAt", version.occurrence,
       version.due_on as "dueOn", version.decision, policy.name as policy
     from finding_version version
     left join sla_policy policy on policy.organisation_id = $1 and policy.id = version.sla_policy_id
     where version.organisation_id = $1 and version.finding_id = $2 order by version.valid_from`,
    parameters,
  );
  return {
    record,
    solution: about.rows[0]?.solution ?? null,
    cvssVector: about.rows[0]?.cvssVector ?? null,
    policy: history.rows.at(-1)?.policy ?? null,
    history: history.rows.map(({ policy: _policy, severity, toAt, ...row }) => ({
      ...row,
      severity: severityOf(severity),
      toAt: toAt === 'infinity' ? null : (toAt as Instant),
      causes: causes.get(row.fromAt) ?? [],
    })),
    answers,
    assessments: await readAssessments(scope, [flaw.key, ...flaw.names]),
    observations: await readObservations(scope, findingId),
    flaw,
  };
}

/** Of the flaw under any of its names. */
async function readAssessments({ client }: Scope, cveIds: readonly string[]): Promise<SsvcAssessment[]> {
  const { rows } = await client.query<{ assessment: SsvcAssessment }>(
    `select assessment.said as assessment from advisory_cve named
     join advisory known on known.id = named.advisory_id and known.kind = 'cve'
     cross join lateral jsonb_array_elements(known.content->'flaws') as flaw (said)
     cross join lateral jsonb_array_elements(coalesce(flaw.said->'ssvc', '[]')) as assessment (said)
     where named.cve_id = any($1::text[]) and flaw.said->>'cveId' = named.cve_id order by known.id limit 100`,
    [cveIds],
  );
  return rows.map(({ assessment }) => assessment);
}

async function readObservations(scope: Scope, findingId: Id): Promise<StoredFindingDetail['observations']> {
  type Row = Omit<StoredFindingDetail['observations'][number], 'severity'> & { severity: number };
  const { rows } = await scope.client.query<Row>(
    `select seen.observed_at as "observedAt", seen.scanner, known.native_id as "checkId", seen.severity, nullif(seen.protocol, '') as protocol,
       nullif(seen.port, -1) as port, seen.import_id as "importId", run.file
     from ${toldSql('$2::uuid')} seen
     join scanner_check known on known.organisation_id = $1 and known.id = seen.check_id
     join import_run run on run.organisation_id = $1 and run.id = seen.import_id
     order by seen.observed_at desc, seen.scanner, known.native_id, seen.port limit 500`,
    [scope.organisationId, findingId],
  );
  return rows.map((row) => ({ ...row, severity: severityOf(row.severity) }));
}

function severityOf(rank: number): Severity {
  return severities[rank - 1]?.value ?? 'low';
}
