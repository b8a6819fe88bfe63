/** Who works on findings, under which ticket, and what people remark about one of them. */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { matchingFindings, type Selection } from './matching-findings.ts';

export interface Assigning extends Selection {
  /** Null: nobody any longer; absent: stays as it is. */
  readonly assignee?: string | null | undefined;
  readonly ticket?: string | null | undefined;
  /** Only counts. */
  readonly isDryRun: boolean;
}

/** @throws Problem as `matchingFindings` */
export async function assignFindings(
  scope: Scope,
  assigning: Assigning,
): Promise<{ readonly changed: number; readonly unchanged: number }> {
  const { assignee, ticket, isDryRun } = assigning;
  // A running import writes the same rows in an order of its own.
  if (!isDryRun) await lockImports(scope);
  const matching = await matchingFindings(scope, assigning);
  const differing = `organisation_id = $1 and id = any($2::uuid[])
    and (($3 and assignee is distinct from $4::text) or ($6 and ticket is distinct from $7::text))`;
  const { rowCount } = await scope.client.query(
    isDryRun
      ? `select from finding where ($5::text is null or true) and ${differing}`
      : `update finding set
       assignee = case when $3 then $4 else assignee end, assignee_folded = case when $3 then $5 else assignee_folded end,
       ticket = case when $6 then $7 else ticket end
     where ${differing}`,
    [
      scope.organisationId,
      matching.map((one) => one.findingId),
      assignee !== undefined,
      assignee ?? null,
      assignee === undefined || assignee === null ? null : foldName(assignee),
      ticket !== undefined,
      ticket ?? null,
    ],
  );
  const changed = rowCount ?? 0;
  return { changed, unchanged: matching.length - changed };
}

export interface NewComment {
  readonly id: Id;
  readonly comment: string;
  readonly by: string;
  readonly now: Instant;
}

/** @returns false when there is no such finding */
export async function commentFinding(scope: Scope, findingId: Id, { id, comment, by, now }: NewComment): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    `insert into finding_comment (organisation_id, id, finding_id, commented_at, commented_by, comment)
     select $1, $2, finding.id, $4, $5, $6 from finding where organisation_id = $1 and finding.id = $3`,
    [scope.organisationId, id, findingId, now, by, comment],
  );
  return rowCount === 1;
}
