/**
 * What truly happens to the mails of one test, and who or what did it: the truth against which the telling of machines from people is held
 * (robot-confusion.test.ts). What the tools say of it is written in `phishing-files.ts`.
 */
import type { PhishingEvent } from '#core/awareness/phishing-row.ts';
import type { Day } from '#core/kernel/time.ts';
import { figures } from '../figures.ts';
import { normalOf, shareOf } from '../random.ts';
import { dayOfNumber } from '../story.ts';
import { ordinaryAgent, type MailEvent } from './mail-event.ts';
import { talkDay, talkedTo, talkEffect } from './behaviour-story.ts';
import { machineEvents } from './machines.ts';
import { reportButtonDay, testDays } from './people-story.ts';
import type { PhishingTest } from './phishing-tests.ts';
import { unitOn, worksOn, type Employee } from './staff.ts';

/** Everybody inside goes out by one of these (addresses for documentation, RFC 5737); telephones have one of their own (RFC 6598). */
const houseAddresses = ['203.0.113.10', '203.0.113.11', '203.0.113.12', '203.0.113.13'];
const deskAddress = '203.0.113.40';

/** How far people are apart in falling for a mail, on the scale of log odds. Chosen. */
const spread = 1;
/** With it, a share of people of this conditional log odds is the published one: logistic by normal, Zeger, Liang and Albert 1988. */
const attenuation = Math.sqrt(1 + 0.346 * spread ** 2);

const clickRates = { least: figures.clickLeast, moderate: figures.clickModerate, very: figures.clickVery } as const;
/** Before the report button and after; their mean is the published share. */
const reportShares = { before: 0.6 * figures.reportWithoutClick.value, after: 1.4 * figures.reportWithoutClick.value };
/** Of reports by the clock, before and after the button; after ETH Zürich (Lain et al.), whose shares are not confirmed. */
const reportMedianMs = { before: 74 * 60_000, after: 40 * 60_000 };
const reportSpread = 1.9;
/** Most who click do so hours later, when they read their mail: chosen. */
const openMedianMs = 50 * 60_000;
const openSpread = 1.5;
export const testEndsAfterMs = 7 * 86_400_000;

export interface MailWorld {
  readonly seed: number;
  readonly lastDay: Day;
  readonly staff: readonly Employee[];
}

/** In order of time, so of one test only. */
export function mailEvents({ seed, lastDay, staff }: MailWorld, test: PhishingTest): readonly MailEvent[] {
  const startMs = Date.parse(`${dayOfNumber(weekdayOf(test.day, lastDay), lastDay)}T07:30:00Z`);
  const events: MailEvent[] = [];
  // The list of addresses is some days old: who has just left is still on it, who has just come is not.
  for (const employee of staff.filter((one) => worksOn(one, test.day - 4))) {
    const sentMs = startMs + Math.floor(shareOf(seed, 'sent', test.index, employee.index) * test.sendMinutes * 60_000);
    events.push(...mailOf({ seed, test, employee, sentMs, isGone: !worksOn(employee, test.day) }));
  }
  const kept = [...events, ...machineEvents(seed, test, events)].filter(({ atMs }) => atMs < startMs + testEndsAfterMs);
  return kept.toSorted((one, other) => one.atMs - other.atMs || one.employee.index - other.employee.index);
}

