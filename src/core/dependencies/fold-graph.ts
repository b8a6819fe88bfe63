/**
 * The history of the graph: a pure fold over what files and people said. Several sources may speak of one subject: it is there
 * while any of them says so, in the words of the one that last changed them. What people said goes before every file, from the
 * instant they said it until it is undone (decision 0008), field by field. Any order of files gives the same history.
 * A node that people gave another name keeps its key: files go on under either name.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import {
  criticalityUnsaid,
  nodeKeyOf,
  type AttachmentForm,
  type Criticality,
  type GraphHistory,
  type NodeKey,
  type NodeKind,
  type Valid,
} from './graph.ts';
import { saidOverTime, type SaidContent, type SaidFrom, type SaidStretch } from './source-stretches.ts';
import { readSubject, subjectText, type Subject } from './subject.ts';

/** What one source said of one subject. */
export interface SourceStatement {
  readonly source: string;
  readonly subject: string;
  readonly said: readonly SaidStretch[];
}

/** What a person said of a subject; absent = not said, null = unknown. */
export interface EditedContent {
  /** True: it is there although no file says so. False: it is gone although files say it. */
  readonly present?: boolean;
  readonly name?: string;
  readonly tier?: number | null;
  readonly owner?: string | null;
  readonly criticality?: Criticality;
  readonly text?: string;
}

/** In force; what was undone is not given. */
export interface GraphEdit {
  readonly subject: string;
  readonly at: Instant;
  /** Orders what was said at one instant. */
  readonly batchId: string;
  readonly content: EditedContent;
}

export interface GraphEvidence {
  readonly statements: readonly SourceStatement[];
  /** By source, in order. */
  readonly wholeAts: ReadonlyMap<string, readonly Instant[]>;
  readonly edits: readonly GraphEdit[];
}

export function foldGraph(evidence: GraphEvidence): GraphHistory {
  const aliases = aliasesOf(evidence.edits);
  const subjects = new Map<string, SubjectEvidence>();
  const evidenceOf = (subject: Subject): SubjectEvidence => {
    const key = subjectText(subject);
    const known = subjects.get(key) ?? { subject, said: [], edits: [] };
    subjects.set(key, known);
    return known;
  };
  for (const { source, subject, said } of evidence.statements) {
    const times = saidOverTime(said, evidence.wholeAts.get(source) ?? []);
    evidenceOf(renamed(readSubject(subject), aliases)).said.push({ source, times });
  }
  // People speak of nodes by the key, not by a name: what they said of one node never comes to another that takes over its name.
  for (const edit of evidence.edits) evidenceOf(readSubject(edit.subject)).edits.push(edit);
  const segments = [...subjects.values()].map((one) => ({ subject: one.subject, segments: segmentsOf(one) }));
  return historyOf(segments);
}

interface SubjectEvidence {
  readonly subject: Subject;
  readonly said: { readonly source: string; readonly times: readonly SaidFrom[] }[];
  readonly edits: GraphEdit[];
}

/** Other names that people gave nodes, by the key such a name would have. */
export function aliasesOf(edits: readonly GraphEdit[]): ReadonlyMap<NodeKey, NodeKey> {
  const aliases = new Map<NodeKey, NodeKey>();
  for (const { subject, content } of edits.toSorted(byTime)) {
    const about = readSubject(subject);
    if (about.is !== 'node' || content.name === undefined) continue;
    const alias = nodeKeyOf(kindOf(about.key), content.name);
    if (alias !== about.key) aliases.set(alias, about.key);
  }
  return aliases;
}

export function kindOf(key: NodeKey): NodeKind {
  return key.slice(0, key.indexOf(':')) as NodeKind;
}

function renamed(subject: Subject, aliases: ReadonlyMap<NodeKey, NodeKey>): Subject {
  const of = (key: NodeKey): NodeKey => aliases.get(key) ?? key;
  if (subject.is === 'node') return { ...subject, key: of(subject.key) };
  if (subject.is === 'edge') return { ...subject, from: of(subject.from), to: of(subject.to) };
  return { ...subject, node: of(subject.node) };
}

function byTime(a: GraphEdit, b: GraphEdit): number {
  return compareCodePoints(a.at, b.at) || compareCodePoints(a.batchId, b.batchId);
}

interface Segment {
  readonly fromAt: Instant;
  readonly toAt: Instant | null;
  readonly content: EditedContent;
}

