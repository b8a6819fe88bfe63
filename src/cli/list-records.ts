/** What `assets list` and `findings list` share: the flags of every list, and its answer as JSON or as a table. */
import type { CommandFlag, CommandInput } from '#contract/define-command.ts';
import { exitCodes } from '#contract/define-command.ts';
import type { ListPage, ListQuery } from '#contract/records.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultColumns } from '#core/query/columns.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { connectionFlags } from './node-connection.ts';
import { saveTable } from './save-table.ts';
import { formatTable } from './table.ts';

export const listFlagsOf = (kind: RecordKind): readonly CommandFlag[] => [
  {
    name: 'filter',
    value: 'RQL',
    summary: "which rows, such as 'and(eq(class,medical),gt(age(firstSeenAt),P30D))'; docs/records.md lists the fields",
    suggests: { filterOf: kind },
  },
  { name: 'sort', value: 'FIELDS', summary: 'field names with commas, - for descending: -severity,name', suggests: { sortOf: kind } },
  { name: 'limit', value: 'N', summary: 'rows of one page, 1 to 1000 (default 100)' },
  { name: 'after', value: 'CURSOR', summary: 'the `next` of the page before' },
  { name: 'as-of', value: 'DAY', summary: 'as it was at the end of that day' },
  { name: 'all', value: null, summary: 'every page, one after another' },
  { name: 'out', value: 'FILE', summary: 'every row and field into this file instead: .csv, .xlsx or .parquet', suggests: 'file' },
  ...connectionFlags,
];

type ListInput = { -readonly [K in keyof ListQuery]?: ListQuery[K] | undefined };
type Row = Readonly<Record<string, unknown>> & { readonly id: string };

export async function printList(
  kind: RecordKind,
  input: CommandInput,
  fetchPage: (query: Record<string, unknown>) => Promise<ListPage<Row>>,
): Promise<number> {
  const query = readQuery(input);
  if (input.flags['out'] !== undefined) return saveList(kind, input, query);
  let page = await fetchPage(query);
  if (input.flags['all'] !== true) {
    if (input.output.isJson) input.output.answer(JSON.stringify(page));
    else printTable(kind, input, page);
    return exitCodes.complete;
  }
  // Written page by page: a million rows never stand in memory at once, and the whole is one JSON document.
  const { total, asOf } = page;
  if (input.output.isJson) input.output.answer('{"items":[');
  let isFirst = true;
  for (;;) {
    if (input.output.isJson) {
      const lines = page.items.map((item) => JSON.stringify(item));
      if (lines.length > 0) input.output.answer((isFirst ? '' : ',') + lines.join(',\n'));
    } else printTable(kind, input, page);
    isFirst = isFirst && page.items.length === 0;
    if (page.next === null) break;
    page = await fetchPage({ ...query, after: page.next });
  }
  if (input.output.isJson) input.output.answer(`],"next":null,"total":${JSON.stringify(total)},"asOf":${JSON.stringify(asOf)}}`);
  return exitCodes.complete;
}

async function saveList(kind: RecordKind, input: CommandInput, { limit: _all, after, ...question }: ListInput): Promise<number> {
  const partOnly = [input.flags['limit'] === undefined ? '' : '--limit', after === undefined ? '' : '--after'].filter(Boolean);
  if (partOnly.length > 0)
    throw new Problem('usage-invalid', `--out writes every row; leave out ${partOnly.join(' and ')}.`, { unexpected: partOnly });
  return saveTable(input, (client, format) =>
    client.exports.records({ params: { list: kind.plural }, query: { format, ...question }, signal: input.signal }),
  );
}

function readQuery(input: CommandInput): ListInput {
  const text = (name: string) => (typeof input.flags[name] === 'string' ? input.flags[name] : undefined);
  const limit = text('limit');
  if (limit !== undefined && !/^[1-9]\d{0,3}$/.test(limit))
    throw new Problem('usage-invalid', `--limit ${limit}: give a number from 1 to 1000.`, { limit });
  const query: ListInput = {
    filter: text('filter'),
    sort: text('sort'),
    // Everything is asked for in as few requests as may be.
    limit: limit === undefined ? (input.flags['all'] === true ? 1000 : undefined) : Number(limit),
    after: text('after'),
    asOf: text('as-of'),
  };
  return query;
}

function printTable(kind: RecordKind, input: CommandInput, page: ListPage<Row>): void {
  const { output } = input;
  const shown = defaultColumns(kind);
  const columns = [
    { title: 'id', whole: true },
    ...shown.map(({ field }) => ({ title: field.label[output.language], alignRight: field.type === 'integer' || field.type === 'number' })),
  ];
  const rows = page.items.map((item) => [item.id, ...shown.map(({ name }) => cellText(item[name], output.language))]);
  output.answer(formatTable(columns, rows, output.width));
  const total = page.total.exact ? String(page.total.count) : `${page.total.count}+`;
  output.progress(
    `${page.items.length} / ${total} ${kind.labelPlural[output.language]} (${page.asOf})${page.next === null ? '' : `; --after ${page.next}`}`,
  );
}

export function cellText(value: unknown, language: 'en' | 'nl'): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? (language === 'nl' ? 'ja' : 'yes') : language === 'nl' ? 'nee' : 'no';
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return `${value.slice(0, 16).replace('T', ' ')}Z`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
