/** The assets that a filter finds now, for what people do with all of them at once. */
import { sql } from 'kysely';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Filter } from '#core/query/filter.ts';
import { compileFilter, kindInPlace } from '../query/compile.ts';
import { idSql, matchingSql } from '../query/list.ts';
import { resolveMoment, type AskedMoment } from '../query/moment.ts';
import { withinTimeLimit } from '../query/time-limit.ts';
import type { Scope } from '../scope.ts';

export interface AssetSelection extends AskedMoment {
  readonly filter: Filter;
  /** As many as the person saw; absent: however many there are. */
  readonly expectedCount?: number | undefined;
}

/** Somebody who means more than this has not looked at what they mean. */
const matchingMax = 200_000;

/** @throws Problem `conflict` where there are not as many as expected, `filter-too-broad`, `request-invalid` above 200,000 */
export async function matchingAssets(scope: Scope, { filter, expectedCount, ...asked }: AssetSelection): Promise<Id[]> {
  const place = kindInPlace('asset');
  const moment = resolveMoment(scope, place.kind, asked);
  const compiled = compileFilter(filter, place, moment);
  const rows = await withinTimeLimit(scope, async () => {
    const found = await sql<{ id: Id }>`
      select ${idSql(place)} as id from ${matchingSql(place, moment, compiled)} limit ${matchingMax + 1}`.execute(scope.trx);
    return found.rows;
  });
  if (rows.length > matchingMax) {
    throw new Problem('request-invalid', `The filter finds more than ${matchingMax} assets. Narrow it, and do the rest after.`, {
      max: matchingMax,
    });
  }
  if (expectedCount !== undefined && expectedCount !== rows.length) {
    throw new Problem(
      'conflict',
      `The filter finds ${rows.length} assets now, not ${expectedCount}: the list has changed. Look at it again.`,
      { found: rows.length, expected: expectedCount },
    );
  }
  return rows.map((row) => row.id);
}
