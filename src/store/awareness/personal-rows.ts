/** Where the rows of files about people go, by their kind. Each merge may run twice on the same rows and then changes nothing. */
import type { PersonalKind, PersonalRow, PersonalRows } from '#core/awareness/personal-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { mergeReportRows } from './mail-reports.ts';
import { mergeDeliveryRows } from './malicious-mails.ts';
import { mergeAmbassadors } from './ambassadors.ts';
import { mergePhishing } from './phishing.ts';
import { mergePopulation } from './population.ts';
import { mergeTraining } from './training.ts';
import { mergeQuestionnaireRows } from '../questionnaires/merge-read-sheets.ts';

export interface PersonalFile {
  readonly importId: Id;
  readonly observedOn: Day;
}

/** @returns whether each row changed anything, in their order. */
export type RowMerge<Row> = (
  scope: Scope,
  file: PersonalFile,
  rows: readonly Row[],
  ports: { readonly newId: NewId; readonly now: Instant },
) => Promise<readonly boolean[]>;

/** In the order in which the kinds of one chunk are merged. */
const rowMerges: { readonly [Kind in PersonalKind]: RowMerge<PersonalRows[Kind]> } = {
  population: mergePopulation,
  phishing: mergePhishing,
  questionnaire: mergeQuestionnaireRows,
  'mail-report': mergeReportRows,
  'malicious-delivery': mergeDeliveryRows,
  training: mergeTraining,
  ambassador: mergeAmbassadors,
};

/** @returns items of which a row changed anything. */
export async function mergeRows(
  scope: Scope,
  file: PersonalFile,
  rows: readonly PersonalRow[],
  ports: Parameters<RowMerge<PersonalRow>>[3],
): Promise<ReadonlySet<number>> {
  const changed = new Set<number>();
  for (const kind of Object.keys(rowMerges) as PersonalKind[]) {
    const own = rows.filter((row) => row.kind === kind);
    if (own.length === 0) continue;
    // A row says its kind, and stands under it.
    const marks = await (rowMerges[kind] as RowMerge<PersonalRow>)(scope, file, own, ports);
    own.forEach(({ itemNumber }, place) => {
      if (marks[place] === true) changed.add(itemNumber);
    });
  }
  return changed;
}
