/**
 * What carries what: suppliers, base services, systems, services and care processes, and the assets that belong to them. An
 * edge goes from what provides to what depends on it, as the picture runs from left to right. Pure.
 * Cycles are allowed: identity needs the network and the network needs identity, and a graph that refuses them is not the
 * hospital's. Only a node that depends on itself says nothing, and is refused.
 * Not here: which files and people said it (`fold-graph.ts`), what falls when something falls over time (a later what-if: it adds
 * buffers, gates and fallbacks to these same edges).
 */
import { foldName } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';

export const nodeKinds = [
  { value: 'supplier', label: { en: 'supplier', nl: 'leverancier' } },
  { value: 'base-service', label: { en: 'base service', nl: 'basisvoorziening' } },
  { value: 'system', label: { en: 'system', nl: 'systeem' } },
  { value: 'service', label: { en: 'service', nl: 'dienst' } },
  { value: 'care-process', label: { en: 'care process', nl: 'zorgproces' } },
] as const;
export type NodeKind = (typeof nodeKinds)[number]['value'];

/** Kinds that figures can be of: all assets beneath a service or care process. */
export const scopeNodeKinds = ['service', 'care-process'] as const satisfies readonly NodeKind[];

/** Why the assets beneath a service or care process, and their findings, cannot be told now. */
export const uncountedReasons = [
  {
    value: 'waiting',
    label: {
      en: 'Assets and findings beneath it are being worked out, and follow when figures are measured',
      nl: 'Middelen en bevindingen eronder worden uitgerekend, en volgen als de cijfers zijn gemeten',
    },
  },
  {
    value: 'not-counted',
    label: {
      en: 'Assets and findings beneath it are not counted: there are more services and care processes than are counted, those closest to the patient first',
      nl: 'Middelen en bevindingen eronder worden niet geteld: er zijn meer diensten en zorgprocessen dan er geteld worden, die het dichtst bij de patiënt eerst',
    },
  },
  {
    value: 'too-large',
    label: {
      en: 'Assets and findings beneath it are unknown: the graph is too large to work them out in time, and figures rest on what was worked out before',
      nl: 'Middelen en bevindingen eronder zijn onbekend: het geheel is te groot om ze op tijd uit te rekenen, en cijfers rusten op wat eerder is uitgerekend',
    },
  },
] as const;
export type UncountedReason = (typeof uncountedReasons)[number]['value'];

/** How much of the dependent is lost when the provider is down; `weight` is that share where nobody measured it. */
export const criticalities = [
  { value: 'supporting', weight: 0.2, label: { en: 'supporting', nl: 'ondersteunend' } },
  { value: 'important', weight: 0.5, label: { en: 'important', nl: 'belangrijk' } },
  { value: 'essential', weight: 1, label: { en: 'essential', nl: 'onmisbaar' } },
] as const;
export type Criticality = (typeof criticalities)[number]['value'];

/** What nobody said counts as the worst: too much is shown rather than too little. */
export const criticalityUnsaid: Criticality = 'essential';

/** 0 = supporting. */
export function criticalityRank(criticality: Criticality): number {
  return criticalities.findIndex(({ value }) => value === criticality);
}

/** The kind and the folded name, `system:epd`: what a node is remembered by. */
export type NodeKey = `${NodeKind}:${string}`;

export const nodeNameCharactersMax = 200;

export function nodeKeyOf(kind: NodeKind, name: string): NodeKey {
  return `${kind}:${foldName(name)}`;
}

export function isNodeKind(text: string): text is NodeKind {
  return nodeKinds.some(({ value }) => value === text);
}

/** `kind:name` as people write it; null where the kind is none. */
export function readNodeRef(text: string): { readonly kind: NodeKind; readonly name: string } | null {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, colon)).trim();
  const name = text.slice(colon + 1).trim();
  return isNodeKind(kind) && name !== '' ? { kind, name } : null;
}

/** `asset`: one asset by its number, serial number, host name or name. `filter`: every asset that an RQL text finds. */
export const attachmentForms = ['asset', 'filter'] as const;
export type AttachmentForm = (typeof attachmentForms)[number];

export interface NodeFacts {
  readonly name: string;
  /** 1 is closest to the patient, 4 the farthest; null = nobody said. */
  readonly tier: number | null;
  readonly owner: string | null;
}

export interface GraphNode extends NodeFacts {
  readonly key: NodeKey;
  readonly kind: NodeKind;
}

export interface GraphEdge {
  /** What provides. */
  readonly from: NodeKey;
  /** What depends on it. */
  readonly to: NodeKey;
  readonly criticality: Criticality;
}

export interface Attachment {
  readonly node: NodeKey;
  readonly form: AttachmentForm;
  /** As written: the identifier, or the RQL. */
  readonly text: string;
  readonly criticality: Criticality;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly attachments: readonly Attachment[];
}

/** Something with its validity [fromAt, toAt); null = still so. */
export type Valid<T> = T & { readonly fromAt: Instant; readonly toAt: Instant | null };

export interface GraphHistory {
  readonly nodes: readonly Valid<GraphNode>[];
  readonly edges: readonly Valid<GraphEdge>[];
  readonly attachments: readonly Valid<Attachment>[];
}

/** The graph as it was at an instant. */
export function graphAt(history: GraphHistory, at: Instant): Graph {
  const holds = ({ fromAt, toAt }: Valid<unknown>) => fromAt <= at && (toAt === null || at < toAt);
  return {
    nodes: history.nodes.filter(holds),
    edges: history.edges.filter(holds),
    attachments: history.attachments.filter(holds),
  };
}
