/**
 * Malicious mails that are known to have been delivered, as a table: which (id of message or threat, hashed), when, to how many or to
 * whom (a pseudonym), and how it came to be known. What real reporting is measured against (AWR-13). README.md.
 */
import type { MaliciousDeliveryRow } from '#core/awareness/mail-report-row.ts';
import type { FoundWay } from '#core/disclosure/report-counts.ts';
import { Problem } from '#core/kernel/problem.ts';
import { defaultTimeZone } from '#core/kernel/time.ts';
import type { PersonalIssue, PersonalParseEvent, PersonalParseOptions, PersonalRemark } from '../../define-personal-importer.ts';
import { definePersonalImporter } from '../../define-personal-importer.ts';
import { deskColumns, deskLimits, deskTimes, readDeskId, readSomebody, type DeskColumns, type SomebodyRead } from '../desk-reading.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from '../personal-table.ts';

const words = {
  threat: 'threat id,threat_id,threatid,threat,dreiging id,dreiging',
  message: 'message id,message-id,messageid,internet message id,network message id,bericht id,berichtid,bericht-id',
  recipient: 'recipient,recipient address,recipient email,ontvanger,e-mail ontvanger,e-mailadres ontvanger,mailbox,postvak',
  recipients: 'recipients,recipient count,number of recipients,copies,mailboxes,ontvangers,aantal ontvangers,aantal,aantal postvakken',
  deliveredAt:
    'delivered at,delivery time,date delivered,delivered on,delivered,message time,messagetime,bezorgd op,afgeleverd op,datum bezorging',
  found:
    'found how,found by,how found,found,detected by,detection,detection source,discovered by,hoe gevonden,gevonden door,gevonden,ontdekt door,bron',
} as const;
type Field = keyof typeof words;

const foundWords: Readonly<Record<FoundWay, string>> = {
  filter:
    'filter,mail filter,gateway,retrospective,retroactive,zap,zero-hour auto purge,zero hour auto purge,trap,auto-pull,retrospectief,mailfilter,achteraf door filter',
  search: 'search,hunt,threat hunt,threat hunting,log search,message trace,zoeken,doorzocht,logonderzoek,onderzoek',
  outside: 'outside,external,z-cert,cert,partner,supplier,notification,buiten,extern,leverancier,melding van buiten',
  incident: 'incident,compromise,compromised account,fraud,voorval,misbruik',
  report: 'report,user report,user reported,reported,user,employee,melding,gebruiker,medewerker,gemeld,melding van gebruiker',
  unknown: 'unknown,onbekend,other,anders',
};
const foundOf = new Map(
  (Object.keys(foundWords) as FoundWay[]).flatMap((way) =>
    foundWords[way].split(',').map((word) => [foldPersonalHeader(word), way] as const),
  ),
);

const issues = {
  'mail-missing': { severity: 'refused', message: 'The row says neither which message nor which threat.' },
  'recipients-missing': { severity: 'refused', message: 'The row names no recipient and no number of recipients.' },
  'recipients-invalid': { severity: 'refused', message: 'The number of recipients is no whole number from 1 to 1,000,000.' },
  'recipient-invalid': { severity: 'refused', message: 'The recipient is no address of mail and no number.' },
  'delivery-time-missing': { severity: 'refused', message: 'The row does not say when the mail was delivered.' },
  'delivery-time-invalid': { severity: 'refused', message: 'When the mail was delivered is no date with a time.' },
  'delivery-time-ambiguous': {
    severity: 'refused',
    message: 'Day and month of when the mail was delivered could be either way round; write YYYY-MM-DD.',
  },
  'found-unknown': {
    severity: 'warning',
    message: 'How the mail was found is not known by this word; it was kept as found in an unknown way.',
  },
} as const satisfies Readonly<Record<string, PersonalRemark>>;

const tooMany = 'The file has more rows than a list of delivered mails may have.';
const copiesMax = 1_000_000;

export const maliciousDeliveries = definePersonalImporter({
  id: 'malicious-deliveries',
  version: 1,
  title: 'Malicious mails known to have been delivered',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['malicious-delivery'],
  limits: deskLimits,
  issues,
  problems: [tooMany, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isHeaders) >= 0,
  parse,
});

