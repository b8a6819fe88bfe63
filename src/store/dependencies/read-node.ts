/** One node in full: what it rests on and carries, its assets with their worst findings, and what was said of it. */
import { sql } from 'kysely';
import type { AttachmentForm, Criticality, NodeKey, NodeKind, UncountedReason } from '#core/dependencies/graph.ts';
import { criticalityRank, scopeNodeKinds, uncountedReasons } from '#core/dependencies/graph.ts';
import { carriedProcesses, neighboursOf, pathTo, reach, type Direction } from '#core/dependencies/reach.ts';
import { subjectText } from '#core/dependencies/subject.ts';
import { readAttachmentFilter } from '#core/dependencies/attachment-filter.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { compareCodePoints, type Localised } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { filterLimits } from '#core/query/rql-parse.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { recordKinds } from '#core/records/registry.ts';
import { matchingAssets } from '../asset-work/matching-assets.ts';
import { getRecord, type RecordItem } from '../query/list.ts';
import type { AskedMoment } from '../query/moment.ts';
import { listTimeLimitMs, withinOverallLimit, withinTimeLimit } from '../query/time-limit.ts';
import type { Scope } from '../scope.ts';
import { readCountedState } from './counted-state.ts';
import { findAttachedAssets } from './find-assets.ts';
import { readEdits, readGraph, readSources, type StoredEdit, type StoredGraph } from './read-graph.ts';

export interface ReachedNode {
  readonly key: NodeKey;
  readonly name: string;
  readonly kind: NodeKind;
  readonly strength: Criticality;
  /** Names, from the node to this one. */
  readonly path: readonly string[];
}

export interface StoredNodeDetail {
  readonly record: RecordItem;
  readonly restsOn: readonly ReachedNode[];
  readonly carries: readonly ReachedNode[];
  readonly processes: readonly (ReachedNode & { readonly tier: number | null })[];
  readonly attachments: readonly {
    readonly form: AttachmentForm;
    readonly text: string;
    readonly criticality: Criticality;
    readonly state: 'found' | 'missing' | 'several';
  }[];
  /** Null count: see `uncounted`. */
  readonly assets: { readonly count: number | null; readonly filter: string | null };
  readonly findings: { readonly open: number; readonly critical: number; readonly high: number; readonly assetsFilter: string } | null;
  /** Why neither assets nor findings are told; null: they are. */
  readonly uncounted: { readonly reason: UncountedReason; readonly text: Localised } | null;
  readonly sources: readonly { readonly source: string; readonly fromAt: Instant; readonly lastAt: Instant }[];
  readonly edits: readonly StoredEdit[];
}

/** Far away nodes beyond these are not listed. */
const reachedMax = 500;

/** Null when there is no such node now. One time limit over all it asks. @throws Problem `filter-too-broad` */
export function readNodeDetail(
  scope: Scope,
  nodeId: Id,
  asked: AskedMoment,
  limitMs: number = listTimeLimitMs,
): Promise<StoredNodeDetail | null> {
  return withinOverallLimit(scope, () => readDetail(scope, nodeId, asked), limitMs);
}

async function readDetail(scope: Scope, nodeId: Id, asked: AskedMoment): Promise<StoredNodeDetail | null> {
  const record = await getRecord(scope, 'dependency-node', nodeId, asked);
  if (record === null) return null;
  const graph = await readGraph(scope, asked.today);
  const key = String(record['key']) as NodeKey;
  const names = new Map(graph.nodes.map((node) => [node.key, node]));
  const own = graph.attachments.filter(({ node }) => node === key);
  const found = await findAttachedAssets(scope, new Set(own.filter(({ form }) => form === 'asset').map(({ text }) => text)));
  const kinds: readonly unknown[] = scopeNodeKinds;
  const ids = [...found.values()].flatMap((one) => (one.kind === 'found' ? [one.assetId] : []));
  const counts = kinds.includes(record['kind'])
    ? await beneathCounts(scope, nodeId, key, asked)
    : { ...(await assetsAndFindings(scope, ownFilter(own, ids), asked)), uncounted: null };
  return {
    record,
    restsOn: reachedFrom(graph, key, 'providers'),
    carries: reachedFrom(graph, key, 'dependents'),
    processes: carriedProcesses(graph, key).map(({ process, strength, path }) => ({
      ...{ key: process.key, name: process.name, kind: process.kind, tier: process.tier, strength },
      path: path.map((step) => names.get(step)?.name ?? step),
    })),
    attachments: own.map(({ form, text, criticality }) => ({
      ...{ form, text, criticality },
      state: form === 'filter' ? ('found' as const) : (found.get(text)?.kind ?? 'missing'),
    })),
    ...counts,
    sources: await readSources(scope, subjectText({ is: 'node', key })),
    edits: await readEdits(scope, key),
  };
}

