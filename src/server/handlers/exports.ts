/** Handlers of what leaves the node as a file. */
import { exportLists, type TableRow } from '#core/exports/table.ts';
import { dialectOf, expositionTypes } from '#core/exports/exposition.ts';
import { measurementTable } from '#core/exports/measurement-table.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day } from '#core/kernel/time.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { readChanges } from '#store/changes.ts';
import { parseGroupSort, listFindingsByCheck, type FindingGroupItem } from '#store/query/findings-by-check.ts';
import type { ListRequest } from '#store/query/list.ts';
import { walkRecords, type Walk } from '#store/query/walk-records.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import { exposeMetrics } from '../exports/expose-metrics.ts';
import { exportTable } from '../exports/export-table.ts';
import { findMeasurements } from '../exports/measurement-rows.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { requireMetric } from '../measuring/metric-view.ts';
import { filterOf, moment, sortOf } from './records.ts';

export const exportHandlers: Pick<Handlers, 'exports.records' | 'exports.measurements' | 'exports.openMetrics'> = {
  'exports.measurements': async (asked) => {
    const { metric, scopeKind, from, to } = asked.query;
    const metricId = metric === undefined ? null : requireMetric(metric).id;
    if (from !== undefined && to !== undefined && from > to)
      throw new Problem('request-invalid', `from ${from} lies after to ${to}.`, { wrong: [{ path: 'from' }] });
    return exportTable(asked, async (scope) => {
      const { today } = moment(scope, { ...asked, query: null });
      const choice = { metricId, scopeKind: scopeKind ?? null, from: from as Day | undefined, to: (to as Day | undefined) ?? today };
      const name = metricId === null ? measurementTable.name : `${measurementTable.name}-${metricId.toLowerCase()}`;
      return { head: { ...measurementTable, name }, ...(await findMeasurements(scope, choice)) };
    });
  },

  'exports.openMetrics': ({ context, principal, query, request }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const kinds = scopeKinds.filter((kind) => query.scopes.split(',').includes(kind));
      const dialect = dialectOf(request.headers.get('accept'));
      // Scrapers ask every minute for what changes some times a day.
      const { records, measurements } = await readChanges(scope);
      const key = { organisationId: principal.organisationId, question: `exposition ${dialect} ${kinds.join()}` };
      const text = await context.remembered.answer(key, `${records} ${measurements}`, () => exposeMetrics(scope, kinds, dialect));
      return new Response(text, { headers: { 'content-type': expositionTypes[dialect], vary: 'accept' } });
    }),

  'exports.records': (asked) => {
    const list = exportLists.get(asked.params.list);
    invariant(list !== undefined, 'the contract names the lists there are');
    const { kind, head } = list;
    return exportTable(asked, async (scope, rowsMax) => {
      const when = moment(scope, asked);
      const found = { head, asOf: when.asOf ?? when.today };
      if (kind === null) {
        const request = { filter: filterOf('finding', asked.query), sort: parseGroupSort(asked.query.sort ?? ''), ...when };
        const { count, rows } = await walkGroups(scope, request);
        return { ...found, count, rows };
      }
      const request = { filter: filterOf(kind, asked.query), sort: sortOf(kind, asked.query), ...when };
      const walk = await walkRecords(scope, kind, request, rowsMax);
      return {
        ...found,
        count: walk.count,
        rows: rowsOf(
          walk,
          head.columns.map(({ name }) => name),
        ),
      };
    });
  },
};

async function* rowsOf(walk: Walk, names: readonly string[]): AsyncGenerator<readonly TableRow[], void, undefined> {
  for await (const items of walk.rows()) yield items.map((item) => names.map((name) => item[name] ?? null));
}

/** Checks are few beside their findings, and each page counts all findings anew. */
const groupsAtOnce = 10_000;

async function walkGroups(
  scope: Scope,
  request: Omit<ListRequest, 'limit' | 'after'>,
): Promise<{ readonly count: number; readonly rows: AsyncGenerator<readonly TableRow[], void, undefined> }> {
  const page = (after: string | undefined) => listFindingsByCheck(scope, { ...request, limit: groupsAtOnce, after });
  const first = await page(undefined);
  const rows = async function* () {
    let { items, next } = first;
    for (;;) {
      yield items.map(groupRow);
      if (next === null) return;
      ({ items, next } = await page(next));
    }
  };
  return { count: first.total.count, rows: rows() };
}

/** In the order of the columns of `findings-by-check`. */
function groupRow(group: FindingGroupItem): TableRow {
  const { title, scanner, checkId, severity, assetCount, findingCount, epssMax, kev, dueOnMin, openedAtMin, cveIds } = group;
  const cves = cveIds.length === 0 ? null : cveIds.join(' ');
  return [title, scanner, checkId, severity, assetCount, findingCount, epssMax, kev, dueOnMin, openedAtMin, cves];
}
