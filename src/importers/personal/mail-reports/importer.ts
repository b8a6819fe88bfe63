/**
 * Reports of real mails in the desk that people report them to, as a table with one row per report: who (a pseudonym), when, of which
 * mail, what the desk made of it and when. Read are the columns of Microsoft Defender's user reported messages, and of exports like those
 * of Proofpoint CLEAR and KnowBe4 PhishER, beside any table with such headers in Dutch or English. README.md says which are confirmed.
 */
import type { MailReportRow, ReportVerdict } from '#core/awareness/mail-report-row.ts';
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import type { PersonalIssue, PersonalParseEvent, PersonalParseOptions, PersonalRemark } from '../../define-personal-importer.ts';
import { definePersonalImporter } from '../../define-personal-importer.ts';
import { deskColumns, deskLimits, deskTimes, readDeskId, readSomebody, type DeskColumns } from '../desk-reading.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from '../personal-table.ts';
import { isSaid } from '../phishing-reading.ts';

const words = {
  report:
    'report id,report_id,report number,message reported id,melding id,meldings id,meldingnummer,meldingsnummer,nummer melding,incident id,' +
    'case id,ticket,ticket id,ticket number,submission id,id',
  reporter:
    'reporter,reported by,reporter email,reporter e-mail,reporter address,reporter id,reporting user,reporter email address,reported by user,' +
    'melder,gemeld door,melder e-mail,melder e-mailadres,e-mail melder,e-mailadres melder',
  reportedAt:
    'reported at,date reported,reported on,reported date,reported time,report date,report time,time reported,gemeld op,meldtijd,datum melding,' +
    'tijdstip melding,melddatum,created at,created,received at,date received',
  message: 'message id,message-id,internet message id,network message id,original message id,bericht id,berichtid,bericht-id',
  threat: 'threat id,threat,dreiging id,dreiging',
  verdict:
    'verdict,final verdict,marked as,oordeel,beoordeling,disposition,final disposition,classification,classificatie,category,categorie,uitkomst',
  result: 'result,resultaat',
  decidedAt:
    'decided at,date marked,verdict at,disposition date,classified at,closed at,date closed,resolved at,beoordeeld op,afgehandeld op,datum oordeel,' +
    'besloten op',
  simulation: 'phish simulation,simulation,simulatie,phishing simulation,phishingsimulatie,simulated phish',
} as const;
type Field = keyof typeof words;

const verdictWords: Readonly<Record<ReportVerdict | 'undecided', string>> = {
  'true-positive':
    'true positive,true-positive,tp,phish,phishing,malware,malicious,threat,threats found,threat found,confirmed,impostor,fraud,bec,' +
    'kwaadaardig,dreiging,terecht,echt,terecht gemeld',
  spam: 'spam,junk,bulk,graymail,greymail,marketing,advertising,ongewenst,reclame,bulkmail',
  benign:
    'benign,clean,legitimate,legit,safe,no threats found,no threat found,not junk,false positive,low risk,harmless,good,onschuldig,goedaardig,' +
    'veilig,schoon,vals alarm,legitiem,geen dreiging',
  simulation:
    'simulation,phish simulation,phishing simulation,simulated,simulated phish,training,test,phishing test,phishingtest,simulatie,' +
    'phishingsimulatie,proef',
  undecided:
    'pending,unknown,open,new,received,in review,in progress,suspicious,manual review,needs manual review,nmr,not submitted,' +
    'not submitted to microsoft,undetermined,none,onbekend,nieuw,in behandeling,verdacht,nog niet beoordeeld,onbeslist',
};
const verdictOf = new Map(
  (Object.keys(verdictWords) as (keyof typeof verdictWords)[]).flatMap((verdict) =>
    verdictWords[verdict].split(',').map((word) => [foldPersonalHeader(word), verdict === 'undecided' ? null : verdict] as const),
  ),
);

const issues = {
  'reporter-missing': { severity: 'refused', message: 'The row names no reporter.' },
  'reporter-invalid': { severity: 'refused', message: 'The reporter is no address of mail and no number.' },
  'report-time-missing': { severity: 'refused', message: 'The row does not say when the mail was reported.' },
  'report-time-invalid': { severity: 'refused', message: 'When the mail was reported is no date with a time.' },
  'report-time-ambiguous': {
    severity: 'refused',
    message: 'Day and month of when the mail was reported could be either way round; write YYYY-MM-DD.',
  },
  'verdict-unknown': { severity: 'warning', message: 'This verdict is not known; the report was kept as not decided.' },
  'decision-time-unread': { severity: 'warning', message: 'When the desk decided cannot be read; the verdict was kept without it.' },
  'decision-too-early': {
    severity: 'warning',
    message: 'The desk decided before the mail was reported; the verdict was kept without that time.',
  },
} as const satisfies Readonly<Record<string, PersonalRemark>>;

const tooMany = 'The file has more rows than a list of reports may have.';

