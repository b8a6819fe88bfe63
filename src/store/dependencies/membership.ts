/**
 * Which assets are beneath which service or care process, on which days: the graph as it was on each day, and the assets that each
 * attachment found on that day, so past days say what held then. Worked out anew when the graph changes and before measuring, in sets
 * over versions, and kept in `asset_service`; only what differs is written.
 * What it may take is limited: a graph in which everything rests on everything would otherwise keep the worker for ever.
 * An asset that is named by its number is the asset that goes by that number now: identity has no history here.
 */
import { sql } from 'kysely';
import { readAttachmentFilter } from '#core/dependencies/attachment-filter.ts';
import type { Id } from '#core/kernel/id.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { recordKinds } from '#core/records/registry.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import { compileFilter, kindInPlace } from '../query/compile.ts';
import { withinOverallLimit, withinTimeLimit } from '../query/time-limit.ts';
import type { Scope } from '../scope.ts';
import { beneathOverDays, countedScopes, type ScopeLimits } from './counted-scopes.ts';
import { markAllScopes, markCounted } from './counted-state.ts';
import { findAttachedAssets } from './find-assets.ts';
import { readDatedGraph, type DatedGraph } from './read-graph.ts';

/** Filters looked at in one pass over the versions of the assets. */
const filtersAtOnce = 100;

/** What somebody who changes the graph can wait for; more is worked out by the worker, before it measures. */
const atOnceMax = { assets: 10_000, nodes: 500, limitMs: 5_000 };

export interface MembershipLimits extends ScopeLimits {
  /** Of assets and what they are beneath, over all services and care processes; those that would be beyond it are not counted. */
  readonly pairsMax: number;
  /** Of all of it; then it stays as it was, and is said to be unknown. */
  readonly limitMs: number;
}

const membershipLimits: MembershipLimits = { scopesMax: 200, rowsMax: 1_000_000, pairsMax: 5_000_000, limitMs: 120_000 };

export interface MembershipOutcome {
  /** `left`: it is for the worker. `stopped`: it could not be worked out within the limits, and is as it was before. */
  readonly kind: 'worked-out' | 'left' | 'stopped';
  /** Services and care processes that are not counted. */
  readonly uncounted: number;
}

interface RefreshOptions {
  readonly isAtOnce?: boolean;
  readonly limits?: Partial<MembershipLimits>;
}

/** @param today for the count of assets of each node, and which services are counted */
export async function refreshMembership(
  scope: Scope,
  today: Day,
  { isAtOnce = false, limits: given = {} }: RefreshOptions = {},
): Promise<MembershipOutcome> {
  const { client, organisationId } = scope;
  const attachments = await readAttachments(scope);
  const known = await client.query('select from asset_service where organisation_id = $1 limit 1', [organisationId]);
  if (attachments.length === 0 && known.rowCount === 0) {
    await markAllScopes(scope, 'counted');
    return { kind: 'worked-out', uncounted: 0 };
  }
  const graph = await readDatedGraph(scope);
  if (isAtOnce && (graph.nodes.length > atOnceMax.nodes || (await hasMoreAssets(scope, atOnceMax.assets)))) {
    return { kind: 'left', uncounted: await markAllScopes(scope, 'waiting') };
  }
  const limits = { ...membershipLimits, ...(isAtOnce ? { limitMs: atOnceMax.limitMs } : {}), ...given };
  await client.query('savepoint membership');
  const counted = await workOutInTime(scope, { graph, attachments, today, limits });
  if (counted === null) {
    await client.query('rollback to savepoint membership');
    return { kind: isAtOnce ? 'left' : 'stopped', uncounted: await markAllScopes(scope, isAtOnce ? 'waiting' : 'too-large') };
  }
  await client.query('release savepoint membership');
  return { kind: 'worked-out', uncounted: await markCounted(scope, counted) };
}

interface Work {
  readonly graph: DatedGraph;
  readonly attachments: readonly StoredAttachment[];
  readonly today: Day;
  readonly limits: MembershipLimits;
}

/** @returns the services and care processes that are counted; null: the time was over, and the transaction is to be rolled back */
async function workOutInTime(scope: Scope, work: Work): Promise<readonly string[] | null> {
  try {
    return await withinOverallLimit(scope, () => workOut(scope, work), work.limits.limitMs);
  } catch (error) {
    if (isProblem(error) && error.code === 'filter-too-broad') return null;
    throw error;
  }
}

