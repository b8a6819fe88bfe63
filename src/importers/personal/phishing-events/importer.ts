/**
 * Events of a phishing test from any tool, as a table with one row per event: `campaign, recipient, event, at, ip, user_agent`, and if
 * known `method`, `link`, `honeypot`, `confirmed`. The way in for tools without an importer. README.md.
 */
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import type { PersonalParseEvent, PersonalParseOptions } from '../../define-personal-importer.ts';
import { definePersonalImporter } from '../../define-personal-importer.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from '../personal-table.ts';
import { isSaid, phishingIssues, phishingLimits, phishingProblems, PhishingReading } from '../phishing-reading.ts';
import { placesOf } from '../phishing-table.ts';

const headers = {
  campaign: ['campaign', 'campagne', 'simulation', 'simulatie', 'test'],
  recipient: ['recipient', 'ontvanger', 'email', 'e-mail', 'e-mailadres', 'employee_id', 'personeelsnummer'],
  event: ['event', 'gebeurtenis', 'action', 'actie'],
  at: ['at', 'time', 'timestamp', 'tijdstip', 'datum_tijd', 'event_time'],
  ip: ['ip', 'ip_address', 'ip-adres', 'address'],
  agent: ['user_agent', 'user-agent', 'browser'],
  method: ['method', 'methode', 'http_method'],
  link: ['link', 'url'],
  honeypot: ['honeypot', 'lokaas'],
  confirmed: ['confirmed', 'bevestigd', 'script_confirmed'],
} as const;
type Field = keyof typeof headers;
const folded = new Map((Object.keys(headers) as Field[]).map((field) => [field, headers[field].map(foldPersonalHeader)] as const));

const words: Readonly<Record<PhishingEvent, string>> = {
  sent: 'sent, email sent, verzonden, verstuurd',
  delivered: 'delivered, bezorgd, afgeleverd',
  bounced: 'bounced, bounce, failed, error, geweigerd, onbestelbaar',
  quarantined: 'quarantined, quarantine, blocked, tegengehouden, quarantaine',
  opened: 'opened, open, email opened, geopend',
  clicked: 'clicked, click, clicked link, link clicked, geklikt, klik',
  submitted: 'submitted, submitted data, data entered, credentials, ingevuld, gegevens ingevuld',
  reported: 'reported, report, email reported, gemeld, melding',
};
const eventOf = new Map(
  (Object.keys(words) as PhishingEvent[]).flatMap((event) =>
    words[event].split(', ').map((word) => [foldPersonalHeader(word), event] as const),
  ),
);

export const phishingEventsTable = definePersonalImporter({
  id: 'phishing-events',
  version: 1,
  title: 'Events of a phishing test (any tool, one row per event)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['phishing'],
  limits: phishingLimits,
  issues: phishingIssues,
  problems: [...phishingProblems, unmappedTable],
  accepts: (head) => head.rows !== null && headerPlaceAmong(head.rows, isHeaders) >= 0,
  parse,
});

function isHeaders(cells: readonly string[]): boolean {
  const places = placesOf(cells);
  const has = (field: Field) => folded.get(field)?.some((name) => places.has(name)) === true;
  return has('campaign') && has('recipient') && has('event') && has('at');
}

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  const reading = new PhishingReading(options);
  let columns: ReadonlyMap<Field, number> | undefined;
  const events = new Map<string, PhishingEvent | undefined>();
  for await (const { cells, line } of readPersonalTable(bytes, { bytesMax: phishingLimits.bytesMax, isHeaders })) {
    if (columns === undefined) {
      columns = fieldPlaces(cells);
      continue;
    }
    const places = columns;
    const placeOf = (field: Field) => places.get(field);
    const text = (field: Field) => (cells[placeOf(field) ?? -1] ?? '').trim();
    const flag = (field: 'honeypot' | 'confirmed') => (text(field) === '' ? null : isSaid(text(field)));
    const column = (field: Field) => (placeOf(field) ?? 0) + 1;
    const word = text('event');
    if (!events.has(word)) events.set(word, eventOf.get(foldPersonalHeader(word)));
    const event = events.get(word);
    if (event === undefined) {
      reading.refuse('event-unknown', line, column('event'));
      continue;
    }
    const seen = { event, when: text('at'), column: column('at'), address: text('ip'), userAgent: text('agent') };
    const more = { method: methodOf(text('method')), link: text('link'), honeypot: flag('honeypot'), confirmed: flag('confirmed') };
    reading.take({
      line,
      recipient: text('recipient'),
      recipientColumn: column('recipient'),
      campaign: text('campaign'),
      events: [{ ...seen, ...more }],
    });
  }
  yield* reading.end('phishing', true);
}

/** Of two columns of one field the first name of the list counts. */
function fieldPlaces(cells: readonly string[]): ReadonlyMap<Field, number> {
  const places = placesOf(cells);
  return new Map(
    [...folded].flatMap(([field, names]) => {
      const place = names.flatMap((name) => places.get(name) ?? [])[0];
      return place === undefined ? [] : [[field, place] as const];
    }),
  );
}

function methodOf(text: string): 'get' | 'head' | 'post' | null {
  const method = text.toLowerCase();
  return method === 'get' || method === 'head' || method === 'post' ? method : null;
}
