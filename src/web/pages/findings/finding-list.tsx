/** The list of findings: by cause (one row a scanner's check), or one by one. */
import { useMemo, type ReactNode } from 'react';
import type { Filter } from '#core/query/filter.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { useApp, type App } from '../../app/context.tsx';
import { isGrouped } from '../../app/list-search.ts';
import { PageLink } from '../../app/page-link.tsx';
import type { PageProps, Search } from '../../app/page.ts';
import type { ListRow } from '../../app/queries.ts';
import { DecisionMark } from '../../components/decision-mark.tsx';
import { Due } from '../../components/due.tsx';
import type { ListColumn } from '../../components/list/columns.ts';
import { defaultColumnIds, fieldColumns } from '../../components/list/field-columns.tsx';
import { FieldValue } from '../../components/list/field-value.tsx';
import { addCondition, conditionsOf, readFilter } from '../../components/list/filter-model.ts';
import { RecordList } from '../../components/list/record-list.tsx';
import { SourceNotices } from '../../components/source-notices.tsx';
import { SelectCell, SelectedCount, useSelectKey } from '../../components/finding-work/select-cell.tsx';
import { useSelection, type Selection } from '../../components/finding-work/selection.ts';
import { useFindingWork, type About } from '../../components/finding-work/work-bar.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { UrgentLinks } from './urgency.tsx';

type Group = ListRow<'findings.listByCheck'>;
type Finding = ListRow<'findings.list'>;

export function FindingList({ search }: PageProps<'/findings'>): ReactNode {
  return isGrouped(search) ? <ByCheck search={search} /> : <OneByOne search={search} />;
}

/** Both groupings of the same filter; the sort of one means nothing to the other. */
function Grouping({ search }: { readonly search: Search }) {
  const { m } = useApp();
  const look =
    'plain-link rounded-sm px-2.5 py-1 text-small text-soft aria-[current=true]:bg-wash aria-[current=true]:font-medium aria-[current=true]:text-ink';
  const kept = { filter: search['filter'], asOf: search['asOf'] };
  return (
    <div role="group" aria-label={m.findings.grouping} className="inline-flex rounded-md border border-line bg-card p-0.5">
      <PageLink to="/findings" search={kept} className={look} isChosen={isGrouped(search)}>
        {m.findings.groupByCheck}
      </PageLink>
      <PageLink to="/findings" search={{ ...kept, group: 'none' }} className={look} isChosen={!isGrouped(search)}>
        {m.findings.ungrouped}
      </PageLink>
    </div>
  );
}

function ByCheck({ search }: { readonly search: Search }) {
  const { m, t } = useApp();
  const { filter } = search;
  // Within the filter: a cause may have more findings than the list counts.
  const selection = useSelection<Group>(`checks ${filter ?? ''}`, (row) => checkOf(row, filter));
  const columns = useGroupColumns(search, selection);
  const work = useListWork(search, selection);
  return (
    <RecordList
      path="/findings"
      title={m.findings.title}
      kind={finding}
      endpoint="findings.listByCheck"
      search={search}
      columns={columns}
      shownByDefault={['assetCount', 'severity', 'epssMax', 'kev', 'dueOnMin', 'openedAtMin']}
      defaultSort="-severity"
      rowHeight={56}
      totalText={(count, isOne) => `${count} ${isOne ? m.findings.cause.toLowerCase() : m.findings.causes}`}
      tools={
        <>
          {work.buttons}
          <Grouping search={search} />
        </>
      }
      above={
        <>
          {work.notice}
          <SourceNotices of={['kev', 'epss']} />
          <UrgentLinks />
        </>
      }
      label={t(finding.labelPlural)}
    />
  );
}

function checkOf(row: Group, filter: string | undefined): Filter {
  const read = readFilter(filter, finding);
  return {
    op: 'and',
    of: [
      ...(read.kind === 'filter' ? conditionsOf(read.filter) : []),
      { op: 'eq', field: 'checkId', value: row.checkId },
      { op: 'eq', field: 'scanner', value: row.scanner },
    ],
  };
}

