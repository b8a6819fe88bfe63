/** Lists answer in seconds or say that the question was too broad; nobody's page holds the database for minutes. */
import { sql } from 'kysely';
import { Problem } from '#core/kernel/problem.ts';
import type { Scope } from '#store/scope.ts';

export const listTimeLimitMs = 5_000;

/** Runs `work` with a time limit on each of its statements. @throws Problem `filter-too-broad` when one takes longer. */
export async function withinTimeLimit<T>(scope: Scope, work: () => Promise<T>, limitMs: number = listTimeLimitMs): Promise<T> {
  await sql.raw(`set local statement_timeout = ${limitMs}`).execute(scope.trx);
  let answer: T;
  try {
    answer = await work();
  } catch (error) {
    // query_canceled; the transaction is lost with it.
    if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '57014') throw error;
    throw new Problem(
      'filter-too-broad',
      `The answer took longer than ${limitMs / 1_000} seconds. Narrow the filter (a class, a department, a severity) or sort by another field.`,
      { limitMs },
      error,
    );
  }
  await sql.raw('set local statement_timeout to default').execute(scope.trx);
  return answer;
}
