/**
 * What a report is written from, invented: every metric of the catalogue with a year of months, of which one worsens, one
 * improves, one begins later, one was never measured and one is held back. By hand of the chart model itself.
 */
import { detectableOf, verdictOf } from '#core/awareness/behaviour/behaviour-effect.ts';
import { behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { effectCautionTexts, effectVerdictTexts } from '#core/awareness/behaviour/effect-words.ts';
import { hiddenReasonTexts } from '#core/disclosure/hidden-words.ts';
import type { Language } from '#core/kernel/text.ts';
import { addDays, type Day, type Instant } from '#core/kernel/time.ts';
import { chartModel, type DailyValue } from '#core/metrics/chart-model.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { metrics } from '#core/metrics/registry.ts';
import { goalpostsOf, indexOfDay, type IndexOfDay } from '#core/metrics/resilience-index.ts';
import type { ReportedPeople } from '#core/reports/people-input.ts';
import type { ReportedClosing, ReportedSign, ReportInput } from '#core/reports/report-input.ts';
import { reportPeriodOf } from '#core/reports/report-period.ts';
import { differenceInDifferences } from '#core/statistics/difference.ts';
import { normal95, wilsonInterval } from '#core/statistics/wilson.ts';

export const sampleDay = '2026-10-31' as Day;
const firstDay = '2025-05-01' as Day;
const daysInAll = 549;

export function sampleInput(language: Language, changes: Partial<ReportInput> = {}): ReportInput {
  return {
    language,
    organisation: 'Ziekenhuis <Noord> & Zuid Łódź',
    period: reportPeriodOf(sampleDay, 'month'),
    day: sampleDay,
    isRunning: false,
    index: sampleIndex(),
    closing: sampleClosing(),
    signs: metrics.map((metric, place) => sampleSign(metric, place, language)),
    people: samplePeople(language),
    next: [
      {
        code: 'overdue-check:nessus:1',
        title: language === 'nl' ? 'Verhelp: OpenSSL 1.1.1 buiten ondersteuning' : 'Repair: OpenSSL 1.1.1 out of support',
        detail:
          language === 'nl'
            ? '41 bevindingen over de termijn op 12 middelen, 31 % van alles'
            : '41 overdue findings on 12 assets, 31 % of all',
        names: [language === 'nl' ? 'Verhelp: OpenSSL 1.1.1 buiten ondersteuning' : 'Repair: OpenSSL 1.1.1 out of support'],
        filter: 'eq(state,open)',
      },
      {
        code: 'unowned:OK 3',
        title: language === 'nl' ? 'Vraag OK 3 wie eigenaar is van 63 middelen' : 'Ask OK 3 who owns 63 assets',
        detail: language === 'nl' ? 'geregistreerd, in gebruik, geen eigenaar' : 'registered, in use, no owner',
        names: ['OK 3'],
        filter: null,
      },
    ],
    today: '2026-11-22' as Day,
    files: (['register', 'scan', 'discovery'] as const).flatMap((role, place) =>
      ['2025-04-28', '2026-10-28'].map((observedOn, month) => ({
        importId: `import-${role}-${month}`,
        source: `source of ${role}`,
        role,
        file: `${role}-${month + 9}.csv`,
        digest: String(place * 2 + month)
          .repeat(64)
          .slice(0, 64),
        observedOn: observedOn as Day,
      })),
    ),
    ...changes,
  };
}

/** Rules 4.4 as the critical ones, of which every figure is known; of the high ones most are still open, and some were there at the first scan. */
export function sampleClosing(): ReportedClosing {
  const spell = (leftAge: number, isClosed: boolean, count = 1, enteredAge: number | null = 0) => ({
    enteredAge,
    leftAge,
    isClosed,
    count,
  });
  const critical = [...[5, 10, 20, 40, 90].map((age) => spell(age, true)), ...[10, 30, 60, 120, 200].map((age) => spell(age, false))];
  const high = [spell(14, true, 12), spell(45, true, 3, 20), spell(300, false, 40), spell(365, false, 7, null)];
  return {
    sinceOn: '2025-10-31' as Day,
    whole: { spells: [...critical, ...high], filter: 'ne(decision,false-positive)' },
    groups: [
      { name: { en: 'critical', nl: 'kritiek' }, spells: critical, filter: 'eq(severity,critical)' },
      { name: { en: 'high', nl: 'hoog' }, spells: high, filter: 'eq(severity,high)' },
    ],
  };
}

/** A campaign that helped, one that runs, one of which nothing is known; a test of which groups are hidden for both reasons. */
export function samplePeople(language: Language): ReportedPeople {
  const isDutch = language === 'nl';
  const measure = behaviourMeasures['report-rate'];
  const reached = { before: shareOf(312, 649), after: shareOf(377, 655) };
  const others = { before: shareOf(801, 1702), after: shareOf(845, 1711) };
  const effect = differenceInDifferences({ reached, others });
  if (effect === null) throw new Error('every side of the campaign counts somebody');
  const verdict = verdictOf(effect.interval, measure.direction);
  const campaign = { judgedBy: measure.label[language], computedAt: null };
  const days = (fromOn: string, toOn: string) => ({ fromOn: fromOn as Day, toOn: toOn as Day });
  return {
    campaigns: [
      { ...campaign, id: 'c-3', name: 'Knop <B>', judgedOn: days('2026-10-01', '2026-12-31'), outcome: { kind: 'running' } },
      {
        ...campaign,
        id: 'c-1',
        name: 'Knop & poster',
        judgedOn: days('2026-05-01', '2026-08-31'),
        computedAt: '2026-09-01T09:00:00.000Z' as Instant,
        outcome: {
          kind: 'known',
          verdict,
          verdictText: effectVerdictTexts[verdict][language],
          effect,
          expected: 0.05,
          detectable: detectableOf(effect, normal95),
          reached,
          others,
          cautions: [effectCautionTexts['one-sided-tests'][language]],
        },
      },
      {
        ...campaign,
        id: 'c-2',
        name: 'Poster 2',
        judgedOn: days('2026-03-01', '2026-04-30'),
        outcome: { kind: 'unknown', reason: isDutch ? 'Een groep is verborgen.' : 'A group is hidden.' },
      },
    ],
    assumptions: isDutch ? ['Beide kanten bewogen gelijk op.'] : ['Both sides moved alike.'],
    hidden: [
      {
        subject: 'phishing',
        key: 't-9',
        name: isDutch ? 'Phishingtest' : 'Phishing test',
        on: '2026-10-07' as Day,
        groups: {
          shown: 34,
          hidden: [
            { code: 'too-few-people', why: hiddenReasonTexts['too-few-people'][language], count: 2 },
            { code: 'gives-others-away', why: hiddenReasonTexts['gives-others-away'][language], count: 1 },
          ],
        },
        roleGroups: { shown: 11, hidden: [] },
        publishedAt: '2026-10-21T12:00:00.000Z' as Instant,
      },
    ],
  };
}

const shareOf = (numerator: number, denominator: number) => ({ numerator, denominator, value: numerator / denominator });

function sampleIndex(): IndexOfDay {
  const indexed = metrics.flatMap((metric, place) => {
    const goalposts = goalpostsOf(metric);
    return goalposts === null || place === metrics.length - 1 ? [] : [{ metric, goalposts, days: daysOf(metric, place) }];
  });
  return indexOfDay(indexed, sampleDay);
}

function sampleSign(metric: MetricDefinition, place: number, language: Language): ReportedSign {
  const measure = metric.measures.find(({ headline }) => headline);
  if (measure === undefined) throw new Error(`${metric.id} has no headline measure`);
  // The last metric was never measured.
  const days = place === metrics.length - 1 ? [] : daysOf(metric, place);
  return {
    metric,
    measure,
    newest: days.at(-1) ?? null,
    beside: metric.measures.flatMap((one, index) => {
      if ((one.survival === undefined && one.published === undefined) || one.headline || days.length === 0) return [];
      const value = one.unit === 'count' ? 800 + index : 0.3 + index / 10;
      const interval = one.unit === 'count' ? null : { lower: value - 0.08, upper: value + 0.07 };
      const measurement: Measurement = {
        state: 'measured',
        standing: 'ok',
        value,
        numerator: 800 + index,
        denominator: null,
        interval,
        reasons: [],
      };
      return [{ measure: one, newest: { day: sampleDay, measurement, gained: null, lost: null } }];
    }),
    chart: chartModel({
      form: measure.chart.form,
      period: metric.chartPeriod,
      direction: measure.direction,
      days,
      phaseMarks: [],
      specialCauses: [],
      today: addDays(sampleDay, 1),
      target: metric.target?.value ?? null,
    }),
    target: metric.target === null ? null : { value: metric.target.value, source: metric.target.source[language], isOwn: false },
    provenance: () => ({ revision: place === 2 ? 3 : 1, computedAt: '2026-11-01T01:10:32.000Z' as Instant }),
  };
}

function daysOf(metric: MetricDefinition, place: number): readonly DailyValue[] {
  return Array.from({ length: daysInAll }, (_, index) => {
    // What turns, turns in the last three months; everything else wobbles by a fixed pattern.
    const turns = index > daysInAll - 95 ? (place <= 1 ? -9 : 0) : 0;
    const wobble = (index * 7 + place * 3) % 5;
    return {
      day: addDays(firstDay, index),
      measurement: isHalfLife(metric) ? halfLifeOf(addDays(firstDay, index)) : measurementOf(place, index),
      gained: 3 + (wobble % 2) + Math.max(0, turns),
      lost: 3 + Math.max(0, -turns),
    };
  }).filter((_, index) => !(place === 3 && index < 200));
}

function isHalfLife({ measures }: MetricDefinition): boolean {
  return measures.some(({ survival }) => survival !== undefined);
}

/** Of the month: one value a month; in March and in the last month half of them are not yet closed. */
function halfLifeOf(day: Day): Measurement {
  const month = Number(day.slice(5, 7));
  const isBound = month === 3 || day >= '2026-10-01';
  const value = isBound ? 121 : 44 + ((month * 7) % 15);
  const interval = { lower: value - 12, upper: isBound || month % 4 === 0 ? null : value + 30 };
  const reasons = isBound ? (['half-life-not-reached'] as const) : [];
  return { state: 'measured', standing: 'ok', value, numerator: 600 + month, denominator: null, interval, reasons };
}

function measurementOf(place: number, index: number): Measurement {
  // A gap of two months, and from the summer on one that is held back for good.
  const isGap = place === 4 && index > 300 && index < 365;
  if (isGap) return { state: 'not-measured', reason: 'no-data', reasons: ['scan-missing'] };
  if (place === 7 && index > 430) return { state: 'not-measured', reason: 'gated', reasons: ['inventory-not-reconciled'] };
  const denominator = 1200 + place * 37;
  const numerator = 700 + place * 11 + ((index * 13 + place) % 41);
  const interval = wilsonInterval(numerator, denominator);
  return {
    state: 'measured',
    standing: place === 6 ? 'stale' : 'ok',
    value: numerator / denominator,
    numerator,
    denominator,
    interval,
    reasons: place === 6 ? ['register-stale'] : [],
  };
}
