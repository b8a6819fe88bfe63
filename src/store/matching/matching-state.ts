/** How the last matching of an organisation went: on what it rested, how much there was, and what was left out. */
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { HeldAdvisories } from './held-advisories.ts';

export interface MatchingRow {
  /** Of everything that the last matching rested on; null: it is to be done anew whatever there is. */
  readonly fingerprint: string | null;
  /** Asked for, and not done since. */
  readonly askedAt: Instant | null;
  readonly matchedAt: Instant | null;
  readonly lines: number;
  readonly assets: number;
  readonly notMatchable: number;
  readonly documents: number;
  readonly setAside: HeldAdvisories['setAside'];
  readonly rulesBroken: HeldAdvisories['rulesBroken'];
  readonly problem: { readonly code: string; readonly detail: string; readonly at: Instant } | null;
}

const never: MatchingRow = {
  fingerprint: null,
  askedAt: null,
  matchedAt: null,
  lines: 0,
  assets: 0,
  notMatchable: 0,
  documents: 0,
  setAside: 0,
  rulesBroken: [],
  problem: null,
};

export async function readMatchingState({ client, organisationId }: Scope): Promise<MatchingRow> {
  const { rows } = await client.query<
    Omit<MatchingRow, 'problem'> & { problemCode: string | null; problemDetail: string | null; problemAt: Instant | null }
  >(
    `select fingerprint, asked_at as "askedAt", matched_at as "matchedAt", lines, assets, not_matchable as "notMatchable", documents,
       set_aside as "setAside", rules_broken as "rulesBroken", problem_code as "problemCode", problem_detail as "problemDetail",
       problem_at as "problemAt" from matching_state where organisation_id = $1`,
    [organisationId],
  );
  const [row] = rows;
  if (row === undefined) return never;
  const { problemCode, problemDetail, problemAt, ...state } = row;
  return {
    ...state,
    problem: problemCode === null || problemAt === null ? null : { code: problemCode, detail: problemDetail ?? '', at: problemAt },
  };
}

/** It waits in line from now on, and whatever is the same as before is matched again too. Later than whatever was asked before. */
export async function askMatching({ client, organisationId }: Scope, now: Instant): Promise<void> {
  await client.query(
    `insert into matching_state as known (organisation_id, asked_at) values ($1, $2)
     on conflict (organisation_id) do update set asked_at = greatest(known.asked_at + interval '1 millisecond', excluded.asked_at), fingerprint = null`,
    [organisationId, now],
  );
}

export interface BegunMatching {
  /** What it answers: all that was asked for up to here. */
  readonly upTo: Instant;
  /** As it was when the register was read. */
  readonly askedAt: Instant | null;
  /** What is held is not of this input: were this stopped half-way, nothing would be true of either. */
  readonly isDifferent: boolean;
}

/** What was asked for since the register was read stays asked for, later than `upTo`. */
export async function beginMatching({ client, organisationId }: Scope, { upTo, askedAt, isDifferent }: BegunMatching): Promise<void> {
  await client.query(
    `insert into matching_state as known (organisation_id, asked_at) values ($1, $2)
     on conflict (organisation_id) do update set
       asked_at = case when known.asked_at is not distinct from $3::timestamptz then excluded.asked_at
         else greatest(known.asked_at, excluded.asked_at + interval '1 millisecond') end,
       fingerprint = case when $4 then null else known.fingerprint end`,
    [organisationId, upTo, askedAt, isDifferent],
  );
}

export interface EndedMatching {
  readonly fingerprint: string;
  readonly now: Instant;
  readonly lines: number;
  readonly assets: number;
  readonly notMatchable: number;
  readonly held: HeldAdvisories;
}

/** @param upTo what was asked for later than this still waits, to be done anew */
export async function endMatching({ client, organisationId }: Scope, ended: EndedMatching, upTo: Instant): Promise<void> {
  await client.query(
    `insert into matching_state as known (organisation_id, fingerprint, matched_at, lines, assets, not_matchable, documents, set_aside, rules_broken)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (organisation_id) do update set fingerprint = case when known.asked_at > $10 then null else excluded.fingerprint end, matched_at = excluded.matched_at,
       lines = excluded.lines, assets = excluded.assets, not_matchable = excluded.not_matchable, documents = excluded.documents,
       set_aside = excluded.set_aside, rules_broken = excluded.rules_broken, problem_code = null, problem_detail = null, problem_at = null,
       asked_at = case when known.asked_at > $10 then known.asked_at end`,
    [
      organisationId,
      ended.fingerprint,
      ended.now,
      ended.lines,
      ended.assets,
      ended.notMatchable,
      ended.held.documents,
      ended.held.setAside,
      JSON.stringify(ended.held.rulesBroken),
      upTo,
    ],
  );
}

export async function failMatching(
  { client, organisationId }: Scope,
  problem: { readonly code: string; readonly detail: string },
  now: Instant,
): Promise<void> {
  await client.query(
    `insert into matching_state as known (organisation_id, problem_code, problem_detail, problem_at) values ($1, $2, $3, $4)
     on conflict (organisation_id) do update set problem_code = excluded.problem_code, problem_detail = excluded.problem_detail,
       problem_at = excluded.problem_at, asked_at = null`,
    [organisationId, problem.code, problem.detail, now],
  );
}
