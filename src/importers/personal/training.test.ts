import { describe, expect, it } from 'vitest';
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import type { TrainingRow } from '#core/awareness/training-row.ts';
import { readPersonal } from '#test/support/read-personal.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';
import { recognisePersonal } from './../personal-detect.ts';
import { readStatement } from './xapi/statement.ts';

const lines = (...rows: readonly string[]) => rows.join('\r\n');
const told = (rows: readonly unknown[]) =>
  (rows as readonly TrainingRow[]).map(
    ({ itemNumber, employee, email, course, completedOn, validUntil }) =>
      `${itemNumber} ${employee ?? email} ${course} ${completedOn} ${validUntil ?? '-'}`,
  );
const codes = (issues: readonly { readonly code: string; readonly itemNumber: number | null; readonly column: number | null }[]) =>
  issues.map(({ code, itemNumber, column }) => `${itemNumber} ${code}${column === null ? '' : ` ${column}`}`);

describe('a table of trainings', () => {
  it('in Dutch: what was completed, with its days on the hospital’s clock; scores, minutes and names are never looked at', async () => {
    const { importer, rows, issues } = await readPersonal(
      lines(
        'Personeelsnummer;Naam;E-mail;Cursus;Afgerond op;Geldig tot;Status;Score;Minuten',
        '100001;Anna Kanarie;Anna@Noord.example;Veilig mailen;03-04-2026 14:05;31-12-2026;Voltooid;9;4',
        ';Bert Kanarie;bert@noord.example;Veilig  mailen;2026-03-31T23:30:00Z;;geslaagd;7;61',
      ),
    );
    expect(importer?.id).toBe('training');
    expect(issues).toEqual([]);
    expect(told(rows)).toEqual([
      '1 employee:100001 Veilig mailen 2026-04-03 2026-12-31',
      '2 email:bert@noord.example Veilig mailen 2026-04-01 -',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Kanarie|61/);
  });

  it('in English: failed, unfinished and enrolled are read and are no completions; completed without a day is refused', async () => {
    const { rows, issues } = await readPersonal(
      lines(
        'User,Email,Course,Completed on,Completion status,Expiration date',
        'A,a@noord.example,Mail,2026-03-01,Completed,-',
        'B,b@noord.example,Mail,2026-03-01,Failed,',
        'C,c@noord.example,Mail,-,In progress,',
        'D,d@noord.example,Mail,,,',
        'E,e@noord.example,Mail,,Completed,',
        'F,f@noord.example,Mail,2026-03-01,43 %,',
        'G,g@noord.example,Mail,2026-03-01,Splendid,',
        'H,h@noord.example,Mail,2026-03-01,Completed,2026-02-01',
        'I,,Mail,2026-03-01,Completed,',
        'J,no address,Mail,2026-03-01,Completed,',
        'K,k@noord.example,,2026-03-01,Completed,',
        'L,l@noord.example,for l@noord.example,2026-03-01,Completed,',
        'M,m@noord.example,Mail,next spring,Completed,',
      ),
    );
    expect(told(rows)).toEqual(['1 email:a@noord.example Mail 2026-03-01 -']);
    expect(codes(issues)).toEqual([
      '2 not-completed',
      '3 not-completed',
      '4 not-completed',
      '5 day-missing 4',
      '6 not-completed',
      '7 status-unknown 5',
      '8 days-reversed 6',
      '9 person-missing',
      '10 email-invalid 2',
      '10 person-missing',
      '11 course-missing 3',
      '12 course-invalid 3',
      '13 day-invalid 4',
    ]);
  });

  it('a column called completed holds a day or a word, as tools differ', async () => {
    const days = await readPersonal(lines('email,course,completed', 'a@noord.example,Mail,2026-03-01', 'b@noord.example,Mail,'));
    expect([told(days.rows), codes(days.issues)]).toEqual([['1 email:a@noord.example Mail 2026-03-01 -'], ['2 not-completed']]);
    const wordsGiven = await readPersonal(
      lines('ID number,course,Time completed,completed', '17,Mail,2026-03-01,Yes', '18,Mail,2026-03-01,No', '19,Mail,,Yes'),
    );
    expect([told(wordsGiven.rows), codes(wordsGiven.issues)]).toEqual([
      ['1 employee:17 Mail 2026-03-01 -'],
      ['2 not-completed', '3 day-missing 3'],
    ]);
  });

  it('a day that could be either way round is told, where the column does not decide', async () => {
    const { rows } = await readPersonal(
      lines('email,course,completed on', 'a@noord.example,Mail,03/25/2026', 'b@noord.example,Mail,03/04/2026'),
    );
    expect(told(rows)).toEqual(['1 email:a@noord.example Mail 2026-03-25 -', '2 email:b@noord.example Mail 2026-03-04 -']);
    const mixed = await readPersonal(
      lines('email,course,completed on', 'a@noord.example,M,03/25/2026', 'b@noord.example,M,25/03/2026', 'c@noord.example,M,03/04/2026'),
    );
    expect(codes(mixed.issues)).toEqual(['3 day-ambiguous 3']);
  });

  it('a column of names where courses belong is refused, and nothing of it is kept', async () => {
    const rows = Array.from({ length: 40 }, (_, place) => `p${place}@noord.example,Kanarie ${String.fromCodePoint(65 + place)},2026-03-01`);
    await expect(readPersonal(lines('email,course,completed on', ...rows))).rejects.toThrow('as a column of names does');
    const same = rows.map((row) => row.replace(/Kanarie .,/u, 'Mail,').replace(/,Kanarie [^,]+,/u, ',Mail,'));
    expect((await readPersonal(lines('email,course,completed on', ...same))).rows).toHaveLength(40);
  });

  it('is found in a workbook behind a cover sheet; a population file and a list of devices are none', async () => {
    const bytes = writeWorkbook([
      { name: 'Voorblad', rows: [['Overzicht']] },
      {
        name: 'Lijst',
        rows: [
          ['E-mail', 'Training', 'Datum behaald'],
          ['a@noord.example', 'Mail', '2026-03-01'],
        ],
      },
    ]);
    const once = async function* () {
      yield bytes;
    };
    expect((await recognisePersonal(once(), 'lijst.xlsx')).importer?.id).toBe('training');
    expect((await readPersonal('personeelsnummer;afdeling;functiegroep\n1;Lab;analist')).importer?.id).toBe('population');
    expect((await readPersonal('serial number,hostname,status\n1,a,b')).importer).toBeNull();
  });
});

describe('statements of xAPI', () => {
  const verb = (name: string) => ({ id: `http://adlnet.gov/expapi/verbs/${name}` });
  const course = { id: 'https://leren.example/mail', definition: { name: { 'en-US': 'Safe mail', 'nl-NL': 'Veilig mailen' } } };
  const anna = { mbox: 'mailto:Anna@Noord.example', name: 'Anna Kanarie' };
  const timestamp = '2026-03-31T23:30:00Z';
  const completed = { actor: anna, verb: verb('completed'), object: course, timestamp };

  it('completed and passed give completions, by mail; the Dutch name of the activity comes first', async () => {
    const { importer, rows, issues } = await readPersonal(
      JSON.stringify([
        completed,
        { ...completed, actor: { mbox: 'mailto:carla@noord.example' }, verb: verb('passed'), object: { id: 'https://leren.example/mail' } },
        { ...completed, actor: { mbox: 'mailto:Bert@noord.example' }, timestamp: undefined, stored: '2026-04-02T10:00:00+02:00' },
      ]),
      'statements.json',
    );
    expect(importer?.id).toBe('xapi');
    expect(issues).toEqual([]);
    expect(told(rows)).toEqual([
      '1 email:anna@noord.example Veilig mailen 2026-04-01 -',
      '2 email:carla@noord.example https://leren.example/mail 2026-04-01 -',
      '3 email:bert@noord.example Veilig mailen 2026-04-02 -',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Kanarie/);
  });

  it('what is no completion is read and told; a hash without a key is refused with the reason', async () => {
    const { rows, issues } = await readPersonal(
      JSON.stringify({
        statements: [
          { ...completed, verb: verb('experienced') },
          { ...completed, verb: verb('failed') },
          { ...completed, result: { success: false } },
          { ...completed, actor: { mbox_sha1sum: 'ebd31e95054c018b10727ccffd2ef2ec3a016ee9' } },
          { ...completed, actor: { objectType: 'Group', name: 'Team' } },
          { ...completed, object: { id: 'mailto:kanarie@noord.example' } },
          { ...completed, timestamp: undefined },
          { ...completed, timestamp: 'yesterday' },
          { ...completed, verb: verb('voided'), object: { objectType: 'StatementRef', id: 'x' } },
          { verb: verb('completed') },
        ],
      }),
    );
    expect(rows).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual([
      'verb-other',
      'not-completed',
      'not-completed',
      'actor-hashed',
      'actor-unknown',
      'course-invalid',
      'day-missing',
      'day-invalid',
      'statement-voiding',
      'statement-invalid',
    ]);
  });

  it('an account of a file credits nobody, whatever its name: user 57 of a learning system is not employee 57', async () => {
    const account = (name: string) => ({ account: { homePage: 'https://leren.example', name } });
    const { rows, issues } = await readPersonal(
      JSON.stringify([
        { ...completed, actor: account('57') },
        { ...completed, actor: account('bert@noord.example') },
        { ...completed, actor: { ...anna, ...account('57') } },
      ]),
    );
    expect(codes(issues)).toEqual(['1 account-unnamed', '2 account-unnamed']);
    expect((rows as readonly TrainingRow[]).map(({ employee, email }) => [employee, email])).toEqual([[null, 'email:anna@noord.example']]);
  });

  it('an account is a personnel number where its homePage was named, letter by letter, and no other is', () => {
    const personOf = (homePage: string, name: string, accountHomePage: string | null) => {
      const pseudonymise = (kind: string, text: string) => `${kind}:${text}` as Pseudonym;
      const options = { pseudonymise, timeZone: 'Europe/Amsterdam', today: null, accountHomePage };
      const read = readStatement({ ...completed, actor: { account: { homePage, name } } }, options);
      return read.kind === 'completion' ? [read.row.employee, read.row.email] : read.kind === 'refused' ? read.code : read.kind;
    };
    const hr = 'https://hr.noord.example';
    expect(personOf(hr, '57', hr)).toEqual(['employee:57', null]);
    expect(personOf(hr, 'bert@noord.example', hr)).toEqual([null, 'email:bert@noord.example']);
    expect(personOf('https://leren.example', '57', hr)).toBe('account-unnamed');
    expect(personOf(`${hr}.evil.example`, '57', hr)).toBe('account-unnamed');
    expect(personOf(hr, '57', null)).toBe('account-unnamed');
    expect(personOf('', '57', null)).toBe('account-unnamed');
  });

  it('one a line, with a broken line among them; a file of none is refused without a word of it', async () => {
    const { rows, issues } = await readPersonal([JSON.stringify(completed), '', '{"actor": kanarie', JSON.stringify(completed)].join('\n'));
    expect(told(rows)).toHaveLength(2);
    expect(issues).toMatchObject([{ code: 'statement-invalid', line: 3 }]);
    await expect(readPersonal('{"actor": kanarie, "verb": 1, "object": 2')).rejects.toThrow(
      'The file holds no statements as xAPI writes them',
    );
  });
});
