/**
 * Folds the graph from what was said of it and writes what differs: versions of nodes, edges and attachments, what follows for
 * each node now, and which assets are beneath which service. The whole graph at once: it is small, and one statement can
 * change what is carried far away from it.
 */
import { foldGraph } from '#core/dependencies/fold-graph.ts';
import {
  criticalityRank,
  graphAt,
  scopeNodeKinds,
  type Graph,
  type GraphHistory,
  type NodeKey,
  type Valid,
} from '#core/dependencies/graph.ts';
import { deriveCriticality, neighboursOf } from '#core/dependencies/reach.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import type { Scope } from '../scope.ts';
import { loadEvidence } from './evidence.ts';
import { refreshMembership } from './membership.ts';

export interface RefreshOptions {
  readonly now: Instant;
  readonly newId: NewId;
}

/** @returns the first instant from which the graph differs; null: it does not. */
export async function refreshGraph(scope: Scope, { now, newId }: RefreshOptions): Promise<Instant | null> {
  const history = foldGraph(await loadEvidence(scope));
  const ids = await nodeIds(scope, history, newId);
  const idOf = (key: NodeKey): Id => {
    const id = ids.get(key);
    invariant(id !== undefined, `${key} is a node`);
    return id;
  };
  const changes = [
    await writeVersions(
      scope,
      nodeTable,
      history.nodes.map((node) => [idOf(node.key), ...nodeCells(node), ...validity(scope, node)]),
    ),
    await writeVersions(
      scope,
      edgeTable,
      history.edges.map((edge) => [idOf(edge.from), idOf(edge.to), criticalityRank(edge.criticality) + 1, ...validity(scope, edge)]),
    ),
    await writeVersions(
      scope,
      attachmentTable,
      history.attachments.map((one) => [idOf(one.node), one.form, one.text, criticalityRank(one.criticality) + 1, ...validity(scope, one)]),
    ),
  ];
  const [changedFromAt = null] = changes.filter((at) => at !== null).toSorted();
  if (changedFromAt === null) return null;
  await writeDerived(scope, graphAt(history, now), idOf);
  await refreshMembership(scope, dayOf(now, scope.timeZone), { isAtOnce: true });
  return changedFromAt;
}

async function nodeIds({ client, organisationId }: Scope, history: GraphHistory, newId: NewId): Promise<ReadonlyMap<string, Id>> {
  const read = async () => {
    const { rows } = await client.query<{ key: string; id: Id }>('select key, id from dependency_node where organisation_id = $1', [
      organisationId,
    ]);
    return new Map(rows.map(({ key, id }) => [key, id]));
  };
  const known = await read();
  const added = new Map(history.nodes.filter(({ key }) => !known.has(key)).map(({ key, kind }) => [key, kind]));
  if (added.size === 0) return known;
  await client.query(
    'insert into dependency_node (organisation_id, id, key, kind) select $1, given.* from unnest($2::uuid[], $3::text[], $4::text[]) as given',
    [
      organisationId,
      ...columnsOf(
        [...added].map(([key, kind]): Cell[] => [newId(), key, kind]),
        3,
      ),
    ],
  );
  return read();
}

function nodeCells({ key, kind, name, tier, owner }: Graph['nodes'][number]): Cell[] {
  const kinds: readonly string[] = scopeNodeKinds;
  return [key, kind, name, foldName(name), tier, owner, owner === null ? null : foldName(owner), kinds.includes(kind)];
}

function validity({ timeZone }: Scope, { fromAt, toAt }: Pick<Valid<unknown>, 'fromAt' | 'toAt'>): Cell[] {
  return [fromAt, toAt ?? 'infinity', dayOf(fromAt, timeZone), toAt === null ? 'infinity' : dayOf(toAt, timeZone)];
}

interface VersionTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Its primary key, after the organisation. */
  readonly key: readonly string[];
}

