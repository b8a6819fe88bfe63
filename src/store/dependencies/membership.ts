/**
 * Which assets are beneath which service or care process, on which days: the graph as it was on each day, and the assets that each
 * attachment found on that day, so past days say what held then. Worked out anew when the graph changes and before measuring, in sets
 * over versions, and kept in `asset_service`; only what differs is written.
 * An asset that is named by its number is the asset that goes by that number now: identity has no history here.
 */
import { sql } from 'kysely';
import { scopeMembers } from '#core/dependencies/reach.ts';
import { scopeNodeKinds, type Graph, type NodeKey } from '#core/dependencies/graph.ts';
import { readAttachmentFilter } from '#core/dependencies/attachment-filter.ts';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { recordKinds } from '#core/records/registry.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import { compileFilter, kindInPlace } from '../query/compile.ts';
import type { Scope } from '../scope.ts';
import { findAttachedAssets } from './find-assets.ts';
import { readDatedGraph, type DatedGraph } from './read-graph.ts';

/** Filters looked at in one pass over the versions of the assets. */
const filtersAtOnce = 100;

/**
 * Services and care processes that figures are made of: each costs as many measurements as a department does. Beyond these, the
 * least close to the patient are drawn and walked and not counted.
 */
const scopesMax = 200;

/** What somebody who changes the graph can wait for; more is worked out by the worker, before it measures. */
const atOnceMax = { assets: 10_000, nodes: 500 };

/** @param today for the count of assets of each node, and which services are counted */
export async function refreshMembership(scope: Scope, today: Day, { isAtOnce = false } = {}): Promise<void> {
  const { client, organisationId } = scope;
  const attachments = await readAttachments(scope);
  const known = await client.query('select from asset_service where organisation_id = $1 limit 1', [organisationId]);
  if (attachments.length === 0 && known.rowCount === 0) return;
  const graph = await readDatedGraph(scope);
  if (isAtOnce && (graph.nodes.length > atOnceMax.nodes || (await hasMoreAssets(scope, atOnceMax.assets)))) return;
  await client.query('drop table if exists pg_temp.graph_beneath, pg_temp.graph_belongs, pg_temp.graph_member');
  await client.query(
    `create temporary table graph_beneath on commit drop as
     select * from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) as given (scope_id, node_id, from_on, to_on)`,
    columnsOf(beneathOverDays(graph, today, new Set(attachments.map(({ nodeId }) => nodeId))), 4),
  );
  await client.query('create temporary table graph_belongs (node_id uuid, asset_id uuid, from_on date, to_on date) on commit drop');
  await addNamed(scope, attachments);
  await addFiltered(scope, attachments);
  // Sets against sets: what is in a table that was just made the planner takes for next to nothing.
  await client.query('analyze graph_beneath');
  await client.query('analyze graph_belongs');
  await client.query(
    `create temporary table graph_member on commit drop as
     select node_id, asset_id, lower(days) as valid_from_on, upper(days) as valid_to_on from (
       select reached.scope_id as node_id, belongs.asset_id,
         unnest(range_agg(daterange(greatest(reached.from_on, belongs.from_on), least(reached.to_on, belongs.to_on)))) as days
       from graph_beneath reached
       join graph_belongs belongs on belongs.node_id = reached.node_id and belongs.from_on < reached.to_on and reached.from_on < belongs.to_on
       group by 1, 2) spans`,
  );
  await client.query('analyze graph_member');
  await client.query(
    `delete from asset_service known where organisation_id = $1 and not exists (select from graph_member member
       where member.asset_id = known.asset_id and member.node_id = known.node_id and member.valid_from_on = known.valid_from_on
         and member.valid_to_on = known.valid_to_on)`,
    [organisationId],
  );
  await client.query(
    `insert into asset_service (organisation_id, asset_id, node_id, valid_from_on, valid_to_on)
     select $1, asset_id, node_id, valid_from_on, valid_to_on from graph_member on conflict do nothing`,
    [organisationId],
  );
  await client.query(
    `update dependency_node node set asset_count = counted.assets from (
       select every.id, count(distinct belongs.asset_id)::int as assets from dependency_node every
       left join graph_belongs belongs on belongs.node_id = every.id and belongs.from_on <= $2::date and belongs.to_on > $2::date
       where every.organisation_id = $1 group by every.id) counted
     where node.organisation_id = $1 and node.id = counted.id and node.asset_count <> counted.assets`,
    [organisationId, today],
  );
  await client.query('drop table graph_beneath, graph_belongs, graph_member');
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
async function addFiltered(scope: Scope, attachments: readonly StoredAttachment[]): Promise<void> {
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
    await sql`with found as materialized (
        select question.number, av.asset_id, av.valid_from_on, av.valid_to_on from asset_version av ${asset}
        cross join lateral (values ${questions}) question (number, holds)
        where av.organisation_id = ${scope.organisationId}::uuid and av.valid_from_on < av.valid_to_on and question.holds)
      insert into graph_belongs
      select given.node_id, found.asset_id, greatest(given.from_on, found.valid_from_on), least(given.to_on, found.valid_to_on)
      from unnest(${nodeIds}::uuid[], ${numbers}::int[], ${from}::date[], ${to}::date[]) as given (node_id, number, from_on, to_on)
      join found on found.number = given.number and found.valid_from_on < given.to_on and given.from_on < found.valid_to_on`.execute(
      scope.trx,
    );
  }
}

