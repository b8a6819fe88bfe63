/** Reports that a mail desk sends: checked, pseudonymised in the request and merged; nothing of them is written before. */
import type { MailReportRow } from '#core/awareness/mail-report-row.ts';
import type { Pseudonymise } from '#core/awareness/pseudonym.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import type { MailReportBody } from '#contract/endpoints/mail-reports.ts';
import { findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { mergeReports } from '#store/awareness/mail-reports.ts';
import { readReportSigning } from '#store/awareness/report-signing.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { faultOfSignature } from '../alerts/webhook-signature.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { wipe } from './key-ring.ts';
import { pseudonymiser } from './pseudonymiser.ts';
import { takeKey } from './take-key.ts';

const faults = {
  missing: 'What a mail desk sends must be signed here: webhook-id, webhook-timestamp and webhook-signature are missing.',
  'too-old': 'The signature is older or newer than five minutes; send it again, signed now.',
  wrong: 'The signature is not of the secret that was made here.',
} as const;

/** @throws Problem not-allowed */
export async function requireSigned(context: ServerContext, who: Principal, request: Request, body: Uint8Array | undefined): Promise<void> {
  const secrets = await readingOrganisation(context.database, who.organisationId, readReportSigning);
  if (secrets === null) return;
  const fault = faultOfSignature(request.headers, body ?? new Uint8Array(), secrets, context.clock.now());
  if (fault !== null) throw new Problem('not-allowed', faults[fault]);
}

/** @throws Problem awareness-key-locked, conflict */
export async function receiveReports(
  context: ServerContext,
  { organisationId, name }: Principal,
  reports: readonly MailReportBody[],
): Promise<{ readonly received: number; readonly changed: number }> {
  const unlocked = await takeKey(context, organisationId);
  try {
    const pseudonymise = pseudonymiser(unlocked.key);
    const rows = reports.map((report, place) => rowOf(report, place + 1, pseudonymise));
    const { generation } = unlocked;
    const now = context.clock.now();
    const changed = await withOrganisation(context.database, organisationId, async (scope) => {
      const key = await findKey(scope, 'shared');
      if (key?.generation !== generation)
        throw new Problem('conflict', 'The key of pseudonyms was renewed while the reports were read; send them again.');
      const marks = await mergeReports(scope, generation, rows, { newId: context.newId, now });
      const act = { at: now, act: 'reports-received', saidBy: name, generation, rows: rows.length } as const;
      await recordKeyEvent(scope, act, context.newId);
      return marks.filter(Boolean).length;
    });
    return { received: rows.length, changed };
  } finally {
    wipe(unlocked);
  }
}

function rowOf(
  { id, reporter, reportedAt, messageId, threatId, verdict, decidedAt }: MailReportBody,
  itemNumber: number,
  pseudonymise: Pseudonymise,
): MailReportRow {
  const at = instantOf(reportedAt);
  const decided = decidedAt === undefined || verdict === undefined ? null : instantOf(decidedAt);
  if (decided !== null && decided < at)
    throw new Problem('request-invalid', `Report ${itemNumber}: decided before it was reported.`, { wrong: [{ path: 'decidedAt' }] });
  const kind = reporter.includes('@') ? 'email' : 'employee';
  return {
    kind: 'mail-report',
    itemNumber,
    report: pseudonymise('report', id),
    reporter: pseudonymise(kind, reporter),
    reporterKind: kind,
    reportedAt: at,
    message: messageId === undefined ? null : pseudonymise('mail', messageId),
    threat: threatId === undefined ? null : pseudonymise('mail', threatId),
    verdict: verdict ?? null,
    decidedAt: decided,
  };
}

function instantOf(text: string) {
  const milliseconds = Date.parse(text);
  invariant(!Number.isNaN(milliseconds), 'the contract lets instants through alone');
  return instantFromMilliseconds(milliseconds);
}
