/**
 * What one delivery says, as it is kept and sent each time it is tried: type, time and data (the payload of Standard
 * Webhooks), with a sentence in the language of the rule. Mail is written from the same message.
 */
import type { Localised } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';
import { describeFilter } from '../query/describe.ts';
import { parseFilter } from '../query/rql-parse.ts';
import { recordKinds } from '../records/registry.ts';
import type { AlertKind, AlertRule, AlertVerdict } from './alert.ts';

export interface AlertMessage {
  readonly type: 'alert.records' | 'alert.signal' | 'alert.test';
  readonly timestamp: Instant;
  readonly data: {
    readonly organisation: string;
    readonly rule: { readonly id: string; readonly name: string };
    /** One or two sentences for people. */
    readonly text: string;
    /** Where to look further. */
    readonly url: string;
    /** All that is new; `records` are the first of them. */
    readonly count: number | null;
    readonly records: readonly AlertRecord[];
    readonly metric: AlertMetric | null;
  };
}

export interface AlertRecord {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

export interface AlertMetric {
  readonly id: string;
  readonly title: string;
  readonly verdict: AlertVerdict;
  readonly sinceOn: string | null;
}

/** What every message is about. `nodeUrl` is where browsers reach the node, without a slash at the end. */
export interface AlertFrame {
  readonly rule: Pick<AlertRule, 'id' | 'name' | 'language' | 'what'>;
  readonly organisation: string;
  readonly nodeUrl: string;
  readonly at: Instant;
}

const folders: Readonly<Record<AlertKind, string>> = { finding: 'findings', asset: 'assets', component: 'components' };

/** The page that shows what a rule is about: the list with its filter, or the metric. */
export function alertUrl({ what }: Pick<AlertRule, 'what'>, nodeUrl: string): string {
  if (what.on === 'signal') return `${nodeUrl}/metrics/${what.metricId}`;
  const search = `${what.kind === 'finding' ? 'group=none&' : ''}filter=${encodeURIComponent(what.filter)}`;
  return `${nodeUrl}/${folders[what.kind]}?${search}`;
}

/** The page of one record. */
export function recordUrl(kind: AlertKind, id: string, nodeUrl: string): string {
  return `${nodeUrl}/${folders[kind]}/${id}`;
}

function frameOf({ rule, organisation, nodeUrl }: AlertFrame) {
  return { organisation, rule: { id: rule.id, name: rule.name }, url: alertUrl(rule, nodeUrl) };
}

export function recordsMessage(
  frame: AlertFrame,
  kind: AlertKind,
  filter: string,
  { count, records }: { readonly count: number; readonly records: readonly AlertRecord[] },
): AlertMessage {
  const { language } = frame.rule;
  const { label, labelPlural } = recordKinds[kind];
  const what = `${count} ${(count === 1 ? label : labelPlural)[language]}`;
  const words =
    filter.trim() === ''
      ? null
      : describeFilter(parseFilter(filter, recordKinds[kind], recordKinds), recordKinds[kind], recordKinds, language);
  const texts: Localised = {
    en: words === null ? `New: ${what}.` : `${what} now ${count === 1 ? 'matches' : 'match'}: ${words}.`,
    nl: words === null ? `Nieuw: ${what}.` : `${what} ${count === 1 ? 'voldoet' : 'voldoen'} nu aan: ${words}.`,
  };
  return {
    type: 'alert.records',
    timestamp: frame.at,
    data: { ...frameOf(frame), text: texts[language], count, records, metric: null },
  };
}

export function signalMessage(frame: AlertFrame, metric: AlertMetric, verdict: Localised): AlertMessage {
  const text = `${metric.id} ${metric.title}: ${verdict[frame.rule.language]}`;
  return { type: 'alert.signal', timestamp: frame.at, data: { ...frameOf(frame), text, count: null, records: [], metric } };
}

export function testMessage(frame: AlertFrame): AlertMessage {
  const texts: Localised = {
    en: 'This is a test: nothing happened. What this rule has to tell arrives here.',
    nl: 'Dit is een test: er is niets gebeurd. Wat deze regel te melden heeft, komt hier aan.',
  };
  const text = texts[frame.rule.language];
  return { type: 'alert.test', timestamp: frame.at, data: { ...frameOf(frame), text, count: null, records: [], metric: null } };
}
