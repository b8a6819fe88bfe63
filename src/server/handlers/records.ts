/** Handlers of the record lists and details: the filter language in, pages out. */
import type { ListQuery } from '#contract/records.ts';
import type { SsvcAssessment } from '#core/advisories/advisory.ts';
import { exposures } from '#core/assets/asset.ts';
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { everything, type Filter, type SortKey } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { parseSort } from '#core/query/sort.ts';
import { recordKinds, type RecordKindName } from '#core/records/registry.ts';
import { urgencyOf, type Urgency } from '#core/vulnerabilities/urgency.ts';
import { readAssetDetail } from '#store/assets.ts';
import { readFindingWork } from '#store/finding-work/read-work.ts';
import { readFindingDetail } from '#store/findings.ts';
import { listFindingsByCheck, parseGroupSort } from '#store/query/findings-by-check.ts';
import { listRecords, type RecordItem } from '#store/query/list.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { describeStatements } from './asset-work.ts';
import { describeHistory } from './finding-causes.ts';
import { describeWork } from './finding-work.ts';
import { describeFlaw } from './flaw-names.ts';

type RecordEndpoint =
  | 'assets.list'
  | 'assets.get'
  | 'findings.list'
  | 'findings.listByCheck'
  | 'findings.get'
  | 'imports.list'
  | 'departments.list'
  | 'organisations.list';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
  readonly query: ListQuery;
}

/**
 * The store types a record as its fields by name, the contract field by field; both walk the same kind (a completeness
 * test of the store and the endpoint tests hold them equal), which the compiler cannot see.
 */
const onTheWire = (stored: unknown) => stored as never;

export const listOf = (kind: RecordKindName, asked: Asked) =>
  reading(asked, async (scope) => onTheWire(await listRecords(scope, kind, { ...question(kind, asked.query), ...moment(scope, asked) })));

export const recordHandlers: Pick<Handlers, RecordEndpoint> = {
  'assets.list': (asked) => listOf('asset', asked),
  'findings.list': (asked) => listOf('finding', asked),
  'imports.list': (asked) => listOf('import', asked),
  'departments.list': (asked) => listOf('department', asked),
  'organisations.list': (asked) => listOf('organisation', asked),

  'findings.listByCheck': (asked) =>
    reading(asked, async (scope) => {
      const { filter, limit, after } = question('finding', asked.query, false);
      const sort = parseGroupSort(asked.query.sort ?? '');
      const page = await listFindingsByCheck(scope, { filter, limit, after, sort, ...moment(scope, asked) });
      return { ...page, items: page.items.map((group) => ({ ...group, cveIds: [...group.cveIds] })) };
    }),

  'assets.get': async (asked) => {
    const { id } = asked.params;
    const detail = await reading(asked, async (scope) =>
      isId(id) ? readAssetDetail(scope, id, moment(scope, { ...asked, query: null })) : null,
    );
    if (detail === null) throw new Problem('not-found', 'There is no such asset in this organisation.', { id });
    return onTheWire({ ...detail, statements: await describeStatements(asked, detail.statements) });
  },

  'findings.get': async (asked) => {
    const { id } = asked.params;
    const found = await reading(asked, async (scope) => {
      const detail = isId(id) ? await readFindingDetail(scope, id, moment(scope, { ...asked, query: null })) : null;
      return detail === null ? null : { detail, work: await readFindingWork(scope, detail.record.id as Id) };
    });
    if (found === null) throw new Problem('not-found', 'There is no such finding in this organisation.', { id });
    const { answers: _answers, assessments, ...detail } = found.detail;
    const urgency = urgencyOfRecord(detail.record, assessments);
    const history = await describeHistory(asked, found.detail);
    return onTheWire({
      ...detail,
      urgency,
      history,
      ...(await describeWork(asked, found.work)),
      flaw: await describeFlaw(asked, detail.flaw),
    });
  },
};

/** Of what is open: what is closed waits for nothing. */
function urgencyOfRecord({ state, kev, exposure, tier }: RecordItem, assessments: readonly SsvcAssessment[]): Urgency | null {
  if (state !== 'open') return null;
  const known = exposures.find(({ value }) => value === exposure)?.value ?? null;
  return urgencyOf({
    kev: typeof kev === 'boolean' ? kev : null,
    assessments,
    exposure: known,
    tier: typeof tier === 'number' ? tier : null,
  });
}

function reading<T>({ context, principal }: Pick<Asked, 'context' | 'principal'>, work: (scope: Scope) => Promise<T>): Promise<T> {
  return readingOrganisation(context.database, principal.organisationId, work);
}

function question(kindName: RecordKindName, query: ListQuery, hasSort = true) {
  return { filter: filterOf(kindName, query), sort: hasSort ? sortOf(kindName, query) : [], limit: query.limit, after: query.after };
}

type Told = { readonly [Name in 'filter' | 'sort' | 'asOf']?: string | undefined };

export function filterOf(kindName: RecordKindName, { filter }: Told): Filter {
  return filter === undefined || filter.trim() === '' ? everything : parseFilter(filter, recordKinds[kindName], recordKinds);
}

export function sortOf(kindName: RecordKindName, { sort }: Told): readonly SortKey[] {
  const kind = recordKinds[kindName];
  return parseSort(sort ?? kind.defaultSort, kind);
}

export function moment(scope: Scope, { context, query }: { readonly context: ServerContext; readonly query: Told | null }) {
  const now = context.clock.now();
  const today = dayOf(now, scope.timeZone);
  const asOf: Day | undefined = query?.asOf === undefined ? undefined : parseDay(query.asOf);
  // Today is not over: its end would be a guess, so "as of today" is now.
  return { now, today, ...(asOf === undefined || asOf === today ? {} : { asOf }) };
}