function reachedFrom(graph: StoredGraph, key: NodeKey, direction: Direction): ReachedNode[] {
  const names = new Map(graph.nodes.map((node) => [node.key, node]));
  const reached = reach(key, neighboursOf(graph.edges, direction));
  return [...reached.values()]
    .flatMap((one) => {
      const node = names.get(one.key);
      const path = pathTo(key, one.key, reached).map((step) => names.get(step)?.name ?? step);
      return node === undefined ? [] : [{ key: node.key, name: node.name, kind: node.kind, strength: one.strength, path }];
    })
    .toSorted(
      (a, b) =>
        criticalityRank(b.strength) - criticalityRank(a.strength) || a.path.length - b.path.length || compareCodePoints(a.key, b.key),
    )
    .slice(0, reachedMax);
}

type Counts = Pick<StoredNodeDetail, 'assets' | 'findings' | 'uncounted'>;

/** Every asset beneath a service or care process; what was not counted is not told as none. */
async function beneathCounts(scope: Scope, nodeId: Id, key: NodeKey, asked: AskedMoment): Promise<Counts> {
  const { reason, isMeasuringDue } = await readCountedState(scope, nodeId);
  if (reason !== null) return uncountedFor(reason);
  const filter: Filter = { op: 'exists', child: 'services', where: { op: 'eq', field: 'key', value: key } };
  const counted = await assetsAndFindings(scope, filter, asked);
  return counted.assets.count === 0 && isMeasuringDue ? uncountedFor('waiting') : { ...counted, uncounted: null };
}

function uncountedFor(reason: UncountedReason): Counts {
  const text = uncountedReasons.find(({ value }) => value === reason)?.label;
  invariant(text !== undefined, 'every reason has its words');
  return { assets: { count: null, filter: null }, findings: null, uncounted: { reason, text } };
}

/** Null: nothing is attached, or more than a filter can say. */
function ownFilter(own: StoredGraph['attachments'], assetIds: readonly Id[]): Filter | null {
  const filters = own.flatMap(({ form, text }): Filter[] => {
    const read = form === 'filter' ? readAttachmentFilter(text, recordKinds) : null;
    return read?.kind === 'filter' ? [read.filter] : [];
  });
  const named: Filter[] = assetIds.length === 0 ? [] : [{ op: 'in', field: 'id', values: assetIds }];
  const all = [...filters, ...named];
  const [only] = all;
  if (only === undefined) return null;
  const filter: Filter = all.length === 1 ? only : { op: 'or', of: all };
  // Room is left for what a list narrows it by.
  return printFilter(filter).length > filterLimits.textLength - 500 ? null : filter;
}

async function assetsAndFindings(
  scope: Scope,
  filter: Filter | null,
  asked: AskedMoment,
): Promise<Pick<StoredNodeDetail, 'assets' | 'findings'>> {
  if (filter === null) return { assets: { count: 0, filter: null }, findings: null };
  const assetIds = await matchingAssets(scope, { ...asked, filter });
  const place = (value: string) => severities.findIndex((severity) => severity.value === value) + 1;
  const rows = await withinTimeLimit(scope, async () => {
    const counted = await sql<{ open: number; critical: number; high: number }>`
      select count(*)::int as open, count(*) filter (where severity = ${place('critical')})::int as critical,
        count(*) filter (where severity = ${place('high')})::int as high
      from finding_version where organisation_id = ${scope.organisationId}::uuid and state = 'open'
        and valid_from_on <= ${asked.today}::date and valid_to_on > ${asked.today}::date and asset_id = any(${assetIds}::uuid[])`.execute(
      scope.trx,
    );
    return counted.rows;
  });
  const serious: Filter = {
    op: 'exists',
    child: 'findings',
    where: {
      op: 'and',
      of: [
        { op: 'eq', field: 'state', value: 'open' },
        { op: 'ge', field: 'severity', value: 'high' },
      ],
    },
  };
  const [counts = { open: 0, critical: 0, high: 0 }] = rows;
  return {
    assets: { count: assetIds.length, filter: printFilter(filter) },
    findings: { ...counts, assetsFilter: printFilter({ op: 'and', of: [filter, serious] }) },
  };
}