async function workOut(scope: Scope, { graph, attachments, today, limits }: Work): Promise<readonly string[] | null> {
  const { client, organisationId } = scope;
  const { limitMs } = limits;
  const asked = (text: string, values: unknown[] = []) => withinTimeLimit(scope, () => client.query(text, values), limitMs);
  const counted = countedScopes(graph.nodes, today, limits.scopesMax);
  const withAssets = new Set(attachments.map(({ nodeId }) => nodeId));
  const rows = beneathOverDays(graph, { counted: new Set(counted), withAssets, rowsMax: limits.rowsMax, limitMs });
  if (rows === null) return null;
  await asked('drop table if exists pg_temp.graph_beneath, pg_temp.graph_belongs, pg_temp.graph_member');
  await asked(
    `create temporary table graph_beneath on commit drop as
     select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) as given (scope_id, node_id, from_on, to_on)`,
    columnsOf(rows, 4),
  );
  await asked('create temporary table graph_belongs (node_id uuid, asset_id uuid, from_on date, to_on date) on commit drop');
  await withinTimeLimit(scope, () => addNamed(scope, attachments), limitMs);
  await addFiltered(scope, attachments, limitMs);
  const fitting = await leaveOutWhatDoesNotFit(scope, counted, limits);
  // Sets against sets: what is in a table that was just made the planner takes for next to nothing.
  await asked('analyze graph_beneath');
  await asked('analyze graph_belongs');
  await asked(
    `create temporary table graph_member on commit drop as
     select node_id, asset_id, lower(days) as valid_from_on, upper(days) as valid_to_on from (
       select reached.scope_id as node_id, belongs.asset_id,
         unnest(range_agg(daterange(greatest(reached.from_on, belongs.from_on), least(reached.to_on, belongs.to_on)))) as days
       from graph_beneath reached
       join graph_belongs belongs on belongs.node_id = reached.node_id and belongs.from_on < reached.to_on and reached.from_on < belongs.to_on
       group by 1, 2) spans`,
  );
  await asked('analyze graph_member');
  await asked(
    `delete from asset_service known where organisation_id = $1 and not exists (select from graph_member member
       where member.asset_id = known.asset_id and member.node_id = known.node_id and member.valid_from_on = known.valid_from_on
         and member.valid_to_on = known.valid_to_on)`,
    [organisationId],
  );
  await asked(
    `insert into asset_service (organisation_id, asset_id, node_id, valid_from_on, valid_to_on)
     select $1, asset_id, node_id, valid_from_on, valid_to_on from graph_member on conflict do nothing`,
    [organisationId],
  );
  await asked(
    `update dependency_node node set asset_count = counted.assets from (
       select every.id, count(distinct belongs.asset_id)::int as assets from dependency_node every
       left join graph_belongs belongs on belongs.node_id = every.id and belongs.from_on <= $2::date and belongs.to_on > $2::date
       where every.organisation_id = $1 group by every.id) counted
     where node.organisation_id = $1 and node.id = counted.id and node.asset_count <> counted.assets`,
    [organisationId, today],
  );
  await asked('drop table graph_beneath, graph_belongs, graph_member');
  return fitting;
}

/** The first that fit are kept, the closest to the patient before others. @returns those */
async function leaveOutWhatDoesNotFit(
  scope: Scope,
  counted: readonly string[],
  { pairsMax, limitMs }: MembershipLimits,
): Promise<readonly string[]> {
  const { rows } = await withinTimeLimit(
    scope,
    () =>
      scope.client.query<{ id: string; pairs: number }>(
        `select beneath.scope_id as id, sum(own.pairs)::float8 as pairs from graph_beneath beneath
         join (select node_id, count(*) as pairs from graph_belongs group by 1) own on own.node_id = beneath.node_id group by 1`,
      ),
    limitMs,
  );
  const pairsOf = new Map(rows.map(({ id, pairs }) => [id, pairs]));
  let left = pairsMax;
  const fitting = counted.filter((id) => {
    const pairs = pairsOf.get(id) ?? 0;
    if (pairs > left) return false;
    left -= pairs;
    return true;
  });
  if (fitting.length < counted.length)
    await scope.client.query('delete from graph_beneath where not scope_id = any($1::uuid[])', [fitting]);
  return fitting;
}

async function hasMoreAssets({ client, organisationId }: Scope, assets: number): Promise<boolean> {
  const { rowCount } = await client.query('select from asset where organisation_id = $1 limit $2', [organisationId, assets + 1]);
  return (rowCount ?? 0) > assets;
}

