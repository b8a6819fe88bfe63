/**
 * The questions that lists are timed with: the filter × sort pairs that pages of the web open with or lead to, and some
 * that anybody may think of. All in RQL and sort text, as they travel. Names in them are those of `generated-hospital.ts`.
 */
import type { RecordKindName } from '#core/records/registry.ts';

export interface ListQuestion {
  readonly name: string;
  readonly kind: Extract<RecordKindName, 'asset' | 'finding'>;
  readonly filter: string;
  readonly sort: string;
  /** Days before today. */
  readonly asOfDaysAgo?: number;
}

const finding = (name: string, filter: string, sort: string): ListQuestion => ({ name, kind: 'finding', filter, sort });
const asset = (name: string, filter: string, sort: string): ListQuestion => ({ name, kind: 'asset', filter, sort });
const ward = '"Ward 7"';

/** 30 pairs with the promise of 50 ms. */
export const namedQuestions: readonly ListQuestion[] = [
  finding('open, by severity', 'eq(state,open)', '-severity'),
  finding('open, first due first', 'eq(state,open)', 'dueOn'),
  finding('open, newest first', 'eq(state,open)', '-openedAt'),
  finding('open, oldest first', 'eq(state,open)', 'openedAt'),
  finding('open, by EPSS', 'eq(state,open)', '-epss'),
  finding('open and critical, first due first', 'and(eq(state,open),eq(severity,critical))', 'dueOn'),
  finding('open, critical or high, by severity', 'and(eq(state,open),in(severity,(critical,high)))', '-severity'),
  finding('open, critical or high, by EPSS', 'and(eq(state,open),in(severity,(critical,high)))', '-epss'),
  finding('open and known exploited, first due first', 'and(eq(state,open),eq(kev,true))', 'dueOn'),
  finding('open and known exploited, by severity', 'and(eq(state,open),eq(kev,true))', '-severity'),
  finding('open and likely exploited, by EPSS', 'and(eq(state,open),ge(epss,0.5))', '-epss'),
  finding('overdue, longest first', 'and(eq(state,open),gt(age(dueOn),P1D))', 'dueOn'),
  finding('overdue, by severity', 'and(eq(state,open),gt(age(dueOn),P1D))', '-severity'),
  finding('open for over 90 days, oldest first', 'and(eq(state,open),gt(age(openedAt),P90D))', 'openedAt'),
  finding('open for over 90 days, by severity', 'and(eq(state,open),gt(age(openedAt),P90D))', '-severity'),
  finding('open in a department, by severity', `and(eq(state,open),eq(department,${ward}))`, '-severity'),
  finding('open in a department, first due first', `and(eq(state,open),eq(department,${ward}))`, 'dueOn'),
  finding('open on medical devices, by severity', 'and(eq(state,open),eq(class,medical))', '-severity'),
  finding('open on medical devices, first due first', 'and(eq(state,open),eq(class,medical))', 'dueOn'),
  finding('open nearest to the patient, by severity', 'and(eq(state,open),eq(tier,1))', '-severity'),
  finding('open on one asset, by severity', 'and(eq(state,open),eq(assetId,01900000-0000-7000-8000-000000000064))', '-severity'),
  finding('open of one CVE, by asset', 'and(eq(state,open),eq(cveId,CVE-2026-32004))', 'assetName'),
  finding('came back and open, by severity', 'and(eq(state,open),ge(occurrence,2))', '-severity'),
  finding('closed in the last 30 days, newest first', 'and(eq(state,closed),le(age(closedAt),P30D))', '-closedAt'),
  asset('all, by name', 'and()', 'name'),
  asset('medical devices, by name', 'eq(class,medical)', 'name'),
  asset('of a department, by name', `eq(department,${ward})`, 'name'),
  asset('seen but not registered, by name', 'and(eq(registered,false),eq(seen,true))', 'name'),
  asset('registered but not seen, last seen first', 'and(eq(registered,true),eq(seen,false))', '-lastSeenAt'),
  asset('with an open critical finding, by name', 'exists(findings,and(eq(state,open),eq(severity,critical)))', 'name'),
];

/** Any other: 400 ms. */
export const otherQuestions: readonly ListQuestion[] = [
  finding('every finding, by asset', 'and()', 'assetName'),
  finding('every finding, by severity', 'and()', '-severity'),
  finding('title holds a word, by EPSS', 'and(eq(state,open),contains(title,"product 77"))', '-epss'),
  finding('not medical, not low, by department', 'and(eq(state,open),not(eq(class,medical)),ne(severity,low))', 'department'),
  finding('without CVE on a server, by port', 'and(unknown(cveId),eq(class,server))', 'port'),
  { ...finding('open half a year ago, by severity', 'eq(state,open)', '-severity'), asOfDaysAgo: 180 },
  {
    ...finding('open half a year ago in a department, by asset', `and(eq(state,open),eq(department,${ward}))`, 'assetName'),
    asOfDaysAgo: 180,
  },
  asset('with a known exploited finding, by department', 'exists(findings,and(eq(state,open),eq(kev,true)))', 'department'),
  asset('name or host holds a word, by owner', 'or(contains(name,"777"),contains(hostName,"777"))', 'owner'),
];

/** Grouped by the scanner's check; the same promise as any other. */
export const groupQuestions: readonly { readonly name: string; readonly filter: string; readonly sort: string }[] = [
  { name: 'open, by severity', filter: 'eq(state,open)', sort: '' },
  { name: 'open on medical devices, by assets', filter: 'and(eq(state,open),eq(class,medical))', sort: '-assetCount' },
];
