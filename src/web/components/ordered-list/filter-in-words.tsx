/** What a filter means, in words; as written where it cannot be read. */
import { describeFilter } from '#core/query/describe.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { recordKinds } from '#core/records/registry.ts';
import { useApp } from '../../app/context.tsx';
import { readFilter } from '../list/filter-model.ts';

export function FilterInWords({ kind, filter }: { readonly kind: RecordKind; readonly filter: string }) {
  const { language } = useApp();
  const read = readFilter(filter, kind);
  if (read.kind === 'problem' || read.filter === null) return <code className="text-small break-all">{filter}</code>;
  return describeFilter(read.filter, kind, recordKinds, language);
}
