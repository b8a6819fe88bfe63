/**
 * What all importers of phishing tests share: cells to pseudonymised rows. Recipient, address and user agent come in as the file writes
 * them and are forgotten here: the first two become pseudonyms, the third is judged and gone. Rows wait until the file ends, because
 * only a whole column tells day from month.
 */
import type { PhishingEvent, PhishingRow } from '#core/awareness/phishing-row.ts';
import type { IdentifierKind, Pseudonym } from '#core/awareness/pseudonym.ts';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { defaultTimeZone, dayOf } from '#core/kernel/time.ts';
import type { ImporterLimits } from '../define-importer.ts';
import type { PersonalIssue, PersonalParseEvent, PersonalParseOptions, PersonalRemark } from '../define-personal-importer.ts';
import { decideDateOrder, readInstant, type DateOrder } from '../table/dates.ts';
import { knownScanner } from './known-scanners.ts';
import { looksLikePerson } from './personal-text.ts';

export const phishingLimits: ImporterLimits = {
  bytesMax: 256 * 1024 ** 2,
  itemsMax: 1_000_000,
  depthMax: 32,
  fieldCharactersMax: 200,
  issuesMax: 10_000,
};

export const phishingIssues = {
  'recipient-missing': { severity: 'refused', message: 'The row names no recipient.' },
  'recipient-invalid': { severity: 'refused', message: 'The recipient is no address of mail.' },
  'campaign-invalid': {
    severity: 'refused',
    message: 'The name of the campaign is too long, or holds an address of mail or a long number; the row was not kept.',
  },
  'event-unknown': { severity: 'refused', message: 'This kind of event is not known.' },
  'time-invalid': { severity: 'warning', message: 'This is no date with a time; the event was kept without one.' },
  'time-ambiguous': {
    severity: 'warning',
    message: 'Day and month of this date could be either way round; the event was kept without a time.',
  },
  'marked-false': { severity: 'note', message: 'The tool marks this row as a false positive; what it says of clicks was left out.' },
} as const satisfies Readonly<Record<string, PersonalRemark>>;

const tooMany = 'The file has more rows than a phishing test may have.';
export const phishingProblems: readonly string[] = [tooMany];

export interface SeenEvent {
  readonly event: PhishingEvent;
  /** As written; empty = the file does not say when. */
  readonly when: string;
  /** Place of the column of the time, from 1; null where it has none. */
  readonly column: number | null;
  readonly address?: string;
  readonly userAgent?: string;
  readonly method?: PhishingRow['method'];
  /** As written, of which a pseudonym stays. */
  readonly link?: string;
  readonly honeypot?: boolean | null;
  readonly confirmed?: boolean | null;
}

export interface SeenRow {
  readonly line: number | null;
  readonly recipient: string;
  readonly recipientColumn: number | null;
  readonly campaign: string;
  readonly events: readonly SeenEvent[];
}

type HeldRow = Omit<PhishingRow, 'campaign' | 'at' | 'linkPlace'> & { readonly campaign: string };

interface Held {
  readonly row: HeldRow;
  readonly when: string;
  readonly line: number | null;
  readonly column: number | null;
}

export class PhishingReading {
  private readonly options: PersonalParseOptions;
  private readonly held: (Held | PersonalIssue)[] = [];
  private items = 0;
  /** What one text came to: a file says the same recipient, place and campaign over and over. Gone with the reading. */
  private readonly pseudonyms = new Map<string, Pseudonym>();
  private readonly scanners = new Map<string, string | null>();
  private readonly names = new Map<string, string | null>();

  constructor(options: PersonalParseOptions) {
    this.options = options;
  }

  /** Counts an item that is no event of a person (the tool's own remark on the campaign). */
  skip(): void {
    this.items += 1;
  }

  say(code: keyof typeof phishingIssues, line: number | null, column: number | null): void {
    this.held.push({ code, line, column, itemNumber: this.items });
  }

  refuse(code: keyof typeof phishingIssues, line: number | null, column: number | null): void {
    this.items += 1;
    this.say(code, line, column);
  }

  take({ line, recipient, recipientColumn, campaign, events }: SeenRow): void {
    this.items += 1;
    if (this.items > phishingLimits.itemsMax) throw new Problem('file-too-large', tooMany);
    const text = recipient.trim();
    if (text === '') return this.say('recipient-missing', line, recipientColumn);
    const kind = text.includes('@') ? 'email' : 'employee';
    const isSound = !hasForbiddenCharacters(text) && text.length <= 254 && (kind === 'employee' || /^[^\s@]+@[^\s@]+$/.test(text));
    if (!isSound) return this.say('recipient-invalid', line, recipientColumn);
    const name = remembered(this.names, campaign, () => nameOf(campaign));
    if (name === null) return this.say('campaign-invalid', line, null);
    const pseudonym = this.pseudonymOf(kind, text);
    for (const seen of events)
      this.held.push({ row: this.rowOf(seen, { pseudonym, kind, name }), when: seen.when.trim(), line, column: seen.column });
  }

