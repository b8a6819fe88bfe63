import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QuestionnaireRow } from '#core/awareness/questionnaire-row.ts';
import type { Instant } from '#core/kernel/time.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { mergeQuestionnaireRows } from './merge-read-sheets.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

const row = (itemNumber: number, answer: number, more: Partial<QuestionnaireRow> = {}): QuestionnaireRow => ({
  ...{ kind: 'questionnaire', itemNumber, round: 'Spring', department: 'Ward A', answers: { 'q-1': answer, 'q-2': 3 }, occurrence: 1 },
  ...more,
});
const merge = (rows: readonly QuestionnaireRow[]) =>
  withOrganisation(fresh.database, fresh.organisationId, (scope) =>
    mergeQuestionnaireRows(scope, null, rows, { now: '2026-04-01T08:00:00.000Z' as Instant }),
  );
const kept = () =>
  readingOrganisation(fresh.database, fresh.organisationId, async (scope) => {
    const { rows } = await scope.client.query<{ id: string; name: string; department: string | null; answers: object }>(
      'select id, name, department, answers from questionnaire_read_sheet where organisation_id = $1 order by id',
      [scope.organisationId],
    );
    return rows;
  });

it('sheets of a file are kept once, however often it comes; equal ones as often as they stand in it', async () => {
  const rows = [row(1, 4), row(2, 4, { occurrence: 2 }), row(3, 5), row(4, 5, { department: null })];
  expect(await merge(rows)).toEqual([true, true, true, true]);
  expect(await merge(rows)).toEqual([false, false, false, false]);
  // A longer export of the same round, in another order, with one more.
  expect(await merge([row(1, 5), row(2, 1), row(3, 4), row(4, 4, { occurrence: 2 })])).toEqual([false, true, false, false]);
  const all = await kept();
  expect(all).toHaveLength(5);
  expect(all.map(({ department }) => department).filter((department) => department === null)).toHaveLength(1);
});

it('what is kept tells neither place in the file nor time: its id is of the content alone', async () => {
  const before = new Set((await kept()).map(({ id }) => id));
  await merge([row(17, 2, { answers: { 'q-2': 3, 'q-1': 2 } })]);
  const added = (await kept()).find(({ id }) => !before.has(id));
  expect(added?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await merge([row(2, 2, { answers: { 'q-1': 2, 'q-2': 3 } })])).toEqual([false]);
  expect(added).toMatchObject({ name: 'Spring', answers: { 'q-1': 2, 'q-2': 3 } });
});