/** A list of all mails has ids, recipients and times as well; only one of malicious mails says of a threat, or how it was found. */
function isHeaders(cells: readonly string[]): boolean {
  const { has } = deskColumns(cells, words);
  const isMalicious = has('threat') || (has('message') && has('found'));
  return isMalicious && has('deliveredAt') && (has('recipient') || has('recipients'));
}

interface HeldRow {
  readonly row: Omit<MaliciousDeliveryRow, 'deliveredAt'>;
  readonly line: number;
  readonly delivered: string;
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
  if (columns !== undefined) yield* finish(held, columns, options.timeZone ?? defaultTimeZone);
}

function takeRow(
  { text, column }: DeskColumns<Field>,
  { cells, line, itemNumber }: { readonly cells: readonly string[]; readonly line: number; readonly itemNumber: number },
  pseudonymise: PersonalParseOptions['pseudonymise'],
): (HeldRow | PersonalIssue)[] {
  const say = (code: keyof typeof issues, field: Field): PersonalIssue => ({ code, line, column: column(field), itemNumber });
  const message = readDeskId(text(cells, 'message'), 'mail', pseudonymise);
  const threat = readDeskId(text(cells, 'threat'), 'mail', pseudonymise);
  if (message === null && threat === null) return [say('mail-missing', 'threat')];
  const word = text(cells, 'found');
  const found = word === '' ? 'unknown' : foundOf.get(foldPersonalHeader(word));
  const remarks = found === undefined ? [say('found-unknown', 'found')] : [];
  const hold = (recipient: SomebodyRead | null, copies: number): HeldRow => ({
    row: {
      kind: 'malicious-delivery',
      itemNumber,
      message,
      threat,
      recipient: recipient?.pseudonym ?? null,
      recipientKind: recipient?.kind ?? null,
      copies,
      found: found ?? 'unknown',
    },
    line,
    delivered: text(cells, 'deliveredAt'),
  });
  const [one, many] = [text(cells, 'recipient'), text(cells, 'recipients')];
  const named = one === '' && many.includes('@') ? many : one;
  if (named !== '') {
    const recipients = partsOf(named).map((part) => readSomebody(part, pseudonymise));
    if (recipients.includes(null)) return [say('recipient-invalid', one === '' ? 'recipients' : 'recipient')];
    return [...remarks, ...recipients.map((recipient) => hold(recipient, 1))];
  }
  if (many === '') return [say('recipients-missing', 'recipients')];
  const copies = /^\d{1,7}$/.test(many) ? Number(many) : 0;
  if (copies < 1 || copies > copiesMax) return [say('recipients-invalid', 'recipients')];
  return [...remarks, hold(null, copies)];
}

/** One cell may hold several addresses of mail, with names around them that are not looked at. */
function partsOf(named: string): readonly string[] {
  if (!named.includes('@')) return [named];
  const parts = named.split(/[;,]/).flatMap((part) => (part.includes('<') ? [part.trim()] : part.trim().split(/\s+/)));
  return parts.filter((part) => part.includes('@'));
}

const wrongTime = {
  'time-missing': 'delivery-time-missing',
  'time-invalid': 'delivery-time-invalid',
  'time-ambiguous': 'delivery-time-ambiguous',
} as const;

function* finish(
  held: readonly (HeldRow | PersonalIssue)[],
  { column }: DeskColumns<Field>,
  timeZone: string,
): Generator<PersonalParseEvent> {
  const timeOf = deskTimes(
    held.flatMap((one) => ('row' in one ? [one.delivered] : [])),
    timeZone,
    true,
  );
  let refused = 0;
  for (const one of held) {
    if (!('row' in one)) {
      yield { kind: 'issue', issue: one };
      continue;
    }
    const { row, line } = one;
    const delivered = timeOf(one.delivered);
    if ('at' in delivered) yield { kind: 'row', row: { ...row, deliveredAt: delivered.at } };
    // Of several recipients in one row it is said once.
    else if (refused !== row.itemNumber) {
      refused = row.itemNumber;
      yield { kind: 'issue', issue: { code: wrongTime[delivered.wrong], line, column: column('deliveredAt'), itemNumber: row.itemNumber } };
    }
  }
}