  private rowOf(seen: SeenEvent, of: { pseudonym: Pseudonym; kind: 'email' | 'employee'; name: string }): HeldRow {
    const address = seen.address?.trim() ?? '';
    const userAgent = seen.userAgent?.trim() ?? '';
    const judge = this.options.knownScanner ?? knownScanner;
    return {
      kind: 'phishing',
      itemNumber: this.items,
      campaign: of.name,
      recipient: of.pseudonym,
      recipientKind: of.kind,
      event: seen.event,
      address: address === '' ? null : this.pseudonymOf('address', address),
      knownScanner: remembered(this.scanners, `${address}\n${userAgent}`, () =>
        judge({ address: address === '' ? null : address, userAgent: userAgent === '' ? null : userAgent }),
      ),
      method: seen.method ?? null,
      link: this.linkOf(seen.link),
      honeypot: seen.honeypot ?? null,
      confirmed: seen.confirmed ?? null,
    };
  }

  private pseudonymOf(kind: IdentifierKind, text: string): Pseudonym {
    return remembered(this.pseudonyms, `${kind}\n${text}`, () => this.options.pseudonymise(kind, text));
  }

  private linkOf(link: string | undefined): Pseudonym | null {
    return link === undefined || link.trim() === '' ? null : this.pseudonymOf('link', link.trim());
  }

  /** @param tool what a campaign without a name is called by, with the day of its first mail */
  *end(tool: string, isDayFirstLand: boolean): Generator<PersonalParseEvent> {
    const rows = this.held.filter((one): one is Held => 'row' in one);
    const order = decideDateOrder(
      (function* () {
        for (const { when } of rows) yield when;
      })(),
      isDayFirstLand,
    );
    const timeZone = this.options.timeZone ?? defaultTimeZone;
    const times = new Map(rows.map((one) => [one, timeOf(one, order, timeZone)]));
    const first = [...times.values()].reduce<Instant | null>(
      (least, { at }) => (at !== null && (least === null || at < least) ? at : least),
      null,
    );
    const unnamed = first === null ? tool : `${tool} ${dayOf(first, timeZone)}`;
    const placeOf = linkPlaces();
    yield { kind: 'header', header: { observedAt: null, partial: true } };
    for (const one of this.held) {
      if (!('row' in one)) {
        yield { kind: 'issue', issue: one };
        continue;
      }
      const time = times.get(one) ?? { at: null, issue: null };
      if (time.issue !== null)
        yield { kind: 'issue', issue: { code: time.issue, line: one.line, column: one.column, itemNumber: one.row.itemNumber } };
      const row = { ...one.row, campaign: one.row.campaign === '' ? unnamed : one.row.campaign, at: time.at };
      yield { kind: 'row', row: { ...row, linkPlace: placeOf(row) } };
    }
  }
}

/** Places of links among events that are the same but for their link; in whatever order a file has them, as many come out. */
function linkPlaces(): (row: Omit<PhishingRow, 'linkPlace'>) => number {
  const known = new Map<string, Map<Pseudonym, number>>();
  return ({ link, campaign, recipient, event, at, knownScanner: scanner, method, honeypot, confirmed }) => {
    if (link === null) return 1;
    const links = remembered(
      known,
      JSON.stringify([campaign, recipient, event, at, scanner, method, honeypot, confirmed]),
      () => new Map(),
    );
    return remembered(links, link, () => links.size + 1);
  };
}

/** Null: it may not be kept. */
function nameOf(campaign: string): string | null {
  const name = campaign.replaceAll(/\s+/g, ' ').trim();
  return name.length > phishingLimits.fieldCharactersMax || hasForbiddenCharacters(name) || looksLikePerson(name) ? null : name;
}

function remembered<Key, Value>(known: Map<Key, Value>, text: Key, make: () => Value): Value {
  const found = known.get(text);
  if (found !== undefined) return found;
  const made = make();
  known.set(text, made);
  return made;
}

function timeOf(
  { when }: Held,
  order: DateOrder,
  timeZone: string,
): { at: Instant | null; issue: 'time-invalid' | 'time-ambiguous' | null } {
  if (when === '') return { at: null, issue: null };
  const read = readInstant(when, order, timeZone);
  if (read.kind === 'read') return { at: read.instant, issue: null };
  return { at: null, issue: read.kind === 'ambiguous' ? 'time-ambiguous' : 'time-invalid' };
}

/** What tools write for "it happened" in a column without a time. */
export function isSaid(cell: string): boolean {
  return /^(?:yes|true|1|y|ja|x|waar)$/i.test(cell.trim());
}
