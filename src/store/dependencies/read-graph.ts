/** The graph out of its tables: as of a day with names for people, or over all days with ids for what is worked out from it. */
import {
  criticalities,
  type AttachmentForm,
  type Criticality,
  type Graph,
  type GraphNode,
  type NodeKey,
  type NodeKind,
} from '#core/dependencies/graph.ts';
import type { Id } from '#core/kernel/id.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface StoredGraphNode extends GraphNode {
  readonly id: Id;
  readonly assetCount: number;
}

export interface StoredGraph extends Graph {
  readonly nodes: readonly StoredGraphNode[];
}

/** At the end of a day; today: as it is now. */
export async function readGraph({ client, organisationId }: Scope, asOf: Day): Promise<StoredGraph> {
  const on = (alias: string) => `${alias}.organisation_id = $1 and ${alias}.valid_from_on <= $2::date and ${alias}.valid_to_on > $2::date`;
  const nodes = await client.query<StoredGraphNode>(
    `select nv.node_id as id, nv.key, nv.kind, nv.name, nv.tier, nv.owner, node.asset_count as "assetCount"
     from dependency_node_version nv join dependency_node node on node.organisation_id = $1 and node.id = nv.node_id
     where ${on('nv')} order by nv.kind, nv.name_folded, nv.node_id`,
    [organisationId, asOf],
  );
  const edges = await client.query<{ from: NodeKey; to: NodeKey; criticality: number }>(
    `select f.key as "from", t.key as "to", e.criticality from dependency_edge_version e
     join dependency_node f on f.organisation_id = $1 and f.id = e.from_id join dependency_node t on t.organisation_id = $1 and t.id = e.to_id
     where ${on('e')} order by f.key, t.key`,
    [organisationId, asOf],
  );
  const attachments = await client.query<{ node: NodeKey; form: AttachmentForm; text: string; criticality: number }>(
    `select n.key as node, a.form, a.text, a.criticality from dependency_attachment_version a
     join dependency_node n on n.organisation_id = $1 and n.id = a.node_id where ${on('a')} order by n.key, a.form, a.text`,
    [organisationId, asOf],
  );
  const named = <T extends { criticality: number }>(rows: readonly T[]) =>
    rows.map(({ criticality, ...row }) => ({ ...row, criticality: criticalityOf(criticality) }));
  return { nodes: nodes.rows, edges: named(edges.rows), attachments: named(attachments.rows) };
}

function criticalityOf(place: number): Criticality {
  return criticalities[place - 1]?.value ?? 'essential';
}

export interface DatedGraph {
  readonly nodes: readonly {
    readonly id: Id;
    readonly kind: NodeKind;
    readonly tier: number | null;
    readonly from: Day;
    readonly to: Day;
  }[];
  readonly edges: readonly { readonly from: Id; readonly to: Id; readonly fromOn: Day; readonly toOn: Day }[];
}

/** Over all days, for who is beneath whom; a stretch that neither begins nor ends at the end of a day is left out. */
export async function readDatedGraph({ client, organisationId }: Scope): Promise<DatedGraph> {
  const nodes = await client.query<DatedGraph['nodes'][number]>(
    `select node_id as id, kind, tier, valid_from_on as "from", valid_to_on as "to" from dependency_node_version
     where organisation_id = $1 and valid_from_on < valid_to_on`,
    [organisationId],
  );
  const edges = await client.query<DatedGraph['edges'][number]>(
    `select from_id as "from", to_id as "to", valid_from_on as "fromOn", valid_to_on as "toOn" from dependency_edge_version
     where organisation_id = $1 and valid_from_on < valid_to_on`,
    [organisationId],
  );
  return { nodes: nodes.rows, edges: edges.rows };
}

/** Of a key as people write it; null where there is no such node. */
export async function findNodeId({ client, organisationId }: Scope, text: string): Promise<Id | null> {
  if (hasForbiddenCharacters(text)) return null;
  const { rows } = await client.query<{ id: Id }>('select id from dependency_node where organisation_id = $1 and key = $2', [
    organisationId,
    text,
  ]);
  return rows[0]?.id ?? null;
}

export interface StoredEdit {
  readonly batchId: Id;
  readonly subject: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly editedAt: Instant;
  readonly editedBy: string;
  readonly reason: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

/** What people said of a node, its edges and its assets, newest first, at most 200. */
export async function readEdits({ client, organisationId }: Scope, key: NodeKey): Promise<StoredEdit[]> {
  const { rows } = await client.query<StoredEdit>(
    `select batch_id as "batchId", subject, content, edited_at as "editedAt", edited_by as "editedBy", reason,
       withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
     from dependency_edit where organisation_id = $1 and strpos(subject, $2) > 0 order by edited_at desc, batch_id desc limit 200`,
    [organisationId, JSON.stringify(key)],
  );
  return rows;
}

/** Sources whose newest word still names the node. */
export async function readSources(
  { client, organisationId }: Scope,
  subject: string,
): Promise<{ readonly source: string; readonly fromAt: Instant; readonly lastAt: Instant }[]> {
  const { rows } = await client.query<{ source: string; fromAt: Instant; lastAt: Instant }>(
    `select source, min(from_at) as "fromAt", max(last_at) as "lastAt" from dependency_statement
     where organisation_id = $1 and subject = $2 group by source order by source`,
    [organisationId, subject],
  );
  return rows;
}