/** Deciding and assigning; not as of a past day, which no decision of today changes. */
function useListWork<Row>(search: Search, selection: Selection<Row>) {
  const { m } = useApp();
  useSelectKey();
  const all = search['filter'];
  const about: About =
    selection.filter === null
      ? { filter: all === undefined || all.trim() === '' ? 'and()' : all, text: m.decisions.aboutAll }
      : { filter: selection.filter, text: m.decisions.aboutSelected(selection.count) };
  const { buttons, notice } = useFindingWork(about, selection.clear);
  if (search['asOf'] !== undefined) return { buttons: null, notice: null };
  return {
    buttons: (
      <>
        <SelectedCount selection={selection} />
        <PageLink to="/findings/changes" className={buttonLook('plain', true)}>
          {m.decisions.changes}
        </PageLink>
        <PageLink to="/findings/closing-times" className={buttonLook('plain', true)}>
          {m.closing.short}
        </PageLink>
        {buttons}
      </>
    ),
    notice,
  };
}

function useGroupColumns(search: Search, selection: Selection<Group>): readonly ListColumn<Group>[] {
  const { m, f } = useApp();
  const { filter, asOf } = search;
  return useMemo(() => {
    const rowsOf = (row: Group): Search => {
      const check = addCondition(filter, finding, { op: 'eq', field: 'checkId', value: row.checkId });
      return { group: 'none', filter: addCondition(check, finding, { op: 'eq', field: 'scanner', value: row.scanner }), asOf };
    };
    const today = asOf ?? f.today();
    // A group does not tell which of its findings are open; the filter does.
    const areOpen = asksForOpen(filter);
    return [
      titleColumn(m.findings.cause, rowsOf, selection),
      {
        id: 'assetCount',
        label: m.findings.assetCount,
        width: [122, 0.8],
        sort: { field: 'assetCount', first: 'descending' },
        cell: (row) => (
          <>
            {m.findings.assets(row.assetCount, f.number(row.assetCount))}
            <span className="block truncate text-small text-soft">{m.findings.flaws(row.findingCount, f.number(row.findingCount))}</span>
          </>
        ),
      },
      {
        id: 'severity',
        label: m.findings.severity,
        width: [92, 0.6],
        sort: { field: 'severity', first: 'descending' },
        cell: (row) => <FieldValue field={finding.fields.severity} value={row.severity} />,
      },
      { id: 'epssMax', label: 'EPSS', width: [130, 0.6], cell: (row) => <Likelihood value={row.epssMax} /> },
      {
        id: 'kev',
        label: m.findings.exploited,
        width: [90, 0.5],
        cell: (row) => <FieldValue field={finding.fields.kev} value={row.kev} />,
      },
      {
        id: 'dueOnMin',
        label: m.findings.dueFirst,
        width: [150, 0.6],
        sort: { field: 'dueOn', first: 'ascending' },
        cell: (row) => <Due dueOn={row.dueOnMin} isOpen={areOpen} today={today} />,
      },
      { id: 'openedAtMin', label: m.findings.openedFirst, width: [110, 0.6], cell: (row) => f.instantDay(row.openedAtMin) },
      {
        id: 'findingCount',
        label: m.findings.findingCount,
        width: [90, 0.5],
        isEnd: true,
        sort: { field: 'findingCount', first: 'descending' },
        cell: (row) => f.number(row.findingCount),
      },
    ];
  }, [m, f, filter, asOf, selection]);
}

function asksForOpen(filter: string | undefined): boolean {
  const read = readFilter(filter, finding);
  return (
    read.kind === 'filter' &&
    conditionsOf(read.filter).some((part) => part.op === 'eq' && 'field' in part && part.field === 'state' && part.value === 'open')
  );
}

