/**
 * One look at the alert rules of an organisation: what is new since the last look becomes a delivery that waits. Costs two
 * short questions where nothing was written since. Not here: sending, which may fail for a day and waits for nobody.
 */
import { sql } from 'kysely';
import { alertRowsMax, enteredSince, type AlertFault, type AlertKind, type AlertRule, type AlertWhat } from '#core/alerts/alert.ts';
import type { MetricSummary } from '#contract/endpoints/metrics.ts';
import { recordsMessage, recordUrl, signalMessage, type AlertFrame, type AlertMessage, type AlertRecord } from '#core/alerts/message.ts';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { dayOf, type Clock } from '#core/kernel/time.ts';
import { everything, type Filter } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { findAlertRule } from '#store/alerts/alert-rules.ts';
import { insertDelivery } from '#store/alerts/deliveries.ts';
import { keepFault, keepLook, lookMark, matchingIds, readSeen, rulesToLookAt, type Seen } from '#store/alerts/looks.ts';
import type { Database } from '#store/database.ts';
import { readOrganisation } from '#store/organisations.ts';
import { listRecords, type RecordItem } from '#store/query/list.ts';
import { readChanges } from '#store/changes.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { metricSummaries } from '../measuring/metric-view.ts';
import { Remembered } from '../remembered.ts';

export interface LookPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Where browsers reach the node, without a slash at the end. */
  readonly nodeUrl: string;
  /** Newest verdict of every metric; default: as the catalogue shows them. */
  readonly summaries?: Summaries;
  /** Told of a rule that could not be looked at, for no fault of its own; it is looked at again. Absent: thrown. */
  readonly onFailed?: (cause: unknown, ruleId: Id) => void;
}

/** For the filter of one rule. */
const lookLimitMs = 10_000;

/** @returns the deliveries that wait now because of this look */
export async function lookAtAlerts(ports: LookPorts, organisationId: OrganisationId): Promise<readonly Id[]> {
  const { database, clock } = ports;
  const due = await readingOrganisation(database, organisationId, async (scope) =>
    rulesToLookAt(scope, await lookMark(scope, dayOf(clock.now(), scope.timeZone), 0)),
  );
  if (due.length === 0) return [];
  const made: Id[] = [];
  const shared = sharedSummaries(ports);
  for (const id of due) {
    try {
      // Each in a transaction of its own: what one rule cannot tell, others tell all the same.
      const delivery = await withOrganisation(database, organisationId, async (scope) =>
        lookAtRule(scope, id, await rulePorts(scope, ports, shared)),
      );
      if (delivery !== null) made.push(delivery);
    } catch (cause) {
      if (ports.onFailed === undefined || (isProblem(cause) && cause.code === 'database-unavailable')) throw cause;
      ports.onFailed(cause, id);
    }
  }
  return made;
}

interface RulePorts extends LookPorts {
  readonly organisation: string;
  /** Of every metric, worked out once and only where a rule asks. */
  readonly summaries: Summaries;
}

/** @returns the delivery it made, if anything is new */
async function lookAtRule(scope: Scope, id: Id, ports: RulePorts): Promise<Id | null> {
  const now = ports.clock.now();
  const mark = await lookMark(scope, dayOf(now, scope.timeZone), 1);
  // What this rule saw is read under a lock: of two looks at once the second sees what the first kept.
  const seen = await readSeen(scope, id);
  const rule = await findAlertRule(scope, id);
  if (rule === null || !rule.isOn) return null;
  const frame = { rule, organisation: ports.organisation, nodeUrl: ports.nodeUrl, at: now };
  await sql`savepoint look`.execute(scope.trx);
  const result = await lookOf(scope, frame, seen, ports).catch(async (cause: unknown): Promise<LookResult> => {
    if (!isProblem(cause)) throw cause;
    await sql`rollback to savepoint look`.execute(scope.trx);
    return { kind: 'fault', fault: cause.code === 'filter-too-broad' ? 'filter-too-broad' : 'filter-invalid' };
  });
  if (result.kind === 'fault') {
    await keepFault(scope, id, result.fault, mark);
    return null;
  }
  await keepLook(scope, id, { at: now, mark, seen: result.seen });
  if (result.message === null) return null;
  const delivery = ports.newId();
  await insertDelivery(scope, { id: delivery, ruleId: id, message: result.message, isTest: false });
  return delivery;
}

