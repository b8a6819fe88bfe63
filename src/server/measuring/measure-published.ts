/**
 * What was published of people, as measurements beside all others, of the whole organisation alone: readers of the core make figures of
 * publications, and figures become days of a series. Called after something was published or scored, and by every run of the runner,
 * because a figure that nothing follows becomes stale by the calendar. Cheap: it reads totals that were published, and no person.
 */
import { figureReaders } from '#core/figure-readers/registry.ts';
import type { ReaderFacts, TestFacts } from '#core/figure-readers/figure-reader.ts';
import { settleDifficulty } from '#core/awareness/phish-scale.ts';
import type { PeopleFigure } from '#core/metrics/people-figure.ts';
import { publicationSubjects } from '#core/disclosure/subjects.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import { isPublished, publishedMeasures, type MetricDefinition } from '#core/metrics/define-metric.ts';
import { publishedStretches } from '#core/metrics/published-value.ts';
import { listCampaigns } from '#store/awareness/campaigns.ts';
import { beginFigures, listPublications } from '#store/awareness/publications.ts';
import { countMeasured } from '#store/changes.ts';
import { writeMeasurements } from '#store/measuring/write-measurements.ts';
import type { Scope } from '#store/scope.ts';
import { metricsInUse } from './lifecycles.ts';

/** @returns how many days are new or come out otherwise than before */
export async function measurePublished(scope: Scope, { today, now }: { readonly today: Day; readonly now: Instant }): Promise<number> {
  await beginFigures(scope);
  const figures = await readFigures(scope);
  if (figures.length === 0) return 0;
  let days = 0;
  for (const metric of (await metricsInUse(scope)).filter(isPublished)) {
    for (const measure of publishedMeasures(metric)) {
      const own = figuresOf(figures, metric, measure.name);
      const stretches = publishedStretches(metric, own, today).map((stretch) => ({
        ...stretch,
        scopeKind: 'organisation' as const,
        scopeId: '',
        gained: null,
        lost: null,
      }));
      days += await writeMeasurements(scope, {
        metricId: metric.id,
        version: metric.version,
        measure: measure.name,
        measuredAt: now,
        stretches,
      });
    }
  }
  if (days > 0) await countMeasured(scope);
  return days;
}

/** Every figure of the catalogue that the publications hold. */
export async function readFigures(scope: Scope): Promise<readonly PeopleFigure[]> {
  const facts = await readerFacts(scope);
  const figures: PeopleFigure[] = [];
  for (const subject of publicationSubjects) {
    const read = figureReaders[subject];
    if (read !== undefined) figures.push(...read(await listPublications(scope, { subject }), facts));
  }
  return figures;
}

export function figuresOf(
  figures: readonly PeopleFigure[],
  { id }: Pick<MetricDefinition, 'id'>,
  measure: string,
): readonly PeopleFigure[] {
  return figures.filter((figure) => figure.metricId === id && figure.measure === measure);
}

async function readerFacts(scope: Scope): Promise<ReaderFacts> {
  const tests = (await listCampaigns(scope)).flatMap(({ id, firstAt, askedAt, scores }) => {
    const at = firstAt ?? askedAt;
    if (at === null) return [];
    const settled = settleDifficulty(scores);
    return [[id, { on: dayOf(at, scope.timeZone), difficulty: 'difficulty' in settled ? settled.difficulty : null }] as const];
  });
  return { tests: new Map<string, TestFacts>(tests) };
}
