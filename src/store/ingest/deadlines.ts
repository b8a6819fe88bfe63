/**
 * Deadlines of the stretches of a finding (`core/vulnerabilities/sla.ts`): the policy in force at the opening, and at
 * each change of severity, is the first whose filter finds the finding as it was then. Filters are evaluated in memory,
 * because every stretch has a moment of its own; the assets' history is read only when a policy asks about it.
 */
import { exposures } from '#core/assets/asset.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { fieldsOf } from '#core/query/filter-fields.ts';
import type { Filter } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { FindingStretch } from '#core/vulnerabilities/fold-finding.ts';
import { closedInTime, dueOnOf } from '#core/vulnerabilities/sla.ts';
import { listSlaPolicies, type SlaPolicy } from '../sla.ts';
import type { Scope } from '../scope.ts';

export interface StretchDeadline {
  readonly dueOn: Day | null;
  readonly closedInTime: boolean;
  readonly policyId: Id | null;
}

export interface DeadlineSubject {
  readonly findingId: Id;
  readonly assetId: Id;
  readonly flawId: Id;
  readonly checkId: Id;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
}

/** The deadline of an occurrence as it stood before the stretches asked about. */
export interface OccurrenceDeadline {
  readonly occurrence: number;
  readonly dueOn: Day | null;
  readonly policyId: Id | null;
}

export interface Deadlines {
  /** No policy asks about anything else: no history of asset, flaw or check can change a deadline. */
  readonly restOnSeverityOnly: boolean;
  /** One per stretch, in their order. @param before where the stretches go on an occurrence that began before them. */
  of(subject: DeadlineSubject, stretches: readonly FindingStretch[], before: OccurrenceDeadline | null): StretchDeadline[];
}

type Policy = SlaPolicy & { readonly asks: Filter };
type Facts = Readonly<Record<string, string | number | boolean | null>>;
interface Known {
  readonly policies: readonly Policy[];
  readonly assets: ReadonlyMap<Id, readonly (Facts & { readonly validFrom: Instant })[]>;
  readonly flaws: ReadonlyMap<Id, Facts>;
  readonly checks: ReadonlyMap<Id, Facts>;
  readonly timeZone: string;
  /** Where policies ask about severity only, as most do: by severity and instants, which the findings of a host share. */
  readonly proposals: Map<string, Proposal | null> | null;
}

interface Proposal {
  readonly dueOn: Day;
  readonly policyId: Id;
}

const assetFields = ['assetName', 'class', 'vendor', 'model', 'department', 'tier', 'segment', 'exposure', 'owner', 'registered'] as const;
const flawFields = [
  'title',
  'cveId',
  'aliases',
  'cvssScore',
  'epss',
  'epssFrom',
  'epssListed',
  'kev',
  'kevFrom',
  'inKev',
  'kevDueOn',
  'ransomware',
] as const;
const checkFields = ['scanner', 'checkId'] as const;

export async function loadDeadlines(scope: Scope, assetIds: readonly Id[]): Promise<Deadlines> {
  const stored = await listSlaPolicies(scope);
  const policies = stored.map((policy): Policy => ({ ...policy, asks: parseFilter(policy.filter, recordKinds.finding, recordKinds) }));
  const asked = new Set(policies.flatMap((policy) => [...fieldsOf(policy.asks)]));
  const doesAsk = (fields: readonly string[]): boolean => fields.some((field) => asked.has(field));
  const known: Known = {
    policies,
    assets: doesAsk(assetFields) ? await loadAssets(scope, assetIds) : new Map(),
    flaws: doesAsk(flawFields) ? await loadFlaws(scope, assetIds) : new Map(),
    checks: doesAsk(checkFields) ? await loadChecks(scope, assetIds) : new Map(),
    timeZone: scope.timeZone,
    proposals: [...asked].every((field) => field === 'severity') ? new Map() : null,
  };
  return {
    restOnSeverityOnly: known.proposals !== null,
    of: (subject, stretches, before) => deadlinesOf(subject, stretches, known, before),
  };
}