/** Attachment filters ask no ages, so no clock is looked at. */
const momentOfNothing = '1970-01-01T00:00:00.000Z' as Parameters<typeof dayOf>[0];

/** Rows of service or care process, node with assets beneath it, first day, day after the last. */
function beneathOverDays({ nodes, edges }: DatedGraph, today: Day, withAssets: ReadonlySet<string>): Cell[][] {
  const counted = countedScopes(nodes, today);
  const days = [...new Set([...nodes.flatMap(({ from, to }) => [from, to]), ...edges.flatMap(({ fromOn, toOn }) => [fromOn, toOn])])]
    .filter((day) => day !== forever)
    .toSorted();
  const open = new Map<string, Day>();
  const rows: Cell[][] = [];
  const close = (key: string, from: Day, to: Day): void => void rows.push([...key.split(' '), from, to]);
  for (const day of days) {
    const members = scopeMembers(graphOn({ nodes, edges }, day), counted);
    const now = new Set(
      [...members].flatMap(([service, beneath]) => beneath.filter((node) => withAssets.has(node)).map((node) => `${service} ${node}`)),
    );
    for (const [key, from] of open) {
      if (now.has(key)) continue;
      close(key, from, day);
      open.delete(key);
    }
    for (const key of now) if (!open.has(key)) open.set(key, day);
  }
  for (const [key, from] of open) close(key, from, forever);
  return rows;
}

/** Those of today first, care processes before services, the closest to the patient first. */
function countedScopes(nodes: DatedGraph['nodes'], today: Day): ReadonlySet<string> {
  const kinds: readonly string[] = scopeNodeKinds;
  const rank = ({ kind, tier, to }: DatedGraph['nodes'][number]) =>
    `${to === forever || to > today ? 0 : 1} ${kind === 'care-process' ? 0 : 1} ${tier ?? 9}`;
  const scopes = nodes
    .filter(({ kind }) => kinds.includes(kind))
    .toSorted((a, b) => compareCodePoints(rank(a), rank(b)) || compareCodePoints(a.id, b.id));
  return new Set([...new Set(scopes.map(({ id }) => id))].slice(0, scopesMax));
}

const forever = 'infinity' as Day;

/** With ids in the place of keys; how much an edge matters does not say who is beneath whom. */
function graphOn({ nodes, edges }: DatedGraph, day: Day): Graph {
  const holds = (from: Day, to: Day) => from <= day && (to === forever || day < to);
  return {
    nodes: nodes
      .filter(({ from, to }) => holds(from, to))
      .map(({ id, kind }) => ({ key: id as string as NodeKey, kind, name: '', tier: null, owner: null })),
    edges: edges
      .filter(({ fromOn, toOn }) => holds(fromOn, toOn))
      .map(({ from, to }) => ({ from: from as string as NodeKey, to: to as string as NodeKey, criticality: 'essential' as const })),
    attachments: [],
  };
}
