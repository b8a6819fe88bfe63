/**
 * Whether a person or a machine did it: each event of a phishing test is judged by rules (metrics.md 4.7), and the rule that decided is
 * kept with the judgement, so that it is shown, counted and can be doubted. `human` counts; `robot` never; with `unsure` counted too
 * the figure is the other end of what can be true.
 * Not here: what is counted of it (campaign-figures.ts). The list of known scanners is held against addresses and user agents while
 * the file is read (importers): neither is kept.
 */
import { millisecondsOf } from '../kernel/time.ts';
import type { Localised } from '../kernel/text.ts';
import type { PhishingRow } from './phishing-row.ts';

export type EventVerdict = 'human' | 'robot' | 'unsure';

interface Rule {
  readonly verdict: 'robot' | 'unsure';
  readonly label: Localised;
}

/** In the order in which they are asked; the first that holds decides. */
export const robotRules = {
  honeypot: {
    verdict: 'robot',
    label: { en: 'an invisible link was fetched', nl: 'een onzichtbare link werd opgehaald' },
  },
  'known-scanner': {
    verdict: 'robot',
    label: { en: 'came from a known scanner of mail', nl: 'kwam van een bekende mailscanner' },
  },
  'head-request': {
    verdict: 'robot',
    label: { en: 'asked for the head of the page only', nl: 'vroeg alleen de kop van de pagina op' },
  },
  'before-delivery': {
    verdict: 'robot',
    label: { en: 'before the mail was delivered, or at most 2 s after', nl: 'voordat de mail was bezorgd, of hooguit 2 s erna' },
  },
  'all-links-at-once': {
    verdict: 'robot',
    label: { en: 'every link of the mail within 1 s', nl: 'alle links van de mail binnen 1 s' },
  },
  'one-address-many': {
    verdict: 'robot',
    label: { en: 'one address for 5 recipients or more within 10 s', nl: 'één adres voor 5 of meer ontvangers binnen 10 s' },
  },
  'security-desk': {
    verdict: 'robot',
    label: { en: 'the desk looked at a mail that was reported', nl: 'de meldtafel bekeek een gemelde mail' },
  },
  'after-report': {
    verdict: 'unsure',
    label: {
      en: 'after the recipient reported the mail, from an unknown place',
      nl: 'nadat de ontvanger de mail meldde, vanaf een onbekende plek',
    },
  },
  unconfirmed: {
    verdict: 'unsure',
    label: { en: 'the page’s script did not see a browser', nl: 'het script van de pagina zag geen browser' },
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RobotRule = keyof typeof robotRules;

/** What the rules ask of an event: a row as it was read, or as it is kept. */
export interface CampaignEvent extends Pick<PhishingRow, 'event' | 'at' | 'knownScanner' | 'method' | 'honeypot' | 'confirmed'> {
  /** Whatever stands for the person, for the place, and for the link. */
  readonly recipient: string;
  readonly address: string | null;
  readonly link: string | null;
}

export interface JudgedEvent {
  readonly row: CampaignEvent;
  readonly verdict: EventVerdict;
  /** Null: no rule held. */
  readonly rule: RobotRule | null;
}

const deliveryGapMs = 2_000;
const allLinksMs = 1_000;
const burst = { recipients: 5, withinMs: 10_000 };
/** So many recipients clicked for after their report: nobody clicks for a colleague. */
const deskRecipients = 2;

/**
 * Judges clicks and entries of data. Reports are people's (they press a button), and what a mail server says is taken as said.
 *
 * @param rows of one campaign, in any order; the same rows give the same judgements
 */
export function judgeEvents(rows: readonly CampaignEvent[]): readonly JudgedEvent[] {
  const known = knowledgeOf(rows);
  return rows.map((row) => {
    const rule = row.event === 'clicked' || row.event === 'submitted' ? ruleOf(row, known) : null;
    return { row, rule, verdict: rule === null ? 'human' : robotRules[rule].verdict };
  });
}

interface Knowledge {
  readonly deliveredMs: ReadonlyMap<string, number>;
  readonly reportedMs: ReadonlyMap<string, number>;
  /** Clicks that belong to a fetch of all links. */
  readonly atOnce: ReadonlySet<CampaignEvent>;
  readonly bursts: ReadonlySet<CampaignEvent>;
  readonly desks: ReadonlySet<string>;
  /** Where each recipient first clicked from. */
  readonly ownPlace: ReadonlyMap<string, string>;
}

function ruleOf(row: CampaignEvent, known: Knowledge): RobotRule | null {
  if (row.honeypot === true) return 'honeypot';
  if (row.knownScanner !== null) return 'known-scanner';
  if (row.method === 'head') return 'head-request';
  const atMs = row.at === null ? null : millisecondsOf(row.at);
  const deliveredMs = known.deliveredMs.get(row.recipient);
  if (atMs !== null && deliveredMs !== undefined && atMs - deliveredMs <= deliveryGapMs) return 'before-delivery';
  if (known.atOnce.has(row)) return 'all-links-at-once';
  if (known.bursts.has(row)) return 'one-address-many';
  if (isAfterReport(row, known)) {
    if (row.address !== null && known.desks.has(row.address)) return 'security-desk';
    // From where the recipient was seen before the report it may well be the recipient again.
    if (row.address === null || known.ownPlace.get(row.recipient) !== row.address) return 'after-report';
  }
  return row.confirmed === false ? 'unconfirmed' : null;
}

function isAfterReport(row: CampaignEvent, { reportedMs }: Pick<Knowledge, 'reportedMs'>): boolean {
  const reported = reportedMs.get(row.recipient);
  return row.at !== null && reported !== undefined && millisecondsOf(row.at) > reported;
}

function knowledgeOf(rows: readonly CampaignEvent[]): Knowledge {
  const sentMs = earliest(rows, 'sent');
  const deliveredMs = new Map([...sentMs, ...earliest(rows, 'delivered')]);
  const reportedMs = earliest(rows, 'reported');
  const clicks = rows.filter(({ event }) => event === 'clicked' || event === 'submitted');
  return {
    deliveredMs,
    reportedMs,
    atOnce: fetchedAtOnce(clicks),
    bursts: burstsOf(clicks),
    desks: desksOf(clicks, reportedMs),
    ownPlace: placesBefore(clicks, reportedMs),
  };
}

function placesBefore(clicks: readonly CampaignEvent[], reportedMs: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const own of timedBy(clicks, ({ recipient }) => recipient)) {
    const found = own.find(({ row }) => row.address !== null && !isAfterReport(row, { reportedMs }));
    if (found?.row.address != null) first.set(found.row.recipient, found.row.address);
  }
  return first;
}

function earliest(rows: readonly CampaignEvent[], event: CampaignEvent['event']): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    if (row.event !== event || row.at === null) continue;
    const atMs = millisecondsOf(row.at);
    if (atMs < (found.get(row.recipient) ?? Infinity)) found.set(row.recipient, atMs);
  }
  return found;
}

