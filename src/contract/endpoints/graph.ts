/** The dependency graph: its parts as a list, one part in full, the whole of it as of a day, its table, and what people change in it. */
import { z } from 'zod';
import { dependencyNode } from '#core/dependencies/dependency-node.ts';
import { attachmentForms, criticalities, nodeKinds, nodeNameCharactersMax, uncountedReasons } from '#core/dependencies/graph.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, ListQuery, NoParams, NoQuery, pageOf, recordOf } from '../records.ts';

const Kind = z.enum(nodeKinds.map((one) => one.value));
const CriticalityJson = z.enum(criticalities.map((one) => one.value)).describe('what of the dependent is lost when the provider is down');
const Key = z
  .string()
  .min(3)
  .max(nodeNameCharactersMax + 20)
  .regex(new RegExp(`^(${nodeKinds.map((one) => one.value).join('|')}):.`))
  .describe('kind and name: `system:epd`; the key of a node, as the graph gives it');
const Tier = z.int().min(1).max(4).nullable().optional().describe('1 is closest to the patient; null: unknown');
const Owner = z.string().trim().min(1).max(200).nullable().optional();
const Name = z.string().trim().min(1).max(nodeNameCharactersMax);
const AttachmentText = z.string().trim().min(1).max(8000).describe('a number or name of an asset, or RQL over assets');

const GraphNodeJson = z.object({
  id: z.string(),
  key: z.string(),
  kind: Kind,
  name: z.string(),
  tier: z.int().nullable(),
  owner: z.string().nullable(),
  assetCount: z.int().describe('assets of its own, as of now'),
});

export const WholeGraph = z.object({
  asOf: z.iso.date(),
  nodes: z.array(GraphNodeJson),
  edges: z
    .array(z.object({ from: z.string(), to: z.string(), criticality: CriticalityJson }))
    .describe('`from` provides, `to` depends on it'),
  attachments: z.array(z.object({ node: z.string(), form: z.enum(attachmentForms), text: z.string(), criticality: CriticalityJson })),
});
export type WholeGraph = z.infer<typeof WholeGraph>;

const ReachedJson = z.object({
  key: z.string(),
  name: z.string(),
  kind: Kind,
  strength: CriticalityJson.describe('of the weakest edge on the strongest path'),
  path: z.array(z.string()).describe('names, from this node to that one'),
});

export const GraphNodeDetail = z.object({
  record: recordOf(dependencyNode),
  restsOn: z.array(ReachedJson).describe('everything it needs, strongest first, at most 500'),
  carries: z.array(ReachedJson).describe('everything that needs it, strongest first, at most 500'),
  processes: z
    .array(ReachedJson.extend({ tier: z.int().nullable() }))
    .describe('care processes that rest on it; those reached by essential edges only fall with it'),
  attachments: z.array(
    z.object({
      form: z.enum(attachmentForms),
      text: z.string(),
      criticality: CriticalityJson,
      state: z.enum(['found', 'missing', 'several']).describe('of an asset by its name: whether one goes by it now'),
    }),
  ),
  assets: z.object({
    count: z.int().nullable().describe('null: see uncounted'),
    filter: z
      .string()
      .nullable()
      .describe('RQL of its assets: of a service or care process all beneath it, else its own; null: it has none, or see uncounted'),
  }),
  findings: z
    .object({
      open: z.int(),
      critical: z.int(),
      high: z.int(),
      assetsFilter: z.string().describe('RQL of the assets with a critical or high one'),
    })
    .nullable()
    .describe('null: it has no assets, or see uncounted'),
  uncounted: z
    .object({ reason: z.enum(uncountedReasons.map((one) => one.value)), text: z.object({ en: z.string(), nl: z.string() }) })
    .nullable()
    .describe('why assets and findings beneath a service or care process are unknown now; null: they are known'),
  sources: z.array(z.object({ source: z.string(), fromAt: z.iso.datetime(), lastAt: z.iso.datetime() })),
  edits: z
    .array(
      z.object({
        batchId: z.string(),
        what: z.string().describe('the node, edge or assets it was about'),
        content: z.record(z.string(), z.unknown()),
        editedAt: z.iso.datetime(),
        by: z.string().nullable(),
        reason: z.string().nullable(),
        withdrawnAt: z.iso.datetime().nullable(),
        withdrawnBy: z.string().nullable(),
      }),
    )
    .describe('what people said of it, newest first'),
});
export type GraphNodeDetail = z.infer<typeof GraphNodeDetail>;