async function loadAssets(scope: Scope, assetIds: readonly Id[]): Promise<Known['assets']> {
  const { rows } = await scope.client.query<Facts & { assetId: Id; exposureRank: number | null; validFrom: Instant }>(
    `select asset_id as "assetId", valid_from as "validFrom", name as "assetName", class, vendor, model, department, tier, segment,
       exposure as "exposureRank", owner, registered
     from asset_version where organisation_id = $1 and asset_id = any($2::uuid[]) order by asset_id, valid_from`,
    [scope.organisationId, assetIds],
  );
  const assets = new Map<Id, (Facts & { validFrom: Instant })[]>();
  for (const { exposureRank, ...row } of rows) {
    const version = { ...row, exposure: exposureRank === null ? null : (exposures[exposureRank - 1]?.value ?? null) };
    const list = assets.get(row.assetId);
    if (list === undefined) assets.set(row.assetId, [version]);
    else list.push(version);
  }
  return assets;
}

async function loadFlaws(scope: Scope, assetIds: readonly Id[]): Promise<Known['flaws']> {
  const { rows } = await scope.client.query<Facts & { id: Id }>(
    `select id, title, cve_id as "cveId", aliases, cvss_score as "cvssScore", epss, epss_from as "epssFrom", listed_epss as "epssListed", kev, kev_from as "kevFrom",
       case when listed_kev then true end as "inKev", kev_due_on as "kevDueOn", ransomware from flaw where organisation_id = $1 and id in (
       select flaw_id from finding where organisation_id = $1 and asset_id = any($2::uuid[]))`,
    [scope.organisationId, assetIds],
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

async function loadChecks(scope: Scope, assetIds: readonly Id[]): Promise<Known['checks']> {
  const { rows } = await scope.client.query<Facts & { id: Id }>(
    `select id, scanner, native_id as "checkId" from scanner_check where organisation_id = $1 and id in (
       select check_id from finding where organisation_id = $1 and asset_id = any($2::uuid[]))`,
    [scope.organisationId, assetIds],
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

function deadlinesOf(
  subject: DeadlineSubject,
  stretches: readonly FindingStretch[],
  known: Known,
  before: OccurrenceDeadline | null,
): StretchDeadline[] {
  let carried = before;
  return stretches.map((stretch) => {
    if (carried?.occurrence !== stretch.occurrence) carried = { occurrence: stretch.occurrence, dueOn: null, policyId: null };
    if (stretch.state === 'open') carried = earlier(carried, proposalOf(subject, stretch, known));
    const { dueOn, policyId } = carried;
    return { dueOn, closedInTime: closedInTime(stretch.closedAt, dueOn, known.timeZone), policyId };
  });
}

function proposalOf(subject: DeadlineSubject, stretch: FindingStretch, known: Known): Proposal | null {
  const { openedAt, validFrom: at, severity } = stretch;
  const key = `${severity} ${openedAt} ${at}`;
  const before = known.proposals?.get(key);
  if (before !== undefined) return before;
  const policy = policyOf(subject, stretch, known);
  const dueOn = policy === null ? null : dueOnOf({ openedAt, changes: [{ at }], daysAt: () => policy.days, timeZone: known.timeZone });
  const proposal = policy === null || dueOn === null ? null : { dueOn, policyId: policy.id };
  known.proposals?.set(key, proposal);
  return proposal;
}

/** The earliest proposal of an occurrence holds, so going on from the earliest so far is the same as looking at all. */
function earlier(carried: OccurrenceDeadline, proposal: Proposal | null): OccurrenceDeadline {
  if (proposal === null || (carried.dueOn !== null && carried.dueOn <= proposal.dueOn)) return carried;
  return { occurrence: carried.occurrence, ...proposal };
}

function policyOf(subject: DeadlineSubject, stretch: FindingStretch, known: Known): Policy | null {
  const at = stretch.validFrom;
  const candidates = known.policies.filter((policy) => policy.validFrom <= at && isBefore(at, policy.validTo));
  if (candidates.length === 0) return null;
  const record = {
    ...known.flaws.get(subject.flawId),
    ...known.checks.get(subject.checkId),
    ...known.assets.get(subject.assetId)?.findLast((version) => version.validFrom <= at),
    id: subject.findingId,
    assetId: subject.assetId,
    protocol: subject.protocol,
    port: subject.port,
    firstSeenAt: subject.firstSeenAt,
    lastSeenAt: subject.lastSeenAt,
    ...stretch,
    dueOn: null,
    closedInTime: false,
  };
  const context = { kind: recordKinds.finding, kinds: recordKinds, now: at, timeZone: known.timeZone };
  return candidates.find((policy) => evaluate(policy.asks, record, context)) ?? null;
}

function isBefore(at: Instant, end: Instant): boolean {
  return (end as string) === 'infinity' || at < end;
}