interface Timed {
  readonly row: CampaignEvent;
  readonly atMs: number;
}

function timedBy(rows: readonly CampaignEvent[], key: (row: CampaignEvent) => string | null): Iterable<Timed[]> {
  const groups = new Map<string, Timed[]>();
  for (const row of rows) {
    const own = key(row);
    if (own === null || row.at === null) continue;
    const group = groups.get(own) ?? [];
    groups.set(own, group);
    group.push({ row, atMs: millisecondsOf(row.at) });
  }
  for (const group of groups.values()) group.sort((one, other) => one.atMs - other.atMs);
  return groups.values();
}

/** All links there are in the campaign's mails, of one recipient, within a second: only where there are two or more. */
function fetchedAtOnce(clicks: readonly CampaignEvent[]): ReadonlySet<CampaignEvent> {
  const links = new Set(clicks.flatMap(({ link, honeypot }) => (link === null || honeypot === true ? [] : [link])));
  const found = new Set<CampaignEvent>();
  if (links.size < 2) return found;
  for (const own of timedBy(clicks, (row) => (row.link === null ? null : row.recipient)))
    markWindows(own, { withinMs: allLinksMs, distinct: links.size, of: ({ link }) => link ?? '' }, found);
  return found;
}

function burstsOf(clicks: readonly CampaignEvent[]): ReadonlySet<CampaignEvent> {
  const found = new Set<CampaignEvent>();
  for (const own of timedBy(clicks, ({ address }) => address))
    markWindows(own, { withinMs: burst.withinMs, distinct: burst.recipients, of: ({ recipient }) => recipient }, found);
  return found;
}