type LookResult =
  | { readonly kind: 'looked'; readonly seen: Seen; readonly message: AlertMessage | null }
  | { readonly kind: 'fault'; readonly fault: AlertFault };

type RuleFrame = AlertFrame & { readonly rule: AlertRule };

function lookOf(scope: Scope, frame: RuleFrame, seen: Seen, ports: RulePorts): Promise<LookResult> {
  const { what } = frame.rule;
  return what.on === 'filter' ? lookAtRecords(scope, frame, what, seen) : lookAtVerdict(scope, frame, what, seen, ports);
}

async function lookAtRecords(
  scope: Scope,
  frame: RuleFrame,
  { kind, filter }: Extract<AlertWhat, { on: 'filter' }>,
  seen: Seen,
): Promise<LookResult> {
  const asked = { now: frame.at, today: dayOf(frame.at, scope.timeZone) };
  const found = await matchingIds(scope, kind, alertFilter(kind, filter), asked, lookLimitMs);
  if (found === null) return { kind: 'fault', fault: 'too-many-records' };
  const entered = enteredSince(seen.ids, found);
  const now: Seen = { ids: found, verdict: null };
  if (entered.length === 0) return { kind: 'looked', seen: now, message: null };
  const values = entered.slice(0, alertRowsMax);
  const { items } = await listRecords(scope, kind, { ...asked, filter: { op: 'in', field: 'id', values }, sort: [], limit: alertRowsMax });
  const records = items.map((item): AlertRecord => ({
    id: item.id,
    name: nameOf(kind, item),
    url: recordUrl(kind, item.id, frame.nodeUrl),
  }));
  return { kind: 'looked', seen: now, message: recordsMessage(frame, kind, filter, { count: entered.length, records }) };
}

/** As a reader would call it; what has no name goes by its id. */
function nameOf(kind: AlertKind, item: RecordItem): string {
  const parts = kind === 'finding' ? [item['title'] ?? item['cveId'], item['assetName']] : [item['name'], item['version']];
  const known = parts.filter((part) => part !== null && part !== undefined && part !== '');
  return known.length === 0 ? item.id : known.join(kind === 'finding' ? ' · ' : ' ');
}

async function lookAtVerdict(
  scope: Scope,
  frame: RuleFrame,
  { metricId, verdict: wanted }: Extract<AlertWhat, { on: 'signal' }>,
  seen: Seen,
  { summaries }: RulePorts,
): Promise<LookResult> {
  const metric = (await summaries(scope)).find(({ id }) => id === metricId);
  if (metric === undefined) return { kind: 'fault', fault: 'metric-gone' };
  const { kind, sinceOn, text } = metric.verdict;
  const isNew = seen.verdict !== null && seen.verdict !== kind && kind === wanted;
  const told = { id: metricId, title: metric.title[frame.rule.language], verdict: wanted, sinceOn };
  return { kind: 'looked', seen: { ids: null, verdict: kind }, message: isNew ? signalMessage(frame, told, text) : null };
}

/** @throws Problem `filter-invalid` */
export function alertFilter(kind: AlertKind, filter: string): Filter {
  return filter.trim() === '' ? everything : parseFilter(filter, recordKinds[kind], recordKinds);
}

/** The first look of a rule that was just made or switched on, in the transaction that did so. */
export async function firstLook(scope: Scope, id: Id, ports: LookPorts): Promise<void> {
  await lookAtRule(scope, id, await rulePorts(scope, ports));
}

type Summaries = (scope: Scope) => Promise<readonly MetricSummary[]>;

async function rulePorts(scope: Scope, ports: LookPorts, summaries: Summaries = sharedSummaries(ports)): Promise<RulePorts> {
  const { name } = await readOrganisation(scope);
  return { ...ports, organisation: name, summaries };
}

/** Worked out by the first rule that asks, for all of one look. */
function sharedSummaries({ summaries, clock }: LookPorts): Summaries {
  let known: readonly MetricSummary[] | null = null;
  return async (scope) => {
    if (summaries !== undefined) return summaries(scope);
    const today = dayOf(clock.now(), scope.timeZone);
    known ??= await metricSummaries(scope, { today, changes: await readChanges(scope), remembered: new Remembered() });
    return known;
  };
}
