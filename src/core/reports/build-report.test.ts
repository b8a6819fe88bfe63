/** What a report says, by its properties, in both languages. */
import { describe, expect, test } from 'vitest';
import { invariant } from '../kernel/invariant.ts';
import type { Day } from '../kernel/time.ts';
import { metrics } from '../metrics/registry.ts';
import { sampleInput } from '../../../test/support/sample-report.ts';
import { buildReport } from './build-report.ts';
import { canonicalText, compareReports, saysTheSame } from './compare-reports.ts';
import { drawChart } from './draw-chart.ts';
import type { ReportBlock, ReportDocument, ReportEdition, RichText, Run } from './report-document.ts';
import { ReportDocument as DocumentSchema, verdictKinds } from './report-document.ts';
import { renderReportHtml } from './render-html.ts';

const languages = ['en', 'nl'] as const;

/** Every text of the document that is made of runs. */
function richTexts(value: unknown): RichText[] {
  if (Array.isArray(value)) {
    const isRich = value.length > 0 && value.every((item) => typeof item === 'string' || isRun(item)) && value.some((item) => isRun(item));
    return isRich ? [value as RichText] : value.flatMap((item) => richTexts(item));
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((member) => richTexts(member)) : [];
}
const isRun = (item: unknown): boolean => typeof item === 'object' && item !== null && ('label' in item || 'figure' in item);
const figuresOf = (document: ReportDocument) =>
  richTexts([document.page, document.people, document.annex, document.closing]).flatMap((text) =>
    text.filter((run): run is Extract<Run, { figure: string }> => typeof run !== 'string' && 'figure' in run),
  );
function blockAt({ annex }: ReportDocument, place: number): ReportBlock {
  const block = annex[place];
  invariant(block !== undefined, 'the annex is that long');
  return block;
}
const edition = (document: ReportDocument, changes: Partial<ReportEdition> = {}): ReportEdition => ({
  id: '018f0000-0000-7000-8000-000000000000',
  language: document.language,
  period: document.period,
  day: document.day,
  revision: 1,
  madeAt: '2026-11-22T10:00:00.000Z',
  madeBy: 'A. Tester',
  digest: 'ab'.repeat(32),
  changes: [],
  document,
  ...changes,
});

describe.each(languages)('a report in %s', (language) => {
  const document = buildReport(sampleInput(language));

  test('fits its own description', () => {
    expect(DocumentSchema.parse(document)).toEqual(document);
  });

  test('gives every figure a row of the register, and every row a figure', () => {
    const rows = new Map(document.register.map((row) => [row.mark, row]));
    const printed = figuresOf(document);
    expect(printed.length).toBeGreaterThan(300);
    for (const { figure, mark } of printed) expect(rows.get(mark)?.printed, figure).toContain(figure);
    expect([...new Set(printed.map(({ mark }) => mark))].toSorted((a, b) => a - b)).toEqual(document.register.map(({ mark }) => mark));
    for (const row of document.register)
      expect(
        row.printed.every((text) => printed.some(({ figure, mark }) => figure === text && mark === row.mark)),
        row.key,
      ).toBe(true);
  });

  test('prints no digit in its words: what counts is a figure, what names is a label', () => {
    for (const text of richTexts([document.page, document.people, document.annex, document.closing]))
      for (const run of text) if (typeof run === 'string') expect(run).not.toMatch(/\d/);
  });

  test('says of every measured figure its day, counts, files, revision and when it was computed', () => {
    for (const row of document.register.filter(({ origin }) => origin === 'measurement')) {
      expect(row.day, row.key).not.toBeNull();
      expect(row.sources.length, row.key).toBeGreaterThan(0);
      expect([row.revision, row.computedAt], row.key).not.toContain(null);
    }
    expect(document.sources.map(({ key }) => key).toSorted()).toEqual(
      [...new Set(document.register.flatMap(({ sources }) => sources))].toSorted(),
    );
  });

  test('has all metrics in the annex, and each of them on the page or among those not known or counted as another', () => {
    expect(document.annex.map(({ metricId }) => metricId)).toEqual(metrics.map(({ id }) => id).toSorted());
    const unknown = document.page.unknown.flatMap((group) => group.metrics);
    expect(document.page.signs).toHaveLength(9);
    expect(unknown).toHaveLength(2);
    expect(
      document.page.others?.some((run) => typeof run !== 'string' && 'figure' in run && run.figure === String(metrics.length - 11)),
    ).toBe(true);
  });

  test('says in words why a value is missing, and never nought', () => {
    const block = document.annex.find(({ metricId }) => metricId === metrics.at(-1)?.id);
    expect(block?.value).toEqual([language === 'nl' ? 'er is niets gemeten' : 'nothing was measured']);
    expect(block?.verdict.kind).toBe('unknown');
    const gated = document.annex.find(({ metricId }) => metricId === metrics[7]?.id);
    expect(gated?.value).toEqual([
      language === 'nl' ? 'achtergehouden: de invoer is niet goed genoeg' : 'held back: the inputs are not good enough',
    ]);
    const gap = document.annex.find(({ metricId }) => metricId === metrics[4]?.id);
    expect(gap?.chart.points.some(({ value }) => value === null)).toBe(true);
    expect(gap?.chart.points.some(({ value }) => value === 0)).toBe(false);
  });

  test('as HTML has every mark, every row, its language, and no script, no colour and nothing from elsewhere', () => {
    const html = renderReportHtml(edition(document));
    for (const { mark } of document.register) expect(html).toContain(`id="r${mark}"`);
    for (const { figure, mark } of figuresOf(document)) {
      expect(html).toContain(figure.replace('>', '&gt;'));
      expect(html).toContain(`<a class="mark" href="#r${mark}">${mark}</a>`);
    }
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
    expect(html).not.toMatch(/<script|<link|<img|https?:\/\/(?!www\.w3)|url\(/);
    expect(html).toContain('Ziekenhuis &lt;Noord&gt; &amp; Zuid Łódź');
    const greys = [...html.matchAll(/(?:fill|stroke)="#([0-9a-f]{6})"/g)].map(([, colour = '']) => colour);
    // Ink, and greys between black and white: nothing else draws.
    expect(new Set(greys.filter((colour) => colour !== '17212b' && new Set(colour.match(/../g)).size > 1))).toEqual(new Set());
  });

  test('tells each verdict by a shape and in words', () => {
    const annex = verdictKinds.map((kind, place) => ({
      ...blockAt(document, place),
      verdict: { kind, text: `said-${kind}` },
    }));
    const html = renderReportHtml(edition({ ...document, annex }));
    const shapes = verdictKinds.map((kind) => {
      const at = html.indexOf(`</svg>said-${kind}</p>`);
      expect(at, kind).toBeGreaterThan(0);
      return html.slice(html.lastIndexOf('<path', at), at);
    });
    // A dash for all of which nothing is said; everything that is said has a shape of its own.
    const dashes = new Set(['too-early', 'not-judged', 'unknown']);
    expect(new Set(shapes).size).toBe(verdictKinds.length - dashes.size + 1);
    expect(new Set(shapes.filter((_, place) => dashes.has(verdictKinds[place] ?? ''))).size).toBe(1);
  });

  test('draws a signal by the shape of its reading, and a period that still runs hollow', () => {
    const chart = blockAt(document, 0).chart;
    const drawn = (['better', 'worse', 'neutral'] as const).map((reading) =>
      JSON.stringify(drawChart({ ...chart, signals: [{ index: 3, reading }] }, 240, 58).shapes),
    );
    expect(new Set(drawn).size).toBe(3);
    const running = { ...chart, points: chart.points.map((point, index) => ({ ...point, running: index === chart.points.length - 1 })) };
    const looks = (drawing: ReturnType<typeof drawChart>) => drawing.shapes.map(({ look }) => look);
    expect(looks(drawChart(running, 240, 58))).toContain('hollow');
    expect(looks(drawChart(chart, 240, 58))).not.toContain('hollow');
  });
});

test('both languages say the same figures of the same things', () => {
  const [en, nl] = languages.map((language) => buildReport(sampleInput(language)));
  const said = (document: ReportDocument | undefined) =>
    document?.register
      .filter(({ origin }) => origin === 'measurement')
      .map(({ key, numerator, denominator }) => ({ key, numerator, denominator }));
  expect(said(nl)).toEqual(said(en));
  expect(nl?.register.length).toBe(en?.register.length);
});

test('the same input gives the same document, and its digest does not hang on the order of members', () => {
  const document = buildReport(sampleInput('en'));
  expect(canonicalText(buildReport(sampleInput('en')))).toBe(canonicalText(document));
  const turned = Object.fromEntries(Object.entries(document).toReversed());
  expect(canonicalText(turned)).toBe(canonicalText(document));
});

test('a later revision says which figures changed, and only those', () => {
  const input = sampleInput('en');
  const before = buildReport(input);
  expect(compareReports(before, before)).toEqual([]);
  const signs = input.signs.map((sign, place) => {
    if (place !== 0 || sign.newest?.measurement.state !== 'measured') return sign;
    return { ...sign, newest: { ...sign.newest, measurement: { ...sign.newest.measurement, value: 0.25, numerator: 300 } } };
  });
  const changes = compareReports(before, buildReport({ ...input, signs }));
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({ after: '25.0\u00a0% (300/1200)' });
  expect(changes[0]?.before).not.toBe(changes[0]?.after);
  const html = renderReportHtml(edition(buildReport({ ...input, signs }), { revision: 2, changes }));
  expect(html).toContain('300/1200');
});

test('made on another day it is the same report, whatever is to be done next by then; with another figure, word or file it is not', () => {
  const input = sampleInput('en');
  const document = buildReport(input);
  const later = buildReport({ ...input, today: '2026-12-02' as Day, next: input.next.slice(1) });
  expect(later.register.at(-1)?.mark).not.toBe(document.register.at(-1)?.mark);
  expect(saysTheSame(document, later)).toBe(true);
  expect(saysTheSame(document, buildReport({ ...input, files: input.files.slice(1) }))).toBe(false);
  expect(saysTheSame(document, buildReport({ ...input, organisation: 'Another' }))).toBe(false);
  expect(saysTheSame(document, buildReport({ ...input, closing: null }))).toBe(false);
  expect(saysTheSame(document, buildReport({ ...input, signs: input.signs.slice(0, -1) }))).toBe(false);
});

test('a figure that is no longer in the report is said to be gone', () => {
  const input = sampleInput('en');
  const changes = compareReports(buildReport(input), buildReport({ ...input, next: [] }));
  expect(changes.map(({ after, mark }) => [after, mark])).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
});

describe.each(languages)('the index and the half-life in %s', (language) => {
  const input = sampleInput(language);
  const document = buildReport(input);

  test('the index stands on the page with its band and what it rests on, each in the register with files and revision', () => {
    const { index } = document.page;
    invariant(index != null && input.index?.index != null, 'the sample has an index');
    const marks = [...index.value, ...index.band, ...index.coverage, ...index.domains.flatMap(({ value, band }) => [...value, ...band])];
    const rows = marks.flatMap((run) =>
      typeof run !== 'string' && 'mark' in run ? [document.register.find(({ mark }) => mark === run.mark)] : [],
    );
    expect(rows.length).toBeGreaterThanOrEqual(8);
    for (const row of rows) {
      expect(row).toMatchObject({ origin: 'report', day: input.day, computedAt: '2026-11-01T01:10:32.000Z' });
    }
    // What is published of people rests on no file that is kept.
    const [ofPeople, ofRecords] = [2, 0].map((place) => index.domains[place]?.value ?? []);
    const sourcesOf = (text: typeof ofPeople) =>
      (text ?? []).map((run) =>
        typeof run !== 'string' && 'mark' in run ? document.register.find(({ mark }) => mark === run.mark)?.sources.length : 0,
      );
    expect([sourcesOf(ofPeople), rows[0]?.sources.length === 0, sourcesOf(ofRecords)[0] === 0]).toEqual([[0], false, false]);
    // Of the third metric, which is about assets, a day was corrected twice.
    expect(rows[0]?.revision).toBe(3);
    expect(rows.at(-1)?.revision).toBe(1);
    expect(rows[0]?.printed).toEqual([input.index.index.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })]);
    expect(index.scale).toEqual({ value: input.index.index, ...input.index.band });
  });

  test('without an index the page says why, and shows no figure for it', () => {
    const [first, ...rest] = input.index?.domains ?? [];
    invariant(first !== undefined && input.index !== null, 'the sample has domains');
    const without = buildReport({
      ...input,
      index: { ...input.index, index: null, band: null, domains: [{ ...first, score: null, band: null }, ...rest] },
    });
    expect(without.page.index).toMatchObject({ value: [], band: [], scale: null });
    expect(without.page.index?.missing).toMatch(language === 'nl' ? /^Geen index/ : /^No index/);
    expect(renderReportHtml(edition(without))).toContain(without.page.index?.missing ?? 'nothing');
  });

  test('a half-life that is not reached is printed, drawn and remarked on as a bound, with the other figures of its curve beside it', () => {
    const block = document.annex.find(({ metricId }) => metricId === 'VUL-04');
    invariant(block !== undefined, 'VUL-04 is in the annex');
    const printed = (text: RichText) =>
      text.map((run) => (typeof run === 'string' ? run : 'label' in run ? run.label : run.figure)).join('');
    expect(printed(block.value)).toMatch(/^>.121.(days|dagen)$/);
    expect(block.series[0]?.remark).not.toBe('');
    expect(block.chart.points.at(-1)?.isAtLeast).toBe(true);
    const beside = printed(block.lines[0]?.text ?? []);
    for (const part of [
      `${language === 'nl' ? 'Binnen 30 dagen gesloten' : 'Closed within 30 days'}, 1 − S(30) 40`,
      '1 − S(90) 50',
      '803',
      '804',
    ])
      expect(beside).toContain(part);
    const arrows = drawChart(block.chart, 300, 92).shapes.filter((shape) => shape.kind === 'fill' && shape.look === 'hollow');
    expect(arrows).toHaveLength(2);
  });
});