interface StoredAttachment {
  readonly nodeId: Id;
  readonly form: 'asset' | 'filter';
  readonly text: string;
  readonly from: Day;
  readonly to: Day;
}

async function readAttachments({ client, organisationId }: Scope): Promise<StoredAttachment[]> {
  const { rows } = await client.query<StoredAttachment>(
    `select node_id as "nodeId", form, text, valid_from_on as "from", valid_to_on as "to" from dependency_attachment_version
     where organisation_id = $1 and valid_from_on < valid_to_on order by node_id, form, text, valid_from_on`,
    [organisationId],
  );
  return rows;
}

async function addNamed({ client, ...rest }: Scope, attachments: readonly StoredAttachment[]): Promise<void> {
  const scope = { client, ...rest };
  const named = attachments.filter(({ form }) => form === 'asset');
  const found = await findAttachedAssets(scope, new Set(named.map(({ text }) => text)));
  const rows = named.flatMap(({ nodeId, text, from, to }): Cell[][] => {
    const answer = found.get(text);
    return answer?.kind === 'found' ? [[nodeId, answer.assetId, from, to]] : [];
  });
  await client.query(
    `insert into graph_belongs select given.node_id, av.asset_id, greatest(given.from_on, av.valid_from_on), least(given.to_on, av.valid_to_on)
     from unnest($2::uuid[], $3::uuid[], $4::date[], $5::date[]) as given (node_id, asset_id, from_on, to_on)
     join asset_version av on av.organisation_id = $1 and av.asset_id = given.asset_id
       and av.valid_from_on < given.to_on and given.from_on < av.valid_to_on and av.valid_from_on < av.valid_to_on`,
    [scope.organisationId, ...columnsOf(rows, 4)],
  );
}

/** One pass over the versions for many filters: each row says which of them find it. */
async function addFiltered(scope: Scope, attachments: readonly StoredAttachment[], limitMs: number): Promise<void> {
  const filtered = attachments.filter(({ form }) => form === 'filter');
  const texts = [...new Set(filtered.map(({ text }) => text))];
  const place = kindInPlace('asset');
  const moment = { organisationId: scope.organisationId, timeZone: scope.timeZone, asOf: '1970-01-01' as Day, now: momentOfNothing };
  for (let start = 0; start < texts.length; start += filtersAtOnce) {
    const compiled = texts.slice(start, start + filtersAtOnce).flatMap((text, index) => {
      // A filter that could be read when it was handed in and asks for a field that is gone finds nothing.
      const read = readAttachmentFilter(text, recordKinds);
      return read.kind === 'refused' ? [] : [{ number: start + index, text, ...compileFilter(read.filter, place, moment) }];
    });
    if (compiled.length === 0) continue;
    const asset = compiled.some(({ sources }) => sources.has('a'))
      ? sql`join asset a on a.organisation_id = ${scope.organisationId}::uuid and a.id = av.asset_id`
      : sql``;
    const questions = sql.join(compiled.map(({ number, condition }) => sql`(${sql.lit(number)}, (${condition}))`));
    const asked = filtered.filter(({ text }) => compiled.some((one) => one.text === text));
    const [nodeIds, numbers, from, to] = columnsOf(
      asked.map((one): Cell[] => [one.nodeId, texts.indexOf(one.text), one.from, one.to]),
      4,
    );
    const found = sql`with found as materialized (
        select question.number, av.asset_id, av.valid_from_on, av.valid_to_on from asset_version av ${asset}
        cross join lateral (values ${questions}) question (number, holds)
        where av.organisation_id = ${scope.organisationId}::uuid and av.valid_from_on < av.valid_to_on and question.holds)
      insert into graph_belongs
      select given.node_id, found.asset_id, greatest(given.from_on, found.valid_from_on), least(given.to_on, found.valid_to_on)
      from unnest(${nodeIds}::uuid[], ${numbers}::int[], ${from}::date[], ${to}::date[]) as given (node_id, number, from_on, to_on)
      join found on found.number = given.number and found.valid_from_on < given.to_on and given.from_on < found.valid_to_on`;
    await withinTimeLimit(scope, () => found.execute(scope.trx), limitMs);
  }
}

/** Attachment filters ask no ages, so no clock is looked at. */
const momentOfNothing = '1970-01-01T00:00:00.000Z' as Parameters<typeof dayOf>[0];
