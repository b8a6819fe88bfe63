/** The last door before a row about people is written: whatever an importer forgot, an address or a long number does not pass. */
import { expect, test } from 'vitest';
import type { QuestionnaireRow } from '#core/awareness/questionnaire-row.ts';
import type { PersonalImporter } from '#importers/define-personal-importer.ts';
import { personalEvents } from './accept-personal.ts';

const row = (answers: QuestionnaireRow['answers']): QuestionnaireRow => ({
  ...{ kind: 'questionnaire', itemNumber: 1, round: 'Voorjaar', department: null, occurrence: 1 },
  answers,
});

async function passing(given: QuestionnaireRow): Promise<number> {
  const importer = {
    id: 'forgetful',
    async *parse() {
      await Promise.resolve();
      yield { kind: 'row', row: given };
    },
  } as unknown as PersonalImporter;
  async function* bytes() {
    await Promise.resolve();
    yield Buffer.from('a;b\n1;2\n');
  }
  const log = { error: () => undefined } as unknown as Parameters<typeof personalEvents>[0]['log'];
  const options = { timeZone: 'Europe/Amsterdam', pseudonymise: () => expect.fail('nobody is named') } as unknown as Parameters<
    typeof personalEvents
  >[2];
  let count = 0;
  for await (const _event of personalEvents({ log }, { importer, bytes: bytes() }, options)) count += 1;
  return count;
}

test('an address or a long number as a column of answers is refused without being told', async () => {
  await expect(passing(row({ 'q-1': 3 }))).resolves.toBe(1);
  for (const column of ['jan.jansen@noord.example', 'q-0612345678']) {
    const refused = passing(row({ 'q-1': 3, [column]: 4 }));
    await expect(refused).rejects.toMatchObject({ code: 'file-malformed' });
    await expect(refused).rejects.not.toThrow(column);
  }
});
