/** What a table says of the dependency graph: one row names a node, an edge between two, or assets that belong to a node. */
import type { AttachmentForm, Criticality, NodeKind } from '../dependencies/graph.ts';

export interface NamedNode {
  readonly kind: NodeKind;
  /** As written, trimmed. */
  readonly name: string;
}

export interface ImportedDependency {
  readonly kind: 'dependency';
  readonly itemNumber: number;
  /** For remarks of the store about the row. */
  readonly line: number;
  /** What provides: a node, or assets; null where the row only names `to`. */
  readonly from: NamedNode | { readonly kind: AttachmentForm; readonly text: string } | null;
  /** What depends on it. */
  readonly to: NamedNode | null;
  readonly criticality: Criticality | null;
  /** Of the only node of a row that names one. */
  readonly tier: number | null;
  readonly owner: string | null;
}
