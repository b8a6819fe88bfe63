/** What a statement is about: a node, an edge or an attachment, as one text by which it is remembered. */
import { foldName } from '../kernel/text.ts';
import type { AttachmentForm, NodeKey } from './graph.ts';

export type Subject =
  | { readonly is: 'node'; readonly key: NodeKey }
  | { readonly is: 'edge'; readonly from: NodeKey; readonly to: NodeKey }
  | { readonly is: 'attachment'; readonly node: NodeKey; readonly form: AttachmentForm; readonly text: string };

export function subjectText(subject: Subject): string {
  switch (subject.is) {
    case 'node':
      return JSON.stringify(['node', subject.key]);
    case 'edge':
      return JSON.stringify(['edge', subject.from, subject.to]);
    default:
      // Identifiers compare folded; a filter is its own text.
      return JSON.stringify(['attachment', subject.node, subject.form, subject.form === 'asset' ? foldName(subject.text) : subject.text]);
  }
}

/** The inverse; of an attachment the text as it compares. */
export function readSubject(text: string): Subject {
  const [is, first, second, third] = JSON.parse(text) as [Subject['is'], string, string, string];
  if (is === 'node') return { is, key: first as NodeKey };
  if (is === 'edge') return { is, from: first as NodeKey, to: second as NodeKey };
  return { is, node: first as NodeKey, form: second as AttachmentForm, text: third };
}