/** The cause, its check and the first of its CVEs; opens its findings one by one. */
function titleColumn(label: string, rowsOf: (row: Group) => Search, selection: Selection<Group>): ListColumn<Group> {
  return {
    id: 'title',
    label: label,
    width: [260, 3],
    sort: { field: 'title', first: 'ascending' },
    cell: (row) => (
      <SelectCell row={row} title={row.title} selection={selection}>
        <PageLink to="/findings" search={rowsOf(row)} className="quiet-link font-medium">
          {row.title}
        </PageLink>
        <span className="block truncate text-small text-soft">
          {row.scanner} {row.checkId}
          {row.cveIds.length === 0 ? '' : ` · ${row.cveIds[0] ?? ''}${row.cveIds.length > 1 ? ` +${row.cveIds.length - 1}` : ''}`}
        </span>
      </SelectCell>
    ),
  };
}

/** The chance of exploitation in 30 days, drawn and written. */
function Likelihood({ value }: { readonly value: number | null }) {
  const { f } = useApp();
  if (value === null) return <FieldValue field={finding.fields.epss} value={null} />;
  return (
    <span className="flex items-center gap-2">
      <svg viewBox="0 0 54 7" className="h-[7px] w-[54px] shrink-0" aria-hidden="true">
        <rect width="54" height="7" rx="3.5" className="fill-band" />
        <rect width={Math.max(3, value * 54)} height="7" rx="3.5" className="fill-data" />
      </svg>
      {f.probability(value)}
    </span>
  );
}

const shownByDefault = ['assetName', ...defaultColumnIds(finding).filter((name) => name !== 'title')];

function columnsOf(selection: Selection<Finding>, today: string, t: App['t']) {
  const all = fieldColumns<Finding>(finding, t, {
    title: {
      width: [260, 2.6],
      cell: (row) => {
        const name = row.title ?? row.cveId ?? row.checkId ?? row.id;
        return (
          <SelectCell row={row} title={name} selection={selection}>
            <PageLink to="/findings/$id" params={{ id: row.id }} className="quiet-link font-medium">
              {name}
            </PageLink>
            <DecisionMark decision={row.decision} />
          </SelectCell>
        );
      },
    },
    assetName: {
      cell: (row) =>
        row.assetId === null ? (
          <FieldValue field={finding.fields.assetName} value={row.assetName} />
        ) : (
          <PageLink to="/assets/$id" params={{ id: row.assetId }} className="quiet-link">
            {row.assetName ?? row.assetId}
          </PageLink>
        ),
    },
    state: { width: [78, 0.4] },
    severity: { width: [88, 0.5] },
    cveId: { width: [138, 0.7] },
    department: { width: [120, 1] },
    epss: { width: [110, 0.6], isEnd: false, cell: (row) => <Likelihood value={row.epss} /> },
    dueOn: {
      width: [150, 0.6],
      cell: (row) => <Due dueOn={row.dueOn} isOpen={row.state === 'open' && row.decision === null} today={today} />,
    },
  });
  return all.toSorted((left, right) => placeOf(left.id) - placeOf(right.id));
}

/** What and where come first. */
function placeOf(column: string): number {
  return column === 'title' ? 0 : column === 'assetName' ? 1 : 2;
}

function OneByOne({ search }: { readonly search: Search }) {
  const { m, f, t } = useApp();
  const asOf = search['asOf'];
  const selection = useSelection<Finding>(`findings ${search['filter'] ?? ''}`, (row) => ({ op: 'eq', field: 'id', value: row.id }));
  const work = useListWork(search, selection);
  const columns = useMemo(() => columnsOf(selection, asOf ?? f.today(), t), [t, f, asOf, selection]);
  return (
    <RecordList
      path="/findings"
      title={m.findings.title}
      kind={finding}
      endpoint="findings.list"
      search={search}
      columns={columns}
      shownByDefault={shownByDefault}
      defaultSort={finding.defaultSort}
      rowHeight={38}
      totalText={(count, isOne) => `${count} ${t(isOne ? finding.label : finding.labelPlural)}`}
      tools={
        <>
          {work.buttons}
          <Grouping search={search} />
        </>
      }
      above={
        <>
          {work.notice}
          <SourceNotices of={['kev', 'epss']} />
          <UrgentLinks />
        </>
      }
      label={t(finding.labelPlural)}
    />
  );
}
