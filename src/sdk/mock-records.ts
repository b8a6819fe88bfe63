/**
 * Lists and details out of records in memory, in the meaning of a node: the same filter and sort, pages by cursor. Records
 * are as of today; a past day is not told apart, because records in memory have no history.
 */
import type { ListPage, ListQuery } from '#contract/records.ts';
import type { EndpointId } from '#contract/registry.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { compareRecords, parseSort, type PlainRecord } from '#core/query/sort.ts';
import { recordKinds, type RecordKindName } from '#core/records/registry.ts';
import type { RecordJson } from '#contract/records.ts';

type RecordOf<Kind extends RecordKindName> = Partial<RecordJson<(typeof recordKinds)[Kind]>> & { readonly id: string };
/** Children that filters ask for with `exists` stand in the record under their relation: `findings: [{…}]`. */
export type MockRecords = { readonly [Kind in RecordKindName]?: readonly (RecordOf<Kind> & PlainRecord)[] };

const lists: { readonly [Id in EndpointId]?: RecordKindName } = {
  'assets.list': 'asset',
  'findings.list': 'finding',
  'models.list': 'device-model',
  'sboms.list': 'sbom',
  'components.list': 'component',
  'support.list': 'support-cycle',
  'imports.list': 'import',
  'departments.list': 'department',
  'organisations.list': 'organisation',
  'graph.list': 'dependency-node',
};

export function kindOfList(id: EndpointId): RecordKindName | undefined {
  return lists[id];
}

/**
 * The record that a detail endpoint is asked for; undefined where the endpoint is none, or its records were not given.
 * @throws Problem not-found
 */
export function recordOfKind(id: EndpointId, records: MockRecords, recordId: string): PlainRecord | undefined {
  const kind = id.endsWith('.get') ? lists[id.replace(/get$/, 'list') as EndpointId] : undefined;
  const given = kind === undefined ? undefined : records[kind];
  if (kind === undefined || given === undefined) return undefined;
  const record = given.find((one) => one.id === recordId);
  if (record === undefined) throw new Problem('not-found', 'There is no such record.', { id: recordId });
  return whole(kind, record);
}

/** @throws Problem filter-invalid, sort-invalid, cursor-invalid */
export function pageOfRecords(
  name: RecordKindName,
  records: MockRecords,
  query: ListQuery,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): ListPage<PlainRecord> {
  const kind = recordKinds[name];
  const filter = (query.filter ?? '').trim() === '' ? null : parseFilter(query.filter ?? '', kind, recordKinds);
  const order = compareRecords(parseSort(query.sort ?? '', kind), kind);
  const given: readonly PlainRecord[] = records[name] ?? [];
  const found = given
    .filter((record) => filter === null || evaluate(filter, record, { kind, kinds: recordKinds, now, timeZone }))
    .toSorted(order);
  const start = query.after === undefined ? 0 : placeOf(query.after, found.length);
  const end = start + query.limit;
  return {
    items: found.slice(start, end).map((record) => whole(name, record)),
    next: end < found.length ? `mock-${end}` : null,
    total: { count: found.length, exact: true },
    asOf: query.asOf ?? dayOf(now, timeZone),
  };
}

function placeOf(cursor: string, count: number): number {
  const place = Number(/^mock-(\d+)$/.exec(cursor)?.[1] ?? -1);
  if (place > 0 && place <= count) return place;
  throw new Problem('cursor-invalid', 'The cursor is of another list; start again without `after`.');
}

/** With every field of its kind; what nobody said is unknown. */
function whole(name: RecordKindName, record: PlainRecord): PlainRecord {
  return Object.fromEntries(Object.keys(recordKinds[name].fields).map((field) => [field, record[field] ?? null]));
}
