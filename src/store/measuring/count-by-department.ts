/** How many assets a filter finds per department, most first: for "whom to ask". The filter's meaning is the compiler's. */
import { sql } from 'kysely';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { compileFilter, kindInPlace } from '#store/query/compile.ts';
import { matchingSql } from '#store/query/list.ts';
import { resolveMoment } from '#store/query/moment.ts';
import type { Scope } from '#store/scope.ts';

export interface DepartmentCount {
  readonly department: string;
  readonly assets: number;
}

export async function countByDepartment(
  scope: Scope,
  asked: { readonly filter: Filter; readonly today: Day; readonly now: Instant; readonly limit: number },
): Promise<readonly DepartmentCount[]> {
  const place = kindInPlace('asset');
  const moment = resolveMoment(scope, place.kind, asked);
  const matched = matchingSql(place, moment, compileFilter(asked.filter, place, moment));
  const { rows } = await sql<DepartmentCount>`
    select min(av.department) as department, count(*)::int as assets from ${matched} and av.department is not null
    group by av.department_folded order by assets desc, av.department_folded limit ${asked.limit}`.execute(scope.trx);
  return rows;
}
