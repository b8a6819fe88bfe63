/**
 * What a person asks of the graph, checked against the graph as it is, and turned into what is remembered: statements about
 * nodes, edges and attachments by their meaning. All of a batch or nothing of it. Pure.
 */
import { Problem } from '../kernel/problem.ts';
import { foldName, hasForbiddenCharacters } from '../kernel/text.ts';
import type { EditedContent } from './fold-graph.ts';
import {
  nodeKeyOf,
  nodeNameCharactersMax,
  type AttachmentForm,
  type Criticality,
  type Graph,
  type NodeKey,
  type NodeKind,
} from './graph.ts';
import { subjectText } from './subject.ts';

export type GraphChange =
  | {
      readonly do: 'add-node';
      readonly kind: NodeKind;
      readonly name: string;
      readonly tier?: number | null;
      readonly owner?: string | null;
    }
  | {
      readonly do: 'change-node';
      readonly node: NodeKey;
      readonly name?: string;
      readonly tier?: number | null;
      readonly owner?: string | null;
    }
  | { readonly do: 'remove-node'; readonly node: NodeKey }
  /** Adds the edge, or gives it another criticality. */
  | { readonly do: 'set-edge'; readonly from: NodeKey; readonly to: NodeKey; readonly criticality: Criticality }
  | { readonly do: 'remove-edge'; readonly from: NodeKey; readonly to: NodeKey }
  | {
      readonly do: 'attach';
      readonly node: NodeKey;
      readonly form: AttachmentForm;
      readonly text: string;
      readonly criticality?: Criticality;
    }
  | { readonly do: 'detach'; readonly node: NodeKey; readonly form: AttachmentForm; readonly text: string };

export interface SubjectEdit {
  readonly subject: string;
  readonly content: EditedContent;
}

/**
 * @param graph as it is now. @param formerNames keys of all names that people gave nodes (`aliasesOf`): files may go on under them, so
 * while such a node is there the name is not free. @returns one statement per subject; empty where everything is as asked already
 * @throws Problem `request-invalid`, naming the change and what is wrong with it
 */
export function editsFor(
  graph: Graph,
  changes: readonly GraphChange[],
  formerNames: ReadonlyMap<NodeKey, NodeKey> = new Map(),
): readonly SubjectEdit[] {
  const draft = new Draft(graph, formerNames);
  changes.forEach((change, index) => draft.apply(change, index));
  return draft.edits();
}

class Draft {
  /** The node that bears a name, or once bore it, by the key of the name. */
  readonly #names: Map<NodeKey, NodeKey>;
  readonly #nodes: Map<NodeKey, Graph['nodes'][number]>;
  readonly #edges: Map<string, Criticality>;
  readonly #attachments: Set<string>;
  readonly #edits = new Map<string, EditedContent>();

  constructor({ nodes, edges, attachments }: Graph, formerNames: ReadonlyMap<NodeKey, NodeKey>) {
    this.#names = new Map(formerNames);
    this.#nodes = new Map(nodes.map((node) => [node.key, node]));
    for (const node of nodes) this.#names.set(nodeKeyOf(node.kind, node.name), node.key);
    this.#edges = new Map(edges.map(({ from, to, criticality }) => [subjectText({ is: 'edge', from, to }), criticality]));
    this.#attachments = new Set(attachments.map(({ node, form, text }) => subjectText({ is: 'attachment', node, form, text })));
  }

  edits(): readonly SubjectEdit[] {
    return [...this.#edits].map(([subject, content]) => ({ subject, content }));
  }

  apply(change: GraphChange, index: number): void {
    const wrong = (detail: string) =>
      new Problem('request-invalid', `Change ${index + 1}: ${detail}`, { wrong: [{ path: `changes.${index}` }] });
    switch (change.do) {
      case 'add-node':
        return this.#addNode(change, wrong);
      case 'change-node':
        return this.#changeNode(change, wrong);
      case 'remove-node':
        return this.#removeNode(this.#known(change.node, wrong).key);
      case 'set-edge':
      case 'remove-edge':
        return this.#changeEdge(change, wrong);
      default:
        return this.#changeAttachment(change, wrong);
    }
  }

  #addNode({ kind, name, tier, owner }: Extract<GraphChange, { do: 'add-node' }>, wrong: Wrong): void {
    const nameKey = this.#freeName(kind, name, null, wrong);
    // A name that was given up comes back as what it was: the node that bore it last, which files may still mean by it.
    const key = this.#names.get(nameKey) ?? nameKey;
    const words = { name: name.trim(), ...optional({ tier, owner }) };
    this.#nodes.set(key, { key, kind, name: words.name, tier: tier ?? null, owner: owner ?? null });
    this.#names.set(nameKey, key);
    this.#say(subjectText({ is: 'node', key }), { present: true, ...words });
  }

