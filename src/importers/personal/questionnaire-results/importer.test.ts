import { describe, expect, test } from 'vitest';
import { readPersonal } from '#test/support/read-personal.ts';

const lines = (...rows: readonly string[]) => rows.join('\n');
const head = 'vragenlijst,afdeling,e-mail,passwords-attitude,email-behaviour,lost-a-phone';

describe('results of a questionnaire', () => {
  test('are answers by the id of their question, of a round and a department, and of nobody', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(head, 'Voorjaar,Chirurgie,anna@noord.example,2,5,4', 'Voorjaar,,bert@noord.example,,4,'),
    );
    expect(importer?.id).toBe('questionnaire-results');
    expect(rows).toEqual([
      {
        ...{ kind: 'questionnaire', itemNumber: 1, round: 'Voorjaar', department: 'Chirurgie', occurrence: 1 },
        answers: { 'passwords-attitude': 2, 'email-behaviour': 5, 'lost-a-phone': 4 },
      },
      { kind: 'questionnaire', itemNumber: 2, round: 'Voorjaar', department: null, answers: { 'email-behaviour': 4 }, occurrence: 1 },
    ]);
    expect(issues).toEqual([{ code: 'person-column', line: 1, column: 3, itemNumber: null }]);
  });

  test('that are the same twice are two respondents, told by their number', async () => {
    const same = 'Voorjaar,Chirurgie,,2,5,4';
    const { rows } = await readPersonal(lines(head, same, same, 'Voorjaar,Chirurgie,,3,5,4', same));
    expect(rows.map((row) => (row.kind === 'questionnaire' ? row.occurrence : 0))).toEqual([1, 2, 1, 3]);
  });

  test('without a round or an answer are refused; what is no answer is left out and said once', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        head,
        ',Chirurgie,,2,5,4',
        'Voorjaar,Chirurgie,,,,',
        'Voorjaar,Chirurgie,,2.5,5,4',
        'Voorjaar,Chirurgie,,veertig,42,0',
        'anna@noord.example,Chirurgie,,2,5,4',
        'Voorjaar,bel 0612345678,,2,5,4',
      ),
    );
    expect(rows.map(({ itemNumber }) => itemNumber)).toEqual([3, 6]);
    expect(rows[1]).toMatchObject({ department: null });
    expect(issues.map(({ code, line, column }) => `${code} ${line} ${column}`)).toEqual([
      'person-column 1 3',
      'round-missing 2 1',
      'answers-missing 3 null',
      'answer-unread 4 4',
      'answer-unread 5 5',
      'answer-unread 5 6',
      'answers-missing 5 null',
      'round-invalid 6 1',
      'department-invalid 7 2',
    ]);
  });

  test('of columns that may be about somebody, nothing is kept, whatever their header', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        'Survey,Naam,IP address,leeftijd,Anna,Hobby,q-7755331177,lost-a-phone,email-attitude,email-behaviour',
        'Spring,Anna Noord,192.0.2.7,5,3,2,4,1,2,3',
      ),
    );
    expect(rows).toMatchObject([{ answers: { 'lost-a-phone': 1, 'email-attitude': 2, 'email-behaviour': 3 } }]);
    expect(issues.map(({ code, column }) => `${code} ${column}`)).toEqual([
      'person-column 2',
      'person-column 3',
      'person-column 4',
      'column-unread 5',
      'column-unread 6',
      'person-column 7',
    ]);
    expect(JSON.stringify([rows, issues])).not.toMatch(/Anna|Noord|192|Hobby/);
  });

  test.each(['anna.noord', 'Anna-Noord', 'q-1', 'e-mail-2', 'total_score'])(
    'with a column %s that looks like a question and is none here are refused, by the place of the column alone',
    async (header) => {
      const reading = readPersonal(lines(`${head},${header}`, 'Voorjaar,Chirurgie,anna@noord.example,2,5,4,3'));
      const problem = await reading.then(
        () => expect.fail('it is refused'),
        (cause: unknown) => cause,
      );
      expect(problem).toMatchObject({ code: 'file-unmapped', data: { column: 7 }, message: expect.stringMatching(/^Column 7 /) as string });
      expect(JSON.stringify(problem) + String(problem)).not.toContain(header);
    },
  );

  test.each(['naam', 'Name', 'E-mail', 'e-mail adres', 'Respondent ID'])('with a column %s are read without it', async (header) => {
    const { rows, issues } = await readPersonal(lines(`${head},${header}`, 'Voorjaar,Chirurgie,anna@noord.example,2,5,4,5'));
    expect(rows).toMatchObject([{ answers: { 'passwords-attitude': 2, 'email-behaviour': 5, 'lost-a-phone': 4 } }]);
    expect(JSON.stringify(rows)).not.toContain(header);
    expect(issues.map(({ code, column }) => `${code} ${column}`)).toContain('person-column 7');
  });

  test('a table without a round, or with fewer than three questions, is none', async () => {
    await expect(readPersonal(lines('afdeling,e-mail,q-1,q-2,q-3', 'A,anna@noord.example,1,2,3'))).resolves.not.toMatchObject({
      importer: { id: 'questionnaire-results' },
    });
    await expect(readPersonal(lines('ronde,q-1,q-2', 'A,1,2'))).resolves.toMatchObject({ importer: null });
  });
});