function segmentsOf({ said, edits }: SubjectEvidence): readonly Segment[] {
  const sorted = edits.toSorted(byTime);
  const instants = [...new Set([...said.flatMap(({ times }) => times.map(({ at }) => at)), ...sorted.map(({ at }) => at)])].toSorted();
  const segments: Segment[] = [];
  let open: { fromAt: Instant; content: EditedContent; text: string } | null = null;
  for (const at of instants) {
    const content = contentAt(at, said, sorted);
    const text = content === null ? '' : JSON.stringify(Object.entries(content).toSorted(([a], [b]) => compareCodePoints(a, b)));
    if (open !== null && open.text === text) continue;
    if (open !== null) segments.push({ fromAt: open.fromAt, toAt: at, content: open.content });
    open = content === null ? null : { fromAt: at, content, text };
  }
  if (open !== null) segments.push({ fromAt: open.fromAt, toAt: null, content: open.content });
  return segments;
}

/** Null: it is not there. */
function contentAt(at: Instant, said: SubjectEvidence['said'], edits: readonly GraphEdit[]): EditedContent | null {
  const holding = said
    .flatMap(({ source, times }) => {
      const last = times.findLast((one) => one.at <= at);
      return last?.content == null ? [] : [{ source, at: last.at, content: last.content }];
    })
    .toSorted((a, b) => compareCodePoints(a.at, b.at) || compareCodePoints(a.source, b.source));
  const inForce = edits.filter((edit) => edit.at <= at);
  const edited: EditedContent = Object.assign({}, ...inForce.map(({ content }) => content)) as EditedContent;
  if (!(edited.present ?? holding.length > 0)) return null;
  const sources = Object.assign({}, ...holding.map(({ content }) => content)) as SaidContent;
  const { present: _, ...words } = { ...sources, ...edited } as EditedContent;
  return words;
}

interface SubjectSegments {
  readonly subject: Subject;
  readonly segments: readonly Segment[];
}

function historyOf(all: readonly SubjectSegments[]): GraphHistory {
  const nodes: GraphHistory['nodes'][number][] = [];
  const edges: GraphHistory['edges'][number][] = [];
  const attachments: GraphHistory['attachments'][number][] = [];
  const nodeTimes = new Map<NodeKey, Segment[]>();
  for (const { subject, segments } of all) {
    if (subject.is !== 'node') continue;
    const { key } = subject;
    nodeTimes.set(key, [...segments]);
    for (const { content, ...times } of segments) {
      const { name = key.slice(key.indexOf(':') + 1), tier = null, owner = null } = content;
      nodes.push({ ...times, key, kind: kindOf(key), name, tier, owner });
    }
  }
  // An edge holds only while both of its ends are there.
  const during = <T>(segments: readonly Segment[], ends: readonly NodeKey[], make: (content: EditedContent) => T): Valid<T>[] => {
    const cut = ends.reduce<readonly Segment[]>(
      (left, end) => left.flatMap((one) => within(one, together(nodeTimes.get(end) ?? []))),
      segments,
    );
    return cut.map(({ content, ...times }) => ({ ...times, ...make(content) }));
  };
  for (const { subject, segments } of all) {
    if (subject.is === 'edge' && subject.from !== subject.to) {
      const { from, to } = subject;
      edges.push(...during(segments, [from, to], ({ criticality = criticalityUnsaid }) => ({ from, to, criticality })));
    } else if (subject.is === 'attachment') {
      const { node, form } = subject;
      attachments.push(
        ...during(segments, [node], ({ criticality = criticalityUnsaid, text = subject.text }) => ({
          ...{ node, form: form satisfies AttachmentForm },
          ...{ text, criticality },
        })),
      );
    }
  }
  return {
    nodes: nodes.toSorted(byKeyAndTime(({ key }) => key)),
    edges: edges.toSorted(byKeyAndTime(({ from, to }) => `${from} ${to}`)),
    attachments: attachments.toSorted(byKeyAndTime(({ node, form, text }) => `${node} ${form} ${text}`)),
  };
}

function byKeyAndTime<T extends { readonly fromAt: Instant }>(key: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => compareCodePoints(key(a), key(b)) || compareCodePoints(a.fromAt, b.fromAt);
}

/** Stretches that follow one another are one: a node that changes its owner is still there. */
function together(segments: readonly Segment[]): readonly Pick<Segment, 'fromAt' | 'toAt'>[] {
  const joined: { fromAt: Instant; toAt: Instant | null }[] = [];
  for (const { fromAt, toAt } of segments) {
    const last = joined.at(-1);
    if (last !== undefined && last.toAt === fromAt) last.toAt = toAt;
    else joined.push({ fromAt, toAt });
  }
  return joined;
}

function within(segment: Segment, spans: readonly Pick<Segment, 'fromAt' | 'toAt'>[]): readonly Segment[] {
  return spans.flatMap(({ fromAt, toAt }) => {
    const from = fromAt > segment.fromAt ? fromAt : segment.fromAt;
    const to = toAt === null ? segment.toAt : segment.toAt === null || toAt < segment.toAt ? toAt : segment.toAt;
    return to !== null && to <= from ? [] : [{ ...segment, fromAt: from, toAt: to }];
  });
}
