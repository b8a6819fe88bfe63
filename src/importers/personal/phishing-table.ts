/**
 * Tables of phishing tests with one row per recipient and a column per thing that happened, as most tools export them. A layout
 * says which columns; everything that is not named is never looked at, names and telephone numbers among it.
 */
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import type { PersonalHead, PersonalImporter, PersonalParseEvent, PersonalParseOptions } from '../define-personal-importer.ts';
import { definePersonalImporter } from '../define-personal-importer.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from './personal-table.ts';
import type { SeenEvent } from './phishing-reading.ts';
import { isSaid, phishingIssues, phishingLimits, phishingProblems, PhishingReading } from './phishing-reading.ts';

interface EventColumn {
  readonly event: PhishingEvent;
  /** When; empty = it did not happen, unless `said` says so. */
  readonly at?: string;
  /** Yes or no, in a column of its own. */
  readonly said?: string;
  readonly address?: string;
  /** The first that is filled is judged. */
  readonly agents?: readonly string[];
}

export interface PhishingLayout {
  readonly id: string;
  readonly title: string;
  /** Headers that make it this format: all of them. */
  readonly marks: readonly string[];
  readonly recipient: readonly string[];
  readonly campaign: readonly string[];
  /** A campaign without a name is called this, with the day of its first mail. */
  readonly tool: string;
  readonly events: readonly EventColumn[];
  /** Yes: the tool takes back what it counted. */
  readonly falsePositive?: string;
}

export function phishingTableImporter(layout: PhishingLayout): PersonalImporter {
  const marks = layout.marks.map(foldPersonalHeader);
  const isHeaders = (cells: readonly string[]) => {
    const folded = new Set(cells.map(foldPersonalHeader));
    return marks.every((mark) => folded.has(mark)) && layout.recipient.some((one) => folded.has(foldPersonalHeader(one)));
  };
  return definePersonalImporter({
    id: layout.id,
    version: 1,
    title: layout.title,
    itemName: { en: 'row', nl: 'rij' },
    produces: ['phishing'],
    limits: phishingLimits,
    issues: phishingIssues,
    problems: [...phishingProblems, unmappedTable],
    accepts: (head: PersonalHead) => head.rows !== null && headerPlaceAmong(head.rows, isHeaders) >= 0,
    parse: (bytes, options) => parse(layout, isHeaders, bytes, options),
  });
}

async function* parse(
  layout: PhishingLayout,
  isHeaders: (cells: readonly string[]) => boolean,
  bytes: AsyncIterable<Uint8Array>,
  options: PersonalParseOptions,
): AsyncGenerator<PersonalParseEvent> {
  const reading = new PhishingReading(options);
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const { cells, line } of readPersonalTable(bytes, { bytesMax: phishingLimits.bytesMax, isHeaders })) {
    if (columns === undefined) {
      columns = placesOf(cells);
      continue;
    }
    takeRow(layout, reading, { cells, line, columns });
  }
  yield* reading.end(layout.tool, false);
}

/** Of two columns of one name the first counts. */
export function placesOf(headers: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  headers.forEach((header, place) => {
    const folded = foldPersonalHeader(header);
    if (!places.has(folded)) places.set(folded, place);
  });
  return places;
}

function takeRow(
  layout: PhishingLayout,
  reading: PhishingReading,
  { cells, line, columns }: { readonly cells: readonly string[]; readonly line: number; readonly columns: ReadonlyMap<string, number> },
): void {
  const place = (header: string | undefined) => (header === undefined ? undefined : columns.get(foldPersonalHeader(header)));
  const text = (header: string | undefined) => (cells[place(header) ?? -1] ?? '').trim();
  const first = (headers: readonly string[]) => headers.find((header) => text(header) !== '');
  const isFalse = isSaid(text(layout.falsePositive));
  const events = layout.events.flatMap(({ event, at, said, address, agents }): SeenEvent[] => {
    const isDone = text(at) === '' ? isSaid(text(said)) : said === undefined || text(said) === '' || isSaid(text(said));
    if (!isDone || (isFalse && (event === 'clicked' || event === 'submitted' || event === 'opened'))) return [];
    const column = place(at);
    return [
      {
        event,
        when: text(at),
        column: column === undefined ? null : column + 1,
        address: text(address),
        userAgent: text(first(agents ?? [])),
      },
    ];
  });
  const recipient = first(layout.recipient);
  const recipientPlace = place(recipient ?? layout.recipient[0]);
  const campaign = text(first(layout.campaign));
  reading.take({
    line,
    recipient: text(recipient),
    recipientColumn: recipientPlace === undefined ? null : recipientPlace + 1,
    campaign,
    events,
  });
  if (isFalse) reading.say('marked-false', line, null);
}
