/** Measures of how long findings stay open: asked of the records once for all of them, one curve per month and scope. */
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { countedMeasures, scopeKinds } from '#core/metrics/define-metric.ts';
import { lifeWindows, livesWithin } from '#core/metrics/life-windows.ts';
import { closingTimes } from '#core/vulnerabilities/time-to-close.ts';
import { findingLives } from '#store/query/finding-lives.ts';
import type { Places } from '#store/query/places.ts';
import type { Scope } from '#store/scope.ts';
import { scopeKey, storedScopeId, type CountedByScope, type CountedSpan, type Days } from './counted-spans.ts';

/** From the first day a value is asked for; none: no measure follows findings. */
export function livesAskedFrom(metrics: readonly MetricDefinition[], fromOf: (metric: MetricDefinition) => Day): Day | null {
  const following = metrics.filter((metric) => countedMeasures(metric).some(({ survival }) => survival !== undefined));
  return following.map(fromOf).toSorted()[0] ?? null;
}

/** The first day that is looked at for the values of the days from `from` on: of the month before, or of the one before that. */
export function firstDayFollowed(from: Day): Day {
  const [first] = lifeWindows({ from, to: from });
  return first === undefined ? from : addDays(first.afterOn, 1);
}

/** @returns by scope, the curve of a month on the days whose value it gives */
export async function askLives(scope: Scope, { from, to }: Days, places: Places): Promise<CountedByScope> {
  const windows = lifeWindows({ from, to });
  // What came after the last of these months is for values of days to come.
  const lastDay = windows.at(-1)?.endsOn ?? to;
  const found = await findingLives(scope, { scopes: scopeKinds, from: firstDayFollowed(from), to: lastDay }, places);
  const spanOf = (window: Days, lived: CountedSpan['lived'] & object): CountedSpan => {
    const { counted, prevalent } = lived;
    return { from: window.from, to: window.to, numerator: counted + prevalent, denominator: 0, gained: null, lost: null, lived };
  };
  const counted: CountedByScope = new Map([
    [
      scopeKey('organisation', ''),
      { scopeKind: 'organisation', scopeId: '', spans: windows.map((window) => spanOf(window, closingTimes(null, []))) },
    ],
  ]);
  for (const { scopeKind, scopeId: id, lives } of found) {
    const scopeId = storedScopeId(scopeKind, id);
    const spans = windows.map((window) => spanOf(window, livesWithin(lives, window)));
    counted.set(scopeKey(scopeKind, scopeId), { scopeKind, scopeId, spans });
  }
  return counted;
}
