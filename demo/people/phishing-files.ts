/**
 * What the tools say of a test: one writer for each layout. A tool knows less than what happened; which events a row was made of is told
 * beside it, in memory only, so that tests can hold the judgement of a row against who truly did it.
 */
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import type { MailEvent } from './mail-event.ts';
import type { PhishingTest, TestTool } from './phishing-tests.ts';

/** One item of a file: its text, and what it says happened. Of an item about no person nothing. */
export interface FileItem {
  readonly text: string;
  readonly events: readonly MailEvent[];
}

export interface PhishingFile {
  readonly name: string;
  /** What stands before and behind the items. */
  readonly head: string;
  readonly tail: string;
  readonly items: Iterable<FileItem>;
}

export function phishingFile(test: PhishingTest, events: readonly MailEvent[], dayText: string): PhishingFile {
  return writers[test.tool](test, events, dayText);
}

export function* textOf({ head, tail, items }: PhishingFile): Generator<string> {
  yield head;
  for (const { text } of items) yield text;
  yield tail;
}

type Writer = (test: PhishingTest, events: readonly MailEvent[], dayText: string) => PhishingFile;

const writers: Readonly<Record<TestTool, Writer>> = {
  'gophish-events': (_test, events, dayText) => ({
    name: `gophish-${dayText}-events.csv`,
    head: 'campaign_id,email,time,message,details\n',
    tail: '',
    items: gophishRows(events),
  }),
  'gophish-campaign': (test, events, dayText) => ({
    name: `gophish-${dayText}-campaign.json`,
    head: `{"id":3,"name":${JSON.stringify(test.name)},"launch_date":${JSON.stringify(isoOf(events[0]?.atMs ?? 0))},"results":[],"timeline":[\n`,
    tail: ']}\n',
    items: gophishTimeline(events),
  }),
  knowbe4: (test, events, dayText) => ({
    name: `knowbe4-${dayText}-recipients.csv`,
    head: `${knowbe4Headers.join(',')}\n`,
    tail: '',
    items: knowbe4Rows(test, events),
  }),
  platform: (test, events, dayText) => ({
    name: `platform-${dayText}-events.csv`,
    head: `${platformHeaders}\n`,
    tail: '',
    items: platformRows(test, events),
  }),
};

/** What Gophish has a word for. It knows neither delivery nor method, nor which link was followed. */
const gophishWords: Readonly<Partial<Record<PhishingEvent, string>>> = {
  sent: 'Email Sent',
  bounced: 'Error Sending Email',
  clicked: 'Clicked Link',
  submitted: 'Submitted Data',
  reported: 'Email Reported',
};

/** A crawler's link and a request for the head alone are no click to it. */
function isSeenByGophish({ event, link, method }: MailEvent): boolean {
  return gophishWords[event] !== undefined && link !== 0 && method !== 'head';
}

function gophishDetails({ address, agent, event }: MailEvent): string {
  if (address === null) return '';
  const payload = event === 'submitted' ? { payload: { rid: ['x'] } } : {};
  return JSON.stringify({ ...payload, browser: { address, 'user-agent': agent } });
}

function* gophishRows(events: readonly MailEvent[]): Generator<FileItem> {
  yield { text: `1,,${isoOf((events[0]?.atMs ?? 0) - 60_000)},Campaign Created,\n`, events: [] };
  for (const event of events.filter(isSeenByGophish)) {
    const details = gophishDetails(event);
    const quoted = details === '' ? '' : `"${details.replaceAll('"', '""')}"`;
    yield { text: `1,${event.employee.mail},${isoOf(event.atMs)},${gophishWords[event.event]},${quoted}\n`, events: [event] };
  }
}

function* gophishTimeline(events: readonly MailEvent[]): Generator<FileItem> {
  yield { text: '{"email":"","time":"2000-01-01T00:00:00Z","message":"Campaign Created","details":""}\n', events: [] };
  for (const event of events.filter(isSeenByGophish)) {
    const line = {
      email: event.employee.mail,
      time: isoOf(event.atMs),
      message: gophishWords[event.event],
      details: gophishDetails(event),
    };
    yield { text: `,${JSON.stringify(line)}\n`, events: [event] };
  }
}

const knowbe4Headers = [
  'Email',
  'Campaign Name',
  'Delivered At',
  'Bounced At',
  'Clicked At',
  'Data Entered At',
  'Reported At',
  'IP Address',
  'Browser',
];

/** One row per recipient with the first of each: a machine that came first stands where the person would, and its place with it. */
function* knowbe4Rows({ name }: PhishingTest, events: readonly MailEvent[]): Generator<FileItem> {
  const recipients = new Map<number, MailEvent[]>();
  for (const event of events) {
    if (event.link === 0 || event.event === 'quarantined' || event.event === 'sent') continue;
    const own = recipients.get(event.employee.index) ?? [];
    recipients.set(event.employee.index, own);
    if (!own.some((one) => one.event === event.event)) own.push(event);
  }
  for (const own of recipients.values()) {
    const first = (event: PhishingEvent) => own.find((one) => one.event === event);
    const at = (event: PhishingEvent) => {
      const found = first(event);
      return found === undefined ? '' : isoOf(found.atMs);
    };
    const click = first('clicked');
    const cells = [
      own[0]?.employee.mail ?? '',
      name ?? '',
      ...(['delivered', 'bounced', 'clicked', 'submitted', 'reported'] as const).map(at),
      click?.address ?? '',
      click?.agent === undefined || click.agent === null ? '' : `"${click.agent}"`,
    ];
    yield { text: `${cells.join(',')}\n`, events: own };
  }
}

const platformHeaders = 'campaign;recipient;event;at;ip;user_agent;method;link;honeypot;confirmed';

function* platformRows({ name }: PhishingTest, events: readonly MailEvent[]): Generator<FileItem> {
  for (const event of events) {
    // It hears of each mail from the mail server, once that has taken it or not.
    if (event.event === 'sent') continue;
    const { employee, atMs, address, agent, method, link, confirmed } = event;
    const cells = [
      name ?? '',
      employee.mail,
      event.event,
      isoOf(atMs),
      address ?? '',
      agent === null ? '' : `"${agent}"`,
      method ?? '',
      link === null || link === 0 ? '' : `https://oefening.example/l/${link}`,
      link === 0 ? 'yes' : link === null ? '' : 'no',
      confirmed === null ? '' : confirmed ? 'yes' : 'no',
    ];
    yield { text: `${cells.join(';')}\n`, events: [event] };
  }
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
