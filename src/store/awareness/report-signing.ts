/** The secret that signs what a mail desk sends by webhook, as it is: whoever checks a signature must have it. */
import type { Instant } from '#core/kernel/time.ts';
import type { SigningSecrets } from '../alerts/alert-rules.ts';
import type { Scope } from '../scope.ts';

/** Null: a token is enough. */
export async function readReportSigning(scope: Scope): Promise<SigningSecrets | null> {
  const { rows } = await scope.client.query<{ secret: string; formerSecret: string | null; formerUntil: Instant | null }>(
    `select secret, former_secret as "formerSecret", former_until as "formerUntil" from mail_report_signing where organisation_id = $1`,
    [scope.organisationId],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { secret, formerSecret, formerUntil } = row;
  return { secret, former: formerSecret === null || formerUntil === null ? null : { secret: formerSecret, until: formerUntil } };
}

/** The one before counts as well until then. */
export async function saveReportSigning(scope: Scope, secret: string, formerUntil: Instant): Promise<void> {
  await scope.client.query(
    `insert into mail_report_signing (organisation_id, secret) values ($1, $2)
     on conflict (organisation_id) do update set former_secret = mail_report_signing.secret, former_until = $3, secret = excluded.secret`,
    [scope.organisationId, secret, formerUntil],
  );
}

/** @returns whether there was one. */
export async function removeReportSigning(scope: Scope): Promise<boolean> {
  const { rowCount } = await scope.client.query('delete from mail_report_signing where organisation_id = $1', [scope.organisationId]);
  return rowCount === 1;
}