/** Marks whatever lies in a window of time that holds so many different ones. */
function markWindows(
  rows: readonly Timed[],
  { withinMs, distinct, of }: { readonly withinMs: number; readonly distinct: number; readonly of: (row: CampaignEvent) => string },
  found: Set<CampaignEvent>,
): void {
  const inside = new Map<string, number>();
  let first = 0;
  let marked = 0;
  for (const [place, { row, atMs }] of rows.entries()) {
    inside.set(of(row), (inside.get(of(row)) ?? 0) + 1);
    for (; atMs - (rows[first]?.atMs ?? atMs) > withinMs; first += 1) {
      const gone = rows[first];
      if (gone === undefined) break;
      const left = (inside.get(of(gone.row)) ?? 1) - 1;
      if (left === 0) inside.delete(of(gone.row));
      else inside.set(of(gone.row), left);
    }
    if (inside.size < distinct) continue;
    for (marked = Math.max(marked, first); marked <= place; marked += 1) {
      const one = rows[marked];
      if (one !== undefined) found.add(one.row);
    }
  }
}

/**
 * Addresses from which mails of two recipients or more were opened after those had reported them, and of which that is at least half of
 * what came from there: a whole hospital can stand behind one address, and is no desk.
 */
function desksOf(clicks: readonly CampaignEvent[], reportedMs: ReadonlyMap<string, number>): ReadonlySet<string> {
  const places = new Map<string, { all: number; after: number; recipients: Set<string> }>();
  for (const row of clicks) {
    if (row.address === null) continue;
    const place = places.get(row.address) ?? { all: 0, after: 0, recipients: new Set() };
    places.set(row.address, place);
    place.all += 1;
    if (!isAfterReport(row, { reportedMs })) continue;
    place.after += 1;
    place.recipients.add(row.recipient);
  }
  const isDesk = ({ all, after, recipients }: { all: number; after: number; recipients: Set<string> }) =>
    recipients.size >= deskRecipients && after * 2 >= all;
  return new Set([...places].flatMap(([address, place]) => (isDesk(place) ? [address] : [])));
}

export interface RuleCount {
  readonly rule: RobotRule;
  readonly verdict: 'robot' | 'unsure';
  readonly clicks: number;
  readonly submissions: number;
}

/** What was set aside, by rule; and of how many clicks no rule of time could be asked. */
export function countRules(judged: readonly JudgedEvent[]): { readonly rules: readonly RuleCount[]; readonly untimed: number } {
  const ids = Object.keys(robotRules) as RobotRule[];
  const rules = ids.map((rule) => {
    const own = judged.filter((event) => event.rule === rule);
    const clicks = own.filter(({ row }) => row.event === 'clicked').length;
    return { rule, verdict: robotRules[rule].verdict, clicks, submissions: own.length - clicks };
  });
  const untimed = judged.filter(
    ({ row, rule }) => rule === null && row.at === null && (row.event === 'clicked' || row.event === 'submitted'),
  );
  return { rules, untimed: untimed.length };
}