export const mailReports = definePersonalImporter({
  id: 'mail-reports',
  version: 1,
  title: 'Reports of real mails (mail desk, Defender, CLEAR, PhishER)',
  itemName: { en: 'report', nl: 'melding' },
  produces: ['mail-report'],
  limits: deskLimits,
  issues,
  problems: [tooMany, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isHeaders) >= 0,
  parse,
});

function isHeaders(cells: readonly string[]): boolean {
  const { has } = deskColumns(cells, words);
  return has('reporter') && has('reportedAt') && (['report', 'message', 'threat', 'verdict'] as const).some(has);
}

interface HeldRow {
  readonly row: Omit<MailReportRow, 'report' | 'reportedAt' | 'decidedAt'> & { readonly report: Pseudonym | null };
  readonly line: number;
  readonly reported: string;
  readonly decided: string;
}

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  const held: (HeldRow | PersonalIssue)[] = [];
  let columns: DeskColumns<Field> | undefined;
  let itemNumber = 0;
  for await (const { cells, line } of readPersonalTable(bytes, { bytesMax: deskLimits.bytesMax, isHeaders })) {
    if (columns === undefined) {
      columns = deskColumns(cells, words);
      continue;
    }
    itemNumber += 1;
    if (itemNumber > deskLimits.itemsMax) throw new Problem('file-too-large', tooMany);
    held.push(...takeRow(columns, { cells, line, itemNumber }, options.pseudonymise));
  }
  yield { kind: 'header', header: { observedAt: null, partial: true } };
  if (columns !== undefined) yield* finish(held, columns, options);
}

function takeRow(
  { text, column }: DeskColumns<Field>,
  { cells, line, itemNumber }: { readonly cells: readonly string[]; readonly line: number; readonly itemNumber: number },
  pseudonymise: PersonalParseOptions['pseudonymise'],
): (HeldRow | PersonalIssue)[] {
  const say = (code: keyof typeof issues, field: Field): PersonalIssue => ({ code, line, column: column(field), itemNumber });
  if (text(cells, 'reporter') === '') return [say('reporter-missing', 'reporter')];
  const reporter = readSomebody(text(cells, 'reporter'), pseudonymise);
  if (reporter === null) return [say('reporter-invalid', 'reporter')];
  // The desk's own word first; where it said none, what the tool's analysis came to.
  const own = text(cells, 'verdict');
  const said = own === '' ? text(cells, 'result') : own;
  const isSimulation = isSaid(text(cells, 'simulation'));
  const verdict = isSimulation ? 'simulation' : said === '' ? null : verdictOf.get(foldPersonalHeader(said));
  const row = {
    kind: 'mail-report',
    itemNumber,
    report: readDeskId(text(cells, 'report'), 'report', pseudonymise),
    reporter: reporter.pseudonym,
    reporterKind: reporter.kind,
    message: readDeskId(text(cells, 'message'), 'mail', pseudonymise),
    threat: readDeskId(text(cells, 'threat'), 'mail', pseudonymise),
    verdict: verdict ?? null,
  } as const;
  const unknown = verdict === undefined ? [say('verdict-unknown', own === '' ? 'result' : 'verdict')] : [];
  return [...unknown, { row, line, reported: text(cells, 'reportedAt'), decided: text(cells, 'decidedAt') }];
}

const wrongTime = {
  'time-missing': 'report-time-missing',
  'time-invalid': 'report-time-invalid',
  'time-ambiguous': 'report-time-ambiguous',
} as const;

function* finish(
  held: readonly (HeldRow | PersonalIssue)[],
  { column }: DeskColumns<Field>,
  { timeZone = defaultTimeZone, pseudonymise }: PersonalParseOptions,
): Generator<PersonalParseEvent> {
  const timeOf = deskTimes(timesOf(held), timeZone, true);
  for (const one of held) {
    if (!('row' in one)) {
      yield { kind: 'issue', issue: one };
      continue;
    }
    const { row, line } = one;
    const issue = (code: keyof typeof issues, field: Field): PersonalParseEvent => ({
      kind: 'issue',
      issue: { code, line, column: column(field), itemNumber: row.itemNumber },
    });
    const reported = timeOf(one.reported);
    if ('wrong' in reported) {
      yield issue(wrongTime[reported.wrong], 'reportedAt');
      continue;
    }
    const decided = one.decided === '' || row.verdict === null ? null : timeOf(one.decided);
    const isEarly = decided !== null && 'at' in decided && decided.at < reported.at;
    if (decided !== null && 'wrong' in decided) yield issue('decision-time-unread', 'decidedAt');
    if (isEarly) yield issue('decision-too-early', 'decidedAt');
    const decidedAt = decided !== null && 'at' in decided && !isEarly ? decided.at : null;
    const report = row.report ?? pseudonymise('report', [row.reporter, row.message ?? row.threat ?? '', reported.at].join(' '));
    yield { kind: 'row', row: { ...row, report, reportedAt: reported.at, decidedAt } };
  }
}

function* timesOf(held: readonly (HeldRow | PersonalIssue)[]): Generator<string> {
  for (const one of held) {
    if (!('row' in one)) continue;
    yield one.reported;
    yield one.decided;
  }
}