/** Nobody is mailed at a weekend. */
function weekdayOf(day: number, lastDay: Day): number {
  const weekday = new Date(`${dayOfNumber(day, lastDay)}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? day + 1 : weekday === 6 ? day - 1 : day;
}

interface Mail {
  readonly seed: number;
  readonly test: PhishingTest;
  readonly employee: Employee;
  readonly sentMs: number;
  readonly isGone: boolean;
}

function mailOf({ seed, test, employee, sentMs, isGone }: Mail): MailEvent[] {
  const share = (what: string): number => shareOf(seed, what, test.index, employee.index);
  const told = (event: PhishingEvent, atMs: number): MailEvent => ({ ...untold, employee, event, atMs, doer: 'mail-system' });
  const sent = told('sent', sentMs);
  if (isGone || share('bounced') < 0.006) return [sent, told('bounced', sentMs + 2_000)];
  const deliveredMs = sentMs + 800 + Math.floor(share('delivered') * 3_000);
  if (share('quarantined') < 0.004) return [sent, told('quarantined', deliveredMs)];
  const after = (what: string, medianMs: number, by: number): number =>
    medianMs * Math.exp(by * normalOf(seed, what, test.index, employee.index));
  const openedMs = deliveredMs + after('opened', openMedianMs, openSpread);
  const events = [sent, told('delivered', deliveredMs)];
  const isClicking = share('clicks') < clickProbability(test, employee);
  if (isClicking) events.push(...clicksOf(seed, test, employee, openedMs));
  const isAfterButton = test.day >= reportButtonDay;
  const { usual, byTalk } = reportChance(test, employee, isClicking);
  if (share('reports') >= usual + byTalk) return events;
  const reportMs = deliveredMs + after('reported', reportMedianMs[isAfterButton ? 'after' : 'before'], reportSpread);
  const clickedMs = events.findLast(({ event }) => event === 'clicked')?.atMs ?? 0;
  const reportedMs = Math.round(Math.max(reportMs, clickedMs + 60_000));
  events.push({ ...told('reported', reportedMs), doer: 'person' });
  // The desk looks at some of what is reported; who answers the telephone there sees no more than the mail.
  if (share('desk') < 0.15)
    events.push({
      ...told('clicked', Math.round(reportedMs + after('desk-delay', 600_000, 1))),
      doer: 'desk',
      address: deskAddress,
      agent: ordinaryAgent,
      method: 'get',
      link: 1,
      confirmed: true,
    });
  return events;
}

/** How likely somebody reports a mail; `byTalk` of it is what the behaviour campaign brought. */
function reportChance(test: PhishingTest, employee: Employee, isClicking: boolean): { readonly usual: number; readonly byTalk: number } {
  if (isClicking) return { usual: figures.reportAfterClick.value, byTalk: 0 };
  const { department, team } = unitOn(employee, test.day);
  const isTalkedTo = test.day >= talkDay && talkedTo.includes(team ?? department);
  return { usual: reportShares[test.day >= reportButtonDay ? 'after' : 'before'], byTalk: isTalkedTo ? talkEffect : 0 };
}

/** Whether somebody reports this test by the behaviour campaign alone: without it he would not have. Who got the mail is another question. */
export function reportsByTalk(seed: number, test: PhishingTest, employee: Employee): boolean {
  const share = (what: string): number => shareOf(seed, what, test.index, employee.index);
  const { usual, byTalk } = reportChance(test, employee, share('clicks') < clickProbability(test, employee));
  return share('reports') >= usual && share('reports') < usual + byTalk;
}

const untold = { address: null, agent: null, method: null, link: null, confirmed: null } as const;

function clickProbability({ difficulty, index }: PhishingTest, { credulity, startDay }: Employee): number {
  const odds = clickRates[difficulty].value / (1 - clickRates[difficulty].value);
  // Practice: at the sixth test of this series the published odds ratio is reached, in equal steps. Who came later has had fewer.
  const taken = index - testDays.filter((day, place) => place < index && day < startDay).length;
  const logit = Math.log(odds) + Math.log(figures.clickAfterPractice.value) * Math.min(1, taken / 5);
  return 1 / (1 + Math.exp(-(logit * attenuation + spread * credulity)));
}

function clicksOf(seed: number, test: PhishingTest, employee: Employee, openedMs: number): MailEvent[] {
  const key = [test.index, employee.index] as const;
  const share = (what: string): number => shareOf(seed, what, ...key);
  const clickedMs = Math.round(openedMs + 1_000 * figures.secondsToClick.value * Math.exp(0.9 * normalOf(seed, 'click-delay', ...key)));
  const house = houseAddresses[Math.floor(share('house') * houseAddresses.length)] ?? deskAddress;
  const own = `100.${64 + (employee.index % 64)}.${Math.floor(employee.index / 64) % 256}.${1 + (employee.index % 250)}`;
  const place = {
    employee,
    doer: 'person',
    address: share('on-telephone') < 0.3 ? own : house,
    agent: ordinaryAgent,
    // Some browsers run no script.
    confirmed: share('script') < 0.97,
  } as const;
  const events: MailEvent[] = [{ ...place, event: 'clicked', atMs: clickedMs, method: 'get', link: 1 }];
  // Some try the same link again, or another.
  if (share('again') < 0.2)
    events.push({
      ...place,
      event: 'clicked',
      atMs: clickedMs + 4_000 + Math.round(share('again-delay') * 90_000),
      method: 'get',
      link: share('other-link') < 0.3 ? 2 : 1,
    });
  if (share('enters') < figures.entryAfterClick.value)
    events.push({
      ...place,
      event: 'submitted',
      atMs: Math.round(clickedMs + 1_000 * figures.secondsToEntry.value * Math.exp(0.6 * normalOf(seed, 'entry-delay', ...key))),
      method: 'post',
      link: null,
    });
  return events;
}
