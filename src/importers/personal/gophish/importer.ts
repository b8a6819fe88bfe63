/**
 * Gophish: results of a campaign (CSV), its raw events (CSV) and the campaign as the API gives it (JSON) → events of a phishing test.
 * What people entered stands in the raw events and is never looked at. Followed: Gophish 0.12, models/campaign.go, models/result.go,
 * static/js/src/app/campaign_results.js. What is read and dropped: README.md.
 */
import { z } from 'zod';
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { PersonalHead, PersonalParseEvent, PersonalParseOptions } from '../../define-personal-importer.ts';
import { definePersonalImporter } from '../../define-personal-importer.ts';
import { limitBytes, peek } from '../../read-head.ts';
import { decodeStream } from '../../text-decoding.ts';
import { foldPersonalHeader, headerPlaceAmong, readPersonalTable, unmappedTable } from '../personal-table.ts';
import type { SeenEvent } from '../phishing-reading.ts';
import { phishingIssues, phishingLimits, phishingProblems, PhishingReading } from '../phishing-reading.ts';
import { placesOf } from '../phishing-table.ts';

const campaignBytesMax = 64 * 1024 ** 2;
const notCampaign = 'The file is no campaign as the API of Gophish gives it.';

export const gophish = definePersonalImporter({
  id: 'gophish',
  version: 1,
  title: 'Gophish (results or raw events as CSV, campaign as JSON)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['phishing'],
  limits: phishingLimits,
  issues: phishingIssues,
  problems: [...phishingProblems, unmappedTable, notCampaign],
  accepts: (head: PersonalHead) =>
    isCampaignStart(head.text) || (head.rows !== null && headerPlaceAmong(head.rows, (cells) => isResults(cells) || isEvents(cells)) >= 0),
  parse,
});

function isCampaignStart(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return start.startsWith('{') && /"(?:timeline|results)"\s*:/.test(start) && /"launch_date"\s*:/.test(start);
}

const hasAll = (cells: readonly string[], names: readonly string[]) => {
  const known = new Set(cells.map(foldPersonalHeader));
  return names.every((name) => known.has(foldPersonalHeader(name)));
};
const isResults = (cells: readonly string[]) => hasAll(cells, ['status', 'send_date', 'reported', 'modified_date', 'email']);
const isEvents = (cells: readonly string[]) => hasAll(cells, ['email', 'time', 'message', 'details']);

/** As Gophish writes them; what else it says is of the campaign, not of a person. */
const messages = new Map<string, PhishingEvent>([
  ['Email Sent', 'sent'],
  ['Error Sending Email', 'bounced'],
  ['Email Opened', 'opened'],
  ['Clicked Link', 'clicked'],
  ['Submitted Data', 'submitted'],
  ['Email Reported', 'reported'],
]);

async function* parse(bytes: AsyncIterable<Uint8Array>, options: PersonalParseOptions): AsyncGenerator<PersonalParseEvent> {
  const reading = new PhishingReading(options);
  const { head, bytes: whole } = await peek(bytes, 64);
  const first = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (first.startsWith('{')) await readCampaign(whole, reading);
  else await readTable(whole, reading);
  yield* reading.end('Gophish', false);
}

async function readTable(bytes: AsyncIterable<Uint8Array>, reading: PhishingReading): Promise<void> {
  let columns: ReadonlyMap<string, number> | undefined;
  let isResult = false;
  const isHeaders = (cells: readonly string[]) => isResults(cells) || isEvents(cells);
  for await (const { cells, line } of readPersonalTable(bytes, { bytesMax: phishingLimits.bytesMax, isHeaders })) {
    if (columns === undefined) {
      columns = placesOf(cells);
      isResult = isResults(cells);
      continue;
    }
    const places = columns;
    const placeOf = (name: string) => places.get(foldPersonalHeader(name));
    const row: Row = { line, text: (name) => (cells[placeOf(name) ?? -1] ?? '').trim(), column: (name) => (placeOf(name) ?? 0) + 1 };
    if (isResult) takeResult(row, reading);
    else takeEvent(row, reading);
  }
}

interface Row {
  readonly line: number;
  readonly text: (name: string) => string;
  readonly column: (name: string) => number;
}

/** One row says how far somebody went and when last; earlier steps have no time. */
function takeResult({ line, text, column }: Row, reading: PhishingReading): void {
  const last = { when: text('modified_date'), column: column('modified_date'), address: text('ip') };
  const step = messages.get(text('status'));
  const events: SeenEvent[] = [];
  if (text('send_date') !== '' && !text('send_date').startsWith('0001-01-01'))
    events.push({ event: 'sent', when: text('send_date'), column: column('send_date') });
  const isReported = /^true$/i.test(text('reported'));
  if (text('status') === 'Error') events.push({ event: 'bounced', when: '', column: null });
  if (step === 'clicked' || step === 'submitted' || step === 'opened') {
    // The last change is the report where there is one: when the click was nobody knows then.
    const own = isReported ? { when: '', column: null, address: last.address } : last;
    events.push({ event: step, ...own });
    if (step === 'submitted') events.push({ event: 'clicked', when: '', column: null, address: last.address });
  }
  if (isReported) events.push({ event: 'reported', when: last.when, column: last.column });
  reading.take({ line, recipient: text('email'), recipientColumn: column('email'), campaign: '', events });
}

function takeEvent({ line, text, column }: Row, reading: PhishingReading): void {
  const event = messages.get(text('message'));
  if (event === undefined) return reading.skip();
  const seen = { event, when: text('time'), column: column('time'), ...browserOf(text('details')) };
  reading.take({ line, recipient: text('email'), recipientColumn: column('email'), campaign: '', events: [seen] });
}

const Details = z.object({ browser: z.object({ address: z.string().optional(), 'user-agent': z.string().optional() }).optional() });

/** Of the details only where it came from: what was entered stands there too. */
function browserOf(details: string): Pick<SeenEvent, 'address' | 'userAgent'> {
  if (!details.startsWith('{')) return {};
  try {
    const browser = Details.parse(JSON.parse(details)).browser;
    return { address: browser?.address ?? '', userAgent: browser?.['user-agent'] ?? '' };
  } catch {
    return {};
  }
}

const Campaign = z.object({
  name: z.string(),
  timeline: z.array(z.object({ email: z.string(), time: z.string(), message: z.string(), details: z.string().optional() })),
});

async function readCampaign(bytes: AsyncIterable<Uint8Array>, reading: PhishingReading): Promise<void> {
  let text = '';
  for await (const part of decodeStream(limitBytes(bytes, campaignBytesMax))) text += typeof part === 'string' ? part : '';
  const found = Campaign.safeParse(jsonOf(text.replace(/^\uFEFF/, '')));
  if (!found.success) throw new Problem('file-malformed', notCampaign);
  for (const { email, time, message, details } of found.data.timeline) {
    const event = messages.get(message);
    if (event === undefined) reading.skip();
    else {
      const seen = { event, when: time, column: null, ...browserOf(details ?? '') };
      reading.take({ line: null, recipient: email, recipientColumn: null, campaign: found.data.name, events: [seen] });
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('file-malformed', notCampaign);
  }
}