export const GraphChangeJson = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('add-node'), kind: Kind, name: Name, tier: Tier, owner: Owner }),
  z.strictObject({ do: z.literal('change-node'), node: Key, name: Name.optional(), tier: Tier, owner: Owner }),
  z.strictObject({ do: z.literal('remove-node'), node: Key }),
  z.strictObject({ do: z.literal('set-edge'), from: Key, to: Key, criticality: CriticalityJson }),
  z.strictObject({ do: z.literal('remove-edge'), from: Key, to: Key }),
  z.strictObject({
    do: z.literal('attach'),
    node: Key,
    form: z.enum(attachmentForms),
    text: AttachmentText,
    criticality: CriticalityJson.optional(),
  }),
  z.strictObject({ do: z.literal('detach'), node: Key, form: z.enum(attachmentForms), text: AttachmentText }),
]);
export type GraphChangeJson = z.input<typeof GraphChangeJson>;

const AsOf = z.strictObject({ asOf: z.iso.date().optional().describe('as it was at the end of this day; default: now') });

export const listGraph = defineEndpoint({
  id: 'graph.list',
  method: 'GET',
  path: '/dependency-nodes',
  summary: 'Parts of the care chain that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(dependencyNode)),
  problems: ['filter-invalid', 'sort-invalid', 'cursor-invalid', 'filter-too-broad', 'request-invalid'],
});

export const getGraphNode = defineEndpoint({
  id: 'graph.get',
  method: 'GET',
  path: '/dependency-nodes/{id}',
  summary: 'One part of the care chain: what it rests on, what rests on it, its assets and what was said of it',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: GraphNodeDetail,
  problems: ['not-found', 'filter-too-broad'],
});

export const wholeGraph = defineEndpoint({
  id: 'graph.whole',
  method: 'GET',
  path: '/dependency-graph',
  summary: 'The whole dependency graph as of a day',
  access: access.read,
  params: NoParams,
  query: AsOf,
  body: null,
  response: WholeGraph,
  problems: ['request-invalid'],
});

export const exportGraph = defineEndpoint({
  id: 'graph.export',
  method: 'GET',
  path: '/dependency-graph/table',
  summary: 'The dependency graph as the CSV table that the importer reads',
  access: access.read,
  params: NoParams,
  query: AsOf,
  body: null,
  response: null,
  responseKind: 'text',
  problems: ['request-invalid'],
});

export const editGraph = defineEndpoint({
  id: 'graph.edit',
  method: 'POST',
  path: '/dependency-graph/changes',
  summary: 'Change the graph: nodes, edges and the assets of a node; all of it or nothing, before every file from now on',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ changes: z.array(GraphChangeJson).min(1).max(500), reason: z.string().max(2000).default('') }),
  response: z.object({
    batchId: z.string().nullable().describe('what undoes it; null when everything was so already'),
    changed: z.int().describe('nodes, edges and attachments that were said anew'),
  }),
  problems: ['request-invalid'],
});

export const undoGraphEdit = defineEndpoint({
  id: 'graph.undo',
  method: 'POST',
  path: '/dependency-graph/changes/{id}/undo',
  summary: 'Undo one batch of changes, as if it had never been made; who made and undid it stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ undone: z.int() }),
  problems: ['not-found', 'conflict'],
});

export const graphEndpoints = [listGraph, getGraphNode, wholeGraph, exportGraph, editGraph, undoGraphEdit] as const;
