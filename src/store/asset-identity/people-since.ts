/**
 * What people did with findings while two assets were one, when that is withdrawn: it is not undone by it. A finding that was two
 * again gets back only what nobody changed since. What machines saw since is told apart in `withdraw-identity.ts`.
 */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Scope } from '../scope.ts';
import type { Pair } from './moved-rows.ts';

/** Who works on the findings that became one, under which ticket, as the merge made it: what differs later a person changed. */
export async function rememberWork({ client, organisationId }: Scope, decisionId: Id): Promise<void> {
  await client.query(
    `insert into asset_identity_row (organisation_id, decision_id, relation, number, content, is_shared)
     select $1, $2, 'finding-made', kept.number, jsonb_build_object('id', made.id, 'assignee', made.assignee, 'ticket', made.ticket), true
     from asset_identity_row kept join finding made on made.organisation_id = $1 and made.id = (kept.content ->> 'id')::uuid
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = 'finding-kept'`,
    [organisationId, decisionId],
  );
}

interface Work {
  readonly assignee: string | null;
  readonly ticket: string | null;
}

interface RememberedWork extends Work {
  readonly id: Id;
  readonly relation: 'finding' | 'finding-kept' | 'finding-made';
}

/**
 * Assignee and ticket of both are as they were; one that was changed since stays, on both, because it was said of both.
 * @param pairs findings that are two again, as they were remembered
 */
export async function giveBackWork({ client, organisationId }: Scope, decisionId: Id, pairs: readonly Pair[]): Promise<void> {
  // Matched here, because nothing tells the planner how many ids come out of the JSON.
  const remembered = await client.query<RememberedWork>(
    `select relation, content ->> 'id' as id, content ->> 'assignee' as assignee, content ->> 'ticket' as ticket from asset_identity_row
     where organisation_id = $1 and decision_id = $2 and relation in ('finding', 'finding-kept', 'finding-made')`,
    [organisationId, decisionId],
  );
  const intoIds = pairs.map((one) => one.intoId);
  const { rows: found } = await client.query<Work & { id: Id }>(
    'select id, assignee, ticket from finding where organisation_id = $1 and id = any($2::uuid[])',
    [organisationId, intoIds],
  );
  const live = new Map(found.map((row) => [row.id, row]));
  const made = new Map(remembered.rows.flatMap((row) => (row.relation === 'finding-made' ? [[row.id, row]] : [])));
  const was = new Map(remembered.rows.flatMap((row) => (row.relation === 'finding-made' ? [] : [[row.id, row]])));
  const given = pairs.flatMap(({ fromId, intoId }) => {
    const [now, then] = [live.get(intoId), made.get(intoId)];
    if (now === undefined || then === undefined) return [];
    return [fromId, intoId].map((id) => ({
      id,
      assignee: now.assignee === then.assignee ? (was.get(id)?.assignee ?? null) : now.assignee,
      ticket: now.ticket === then.ticket ? (was.get(id)?.ticket ?? null) : now.ticket,
    }));
  });
  await client.query(
    `update finding set assignee = given.assignee, assignee_folded = given.folded, ticket = given.ticket
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) as given (id, assignee, folded, ticket)
     where finding.organisation_id = $1 and finding.id = given.id
       and (finding.assignee is distinct from given.assignee or finding.ticket is distinct from given.ticket)`,
    [
      organisationId,
      given.map((one) => one.id),
      given.map((one) => one.assignee),
      given.map((one) => (one.assignee === null ? null : foldName(one.assignee))),
      given.map((one) => one.ticket),
    ],
  );
}

/**
 * What was taken up again since stays so on both, where something had been decided of the other: taking a merge back puts no
 * finding out of sight that a person brought into it. Other decisions since stay with the finding that stayed.
 */
export async function keepReopened({ client, organisationId }: Scope, decisionId: Id, pairs: readonly Pair[]): Promise<void> {
  await client.query(
    `insert into finding_decision
     select moved.* from unnest($3::uuid[], $4::uuid[]) as pair (from_id, into_id)
     join finding given on given.organisation_id = $1 and given.id = pair.from_id
     join finding_decision own on own.organisation_id = $1 and own.finding_id = pair.into_id and own.kind = 'reopened' and own.batch_id > $2
       and own.withdrawn_at is null
     cross join lateral jsonb_populate_record(own, jsonb_build_object('finding_id', given.id, 'asset_id', given.asset_id)) moved
     where exists (select from finding_decision had where had.organisation_id = $1 and had.finding_id = given.id)
     on conflict do nothing`,
    [organisationId, decisionId, pairs.map((one) => one.fromId), pairs.map((one) => one.intoId)],
  );
}
