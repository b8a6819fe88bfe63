/** The half of a report about people, in both languages. */
import { describe, expect, test } from 'vitest';
import { samplePeople, sampleInput } from '../../../test/support/sample-report.ts';
import { invariant } from '../kernel/invariant.ts';
import { isPublished } from '../metrics/define-metric.ts';
import { buildReport } from './build-report.ts';
import type { ReportPeople, RichText } from './report-document.ts';
import { renderReportHtml } from './render-html.ts';

const plain = (text: RichText) => text.map((run) => (typeof run === 'string' ? run : 'label' in run ? run.label : run.figure)).join('');
function peopleOf(document: ReturnType<typeof buildReport>): ReportPeople {
  invariant(document.people != null, 'the sample has people');
  return document.people;
}

describe.each(['en', 'nl'] as const)('the half about people in %s', (language) => {
  const document = buildReport(sampleInput(language));
  const people = peopleOf(document);

  test('leads with what people do, and with no training', () => {
    expect(people.signs.map(({ metricId }) => metricId)).toEqual(['AWR-05', 'AWR-07', 'AWR-10', 'AWR-13']);
    expect(people.activity.map(({ title }) => title)).toEqual(
      language === 'nl'
        ? ['Trainingsdekking', 'Nieuwe medewerkers getraind binnen dertig dagen', 'Functiegerichte training', 'Dekking van ambassadeurs']
        : ['Training coverage', 'New starters trained within thirty days', 'Role-specific training', 'Ambassador coverage'],
    );
    for (const { value, counts, verdict } of people.signs) {
      expect([value.length, counts.length]).not.toContain(0);
      expect(verdict.text).not.toBe('');
    }
  });

  test('says beside the adjusted click rate what machines make of it, of the newest test', () => {
    const adjusted = people.signs.find(({ metricId }) => metricId === 'AWR-10');
    const machines = plain(adjusted?.lines.at(-1)?.text ?? []);
    expect(machines).toMatch(
      language === 'nl' ? /zelf geklikt .+ zoals het hulpmiddel telt / : /clicked themselves .+ as the tool counts /,
    );
  });

  test('says of a campaign its effect with the interval, what it is held against, and what has to be true for it', () => {
    const [running, known, unknown] = people.campaigns;
    invariant(running !== undefined && known !== undefined && unknown !== undefined, 'the sample has three');
    expect([running.effect, unknown.effect]).toEqual([[], []]);
    expect(plain(known.effect)).toContain(
      language === 'nl' ? '+7,2\u00a0procentpunt, interval +0,8 … +13,5' : '+7.2\u00a0percentage points, interval +0.8 … +13.5',
    );
    expect(plain(known.details[0] ?? [])).toContain(language === 'nl' ? '48,1\u00a0% (312 van 649)' : '48.1\u00a0% (312 of 649)');
    expect(known.verdict.kind).toBe('improving');
    expect([running.verdict.kind, unknown.verdict.kind]).toEqual(['unknown', 'unknown']);
    expect(people.assumptions).toHaveLength(1);
  });

  test('says how many groups are hidden, and for which reason', () => {
    expect(plain(people.hidden[0]?.sides[0] ?? [])).toBe(
      language === 'nl'
        ? 'Afdelingen, kleine samengevoegd: 34 getoond, 2 verborgen (minder dan tien mensen), 1 verborgen (zou anderen verraden)'
        : 'Departments, small ones merged: 34 shown, 2 hidden (fewer than ten people), 1 hidden (would give others away)',
    );
  });

  test('gives every figure of a campaign and of hidden groups its publication, its revision and when it was computed', () => {
    const rows = document.register.filter(({ key }) => /^(?:campaign|phishing) /.test(key));
    expect(rows).toHaveLength(7 + 4);
    for (const row of rows) {
      expect(row.note, row.key).toMatch(/behaviour c-1|phishing t-9/);
      expect([row.revision, row.computedAt === null, row.origin], row.key).toEqual([1, false, 'published']);
    }
  });

  test('as HTML stands between the page and the annex, escaped', () => {
    const html = renderReportHtml({
      id: 'r',
      language,
      period: document.period,
      day: document.day,
      revision: 1,
      madeAt: '2026-11-22T10:00:00.000Z',
      madeBy: null,
      digest: 'ab'.repeat(32),
      changes: [],
      document,
    });
    const [page, half, annex] = ['class="page"', 'class="people"', 'class="annex"'].map((mark) => html.indexOf(mark));
    expect([page, half, annex].toSorted((a = 0, b = 0) => a - b)).toEqual([page, half, annex]);
    expect(page).toBeGreaterThan(0);
    expect(html).toContain('Knop &lt;B&gt;');
  });
});

test('where nothing was ever published of people there is no such half, and its metrics stand among what is not known', () => {
  const input = sampleInput('en');
  const signs = input.signs.map((sign) => (isPublished(sign.metric) ? { ...sign, newest: null, beside: [] } : sign));
  const document = buildReport({ ...input, signs, people: { ...samplePeople('en'), campaigns: [], hidden: [] } });
  expect(document.people).toBeNull();
  expect(document.page.unknown.flatMap(({ metrics }) => metrics)).toContain('Report rate');
});

test('a questionnaire that was never published is said to be missing, and no training is said to be none', () => {
  const input = sampleInput('en');
  const silent = new Set(['AWR-01', 'AWR-01b', 'AWR-02', 'AWR-11', 'AWR-12', 'AWR-16']);
  const signs = input.signs.map((sign) => (silent.has(sign.metric.id) ? { ...sign, newest: null, beside: [] } : sign));
  const people = peopleOf(buildReport({ ...input, signs, people: { campaigns: [], assumptions: ['x'], hidden: [] } }));
  expect([people.scores, people.activity, people.campaigns, people.assumptions, people.hidden]).toEqual([[], [], [], [], []]);
});
