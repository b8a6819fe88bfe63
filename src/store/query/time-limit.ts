/** Lists answer in seconds or say that the question was too broad; nobody's page holds the database for minutes. */
import { sql } from 'kysely';
import { Problem } from '#core/kernel/problem.ts';
import type { Scope } from '#store/scope.ts';

export const listTimeLimitMs = 5_000;

/** When the pages that ask several questions must have all their answers, by `performance.now()`. */
const deadlines = new WeakMap<Scope, number>();

/** Runs `work`, whose parts ask `withinTimeLimit`, with one time limit over all of them. @throws Problem `filter-too-broad` */
export async function withinOverallLimit<T>(scope: Scope, work: () => Promise<T>, limitMs: number = listTimeLimitMs): Promise<T> {
  deadlines.set(scope, performance.now() + limitMs);
  try {
    return await work();
  } finally {
    deadlines.delete(scope);
  }
}

/** Where nobody waits for a page: how long each statement may take, in place of the limit of lists. */
const patience = new WeakMap<Scope, number>();

/** Runs `work`, whose parts ask `withinTimeLimit`, with another limit on each of its statements: for work that nobody waits for. */
export async function withPatience<T>(scope: Scope, work: () => Promise<T>, limitMs: number): Promise<T> {
  patience.set(scope, limitMs);
  try {
    return await work();
  } finally {
    patience.delete(scope);
  }
}

/** Runs `work` with a time limit on each of its statements. @throws Problem `filter-too-broad` when one takes longer. */
export async function withinTimeLimit<T>(scope: Scope, work: () => Promise<T>, askedLimitMs: number = listTimeLimitMs): Promise<T> {
  const ownLimitMs = patience.get(scope) ?? askedLimitMs;
  const left = Math.ceil((deadlines.get(scope) ?? Infinity) - performance.now());
  // 0 would mean no limit at all.
  const limitMs = Math.max(1, Math.min(ownLimitMs, left));
  await sql.raw(`set local statement_timeout = ${limitMs}`).execute(scope.trx);
  let answer: T;
  try {
    answer = await work();
  } catch (error) {
    // query_canceled; the transaction is lost with it.
    if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '57014') throw error;
    throw new Problem(
      'filter-too-broad',
      `The answer took longer than ${ownLimitMs / 1_000} seconds. Narrow the filter (a class, a department, a severity) or sort by another field.`,
      { limitMs: ownLimitMs },
      error,
    );
  }
  await sql.raw('set local statement_timeout to default').execute(scope.trx);
  return answer;
}
