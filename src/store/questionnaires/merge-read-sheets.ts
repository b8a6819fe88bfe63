/** Sheets of answers from files of other tools, merged: each once, however often its file comes. Rounds are made of them in round-of-file.ts. */
import { createHash } from 'node:crypto';
import type { QuestionnaireRow } from '#core/awareness/questionnaire-row.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

/** @returns for each row whether it was not there yet, in their order. */
export async function mergeQuestionnaireRows(
  scope: Scope,
  _file: unknown,
  rows: readonly QuestionnaireRow[],
  { now }: { readonly now: Instant },
): Promise<readonly boolean[]> {
  const ids = rows.map(idOf);
  const { rows: inserted } = await scope.client.query<{ id: string }>(
    `insert into questionnaire_read_sheet (organisation_id, id, name, name_folded, department, answers, read_on)
     select $1, id, name, name_folded, department, answers, $7
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) as given (id, name, name_folded, department, answers)
     on conflict do nothing returning id`,
    [
      scope.organisationId,
      ids,
      rows.map(({ round }) => round),
      rows.map(({ round }) => foldName(round)),
      rows.map(({ department }) => department),
      rows.map(({ answers }) => JSON.stringify(answers)),
      dayOf(now, scope.timeZone),
    ],
  );
  const isNew = new Set(inserted.map(({ id }) => id));
  return ids.map((id) => isNew.delete(id));
}

/** Of the content alone (UUID version 8, RFC 9562): it tells neither time nor place in the file. */
function idOf({ round, department, answers, occurrence }: QuestionnaireRow): string {
  const sorted = Object.entries(answers).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const hex = createHash('sha256')
    .update(JSON.stringify([foldName(round), department, sorted, occurrence]))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