  #removeNode(key: NodeKey): void {
    this.#nodes.delete(key);
    this.#say(subjectText({ is: 'node', key }), { present: false });
  }

  #changeNode({ node: asText, name, tier, owner }: Extract<GraphChange, { do: 'change-node' }>, wrong: Wrong): void {
    const known = this.#known(asText, wrong);
    const node = known.key;
    if (name !== undefined) this.#names.set(this.#freeName(known.kind, name, node, wrong), node);
    const asked = { ...(name === undefined ? {} : { name: name.trim() }), ...optional({ tier, owner }) };
    const isNew = Object.entries(asked).some(([field, value]) => known[field as 'name' | 'tier' | 'owner'] !== value);
    if (!isNew) return;
    this.#nodes.set(node, { ...known, ...asked });
    this.#say(subjectText({ is: 'node', key: node }), asked);
  }

  #changeEdge(change: Extract<GraphChange, { do: 'set-edge' | 'remove-edge' }>, wrong: Wrong): void {
    const from = this.#known(change.from, wrong).key;
    const to = this.#known(change.to, wrong).key;
    if (from === to) throw wrong(`${from} cannot depend on itself.`);
    const subject = subjectText({ is: 'edge', from, to });
    if (change.do === 'remove-edge') {
      if (!this.#edges.delete(subject)) throw wrong(`${to} does not depend on ${from}.`);
      return this.#say(subject, { present: false });
    }
    if (this.#edges.get(subject) === change.criticality) return;
    this.#edges.set(subject, change.criticality);
    this.#say(subject, { present: true, criticality: change.criticality });
  }

  #changeAttachment(change: Extract<GraphChange, { do: 'attach' | 'detach' }>, wrong: Wrong): void {
    const { form } = change;
    const node = this.#known(change.node, wrong).key;
    const text = change.text.trim();
    if (text === '') throw wrong('name the asset, or give the filter that finds the assets.');
    const subject = subjectText({ is: 'attachment', node, form, text });
    if (change.do === 'detach') {
      if (!this.#attachments.delete(subject)) throw wrong(`these assets do not belong to ${node}.`);
      return this.#say(subject, { present: false });
    }
    if (this.#attachments.has(subject) && change.criticality === undefined) return;
    this.#attachments.add(subject);
    this.#say(subject, { present: true, text, ...(change.criticality === undefined ? {} : { criticality: change.criticality }) });
  }

  /** @returns the key of the name. */
  #freeName(kind: NodeKind, name: string, self: NodeKey | null, wrong: Wrong): NodeKey {
    if (foldName(name) === '' || name.trim().length > nodeNameCharactersMax)
      throw wrong(`a name has 1 to ${nodeNameCharactersMax} characters.`);
    if (hasForbiddenCharacters(name)) throw wrong('the name holds a character that cannot be stored.');
    const key = nodeKeyOf(kind, name);
    const bearer = [this.#names.get(key), key].map((one) => one && this.#nodes.get(one)).find((node) => node !== undefined);
    if (bearer === undefined || bearer.key === self) return key;
    const given = JSON.stringify(name.trim());
    if (nodeKeyOf(kind, bearer.name) === key) throw wrong(`there is a ${kind} named ${given} already.`);
    throw wrong(
      `${given} is a former name of the ${kind} ${JSON.stringify(bearer.name)}, and files may still call it so. Give another name, or undo the change that renamed it.`,
    );
  }

  /** By its key, or by the key of a name it has or had. */
  #known(key: NodeKey, wrong: Wrong): Graph['nodes'][number] {
    const node = this.#nodes.get(key) ?? this.#nodes.get(this.#names.get(key) ?? key);
    if (node === undefined) throw wrong(`there is no node ${key}.`);
    return node;
  }

  #say(subject: string, content: EditedContent): void {
    this.#edits.set(subject, { ...this.#edits.get(subject), ...content });
  }
}

type Wrong = (detail: string) => Problem;

function optional({ tier, owner }: { readonly tier?: number | null | undefined; readonly owner?: string | null | undefined }) {
  return {
    ...(tier === undefined ? {} : { tier }),
    ...(owner === undefined ? {} : { owner: owner === null || owner.trim() === '' ? null : owner.trim() }),
  };
}