const validityColumns = { valid_from: 'timestamptz', valid_to: 'timestamptz', valid_from_on: 'date', valid_to_on: 'date' };
const nodeTable: VersionTable = {
  name: 'dependency_node_version',
  columns: {
    ...{ node_id: 'uuid', key: 'text', kind: 'text', name: 'text', name_folded: 'text', tier: 'smallint' },
    ...{ owner: 'text', owner_folded: 'text', is_scope: 'boolean', ...validityColumns },
  },
  key: ['node_id', 'valid_from'],
};
const edgeTable: VersionTable = {
  name: 'dependency_edge_version',
  columns: { from_id: 'uuid', to_id: 'uuid', criticality: 'smallint', ...validityColumns },
  key: ['from_id', 'to_id', 'valid_from'],
};
const attachmentTable: VersionTable = {
  name: 'dependency_attachment_version',
  columns: { node_id: 'uuid', form: 'text', text: 'text', criticality: 'smallint', ...validityColumns },
  key: ['node_id', 'form', 'text', 'valid_from'],
};

/** Rows that are not there any more go, new ones come. @returns the earliest instant of either */
async function writeVersions(
  { client, organisationId }: Scope,
  { name, columns, key }: VersionTable,
  rows: readonly (readonly Cell[])[],
): Promise<Instant | null> {
  const names = Object.keys(columns);
  const stored = await client.query<Record<string, Cell>>(`select ${names.join(', ')} from ${name} where organisation_id = $1`, [
    organisationId,
  ]);
  const known = new Map(
    stored.rows.map((row) => names.map((column) => row[column] ?? null)).map((cells) => [JSON.stringify(cells), cells]),
  );
  const given = new Map(rows.map((cells) => [JSON.stringify(cells), cells]));
  const gone = [...known].flatMap(([text, cells]) => (given.has(text) ? [] : [cells]));
  const come = [...given].flatMap(([text, cells]) => (known.has(text) ? [] : [cells]));
  const unnested = (of: readonly string[]) =>
    `unnest(${of.map((column, index) => `$${index + 2}::${columns[column] ?? 'text'}[]`).join(', ')})`;
  const keyPlaces = key.map((column) => names.indexOf(column));
  if (gone.length > 0) {
    const keys = gone.map((cells) => keyPlaces.map((place) => cells[place] ?? null));
    await client.query(
      `delete from ${name} known using ${unnested(key)} as given (${key.join(', ')})
       where known.organisation_id = $1 and ${key.map((column) => `known.${column} = given.${column}`).join(' and ')}`,
      [organisationId, ...columnsOf(keys, key.length)],
    );
  }
  if (come.length > 0) {
    await client.query(`insert into ${name} (organisation_id, ${names.join(', ')}) select $1, given.* from ${unnested(names)} as given`, [
      organisationId,
      ...columnsOf(come, names.length),
    ]);
  }
  const from = names.indexOf('valid_from');
  const instants = [...gone, ...come].map((cells) => String(cells[from]) as Instant);
  return instants.toSorted()[0] ?? null;
}

async function writeDerived({ client, organisationId }: Scope, graph: Graph, idOf: (key: NodeKey) => Id): Promise<void> {
  const providers = neighboursOf(graph.edges, 'providers');
  const dependents = neighboursOf(graph.edges, 'dependents');
  const rows = [...deriveCriticality(graph)].map(([key, { carriedTier, processesFalling }]): Cell[] => [
    ...[idOf(key), carriedTier, processesFalling],
    ...[providers.get(key)?.length ?? 0, dependents.get(key)?.length ?? 0],
  ]);
  await client.query(
    `update dependency_node node set carried_tier = given.carried_tier, process_count = coalesce(given.process_count, 0),
       provider_count = coalesce(given.provider_count, 0), dependent_count = coalesce(given.dependent_count, 0)
     from dependency_node every
     left join unnest($2::uuid[], $3::smallint[], $4::int[], $5::int[], $6::int[])
       as given (id, carried_tier, process_count, provider_count, dependent_count) on given.id = every.id
     where node.organisation_id = $1 and every.organisation_id = $1 and every.id = node.id
       and (node.carried_tier, node.process_count, node.provider_count, node.dependent_count) is distinct from
         (given.carried_tier, coalesce(given.process_count, 0), coalesce(given.provider_count, 0), coalesce(given.dependent_count, 0))`,
    [organisationId, ...columnsOf(rows, 5)],
  );
}
