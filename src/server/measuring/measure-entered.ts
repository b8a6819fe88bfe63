/**
 * What people entered, as measurements beside all others: the same table, revisions and standing, so that charts, exports and
 * reports need no way of their own. Called when somebody enters, corrects or withdraws, and by every run of the runner, because a
 * value that nobody renews becomes stale by the calendar. Cheap: it reads entries and no records.
 */
import type { Day, Instant } from '#core/kernel/time.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { enteredMeasures, isEntered } from '#core/metrics/define-metric.ts';
import { enteredStretches } from '#core/metrics/entered-value.ts';
import { countMeasured } from '#store/changes.ts';
import { beginEntering, newestRevision, readEntries, stands, type StoredEntry } from '#store/entries/entries.ts';
import { writeMeasurements } from '#store/measuring/write-measurements.ts';
import type { Scope } from '#store/scope.ts';
import { metricsInUse } from './lifecycles.ts';

/** @returns how many days are new or come out otherwise than before */
export async function measureEntered(scope: Scope, { today, now }: { readonly today: Day; readonly now: Instant }): Promise<number> {
  await beginEntering(scope);
  const entries = await readEntries(scope);
  if (entries.length === 0) return 0;
  let days = 0;
  for (const metric of (await metricsInUse(scope)).filter(isEntered)) {
    const own = entries.filter(({ metricId }) => metricId === metric.id);
    days += await measureMetric(scope, metric, own, { today, now });
  }
  if (days > 0) await countMeasured(scope);
  return days;
}

async function measureMetric(
  scope: Scope,
  metric: MetricDefinition,
  entries: readonly StoredEntry[],
  { today, now }: { readonly today: Day; readonly now: Instant },
): Promise<number> {
  let days = 0;
  for (const measure of enteredMeasures(metric)) {
    const own = entries.filter((entry) => entry.measure === measure.name && isComparable(entry, metric));
    const places = [...new Map(own.map(({ scope: place }) => [`${place.kind} ${place.id}`, place])).values()];
    const stretches = places.flatMap((place) => {
      const ofPlace = own.filter((entry) => entry.scope.kind === place.kind && entry.scope.id === place.id);
      // Also of what was withdrawn: days that had a value once must say that they have none.
      const from = ofPlace.map(({ toOn }) => toOn).toSorted()[0];
      if (from === undefined || from > today) return [];
      const values = ofPlace.filter(stands).map((entry) => {
        const { numerator, denominator, days: lasted } = newestRevision(entry);
        return { fromOn: entry.fromOn, toOn: entry.toOn, numerator, denominator, days: lasted };
      });
      return enteredStretches(metric, measure, values, { from, today }).map((stretch) => ({
        ...stretch,
        scopeKind: place.kind,
        scopeId: place.id,
        gained: null,
        lost: null,
      }));
    });
    const name = { metricId: metric.id, version: metric.version, measure: measure.name };
    days += await writeMeasurements(scope, { ...name, measuredAt: now, stretches });
  }
  return days;
}

/** What was counted under another major version is not comparable: it stays on record and is no value of this one. */
function isComparable(entry: StoredEntry, { version }: MetricDefinition): boolean {
  return newestRevision(entry).version.split('.')[0] === version.split('.')[0];
}
