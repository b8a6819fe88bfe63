/** The curve of a report says what rules 4.4 work out by hand, in both languages, and draws it in greys. */
import { describe, expect, test } from 'vitest';
import { invariant } from '../kernel/invariant.ts';
import type { Spell } from '../statistics/survival.ts';
import { sampleClosing, sampleInput } from '../../../test/support/sample-report.ts';
import { buildReport } from './build-report.ts';
import { drawSurvival } from './draw-survival.ts';
import { renderReportHtml } from './render-html.ts';
import type { RichText } from './report-document.ts';

const languages = ['en', 'nl'] as const;
const plain = (text: RichText) =>
  text
    .map((run) => (typeof run === 'string' ? run : 'label' in run ? run.label : run.figure))
    .join('')
    .replaceAll('\u00a0', ' ');
const input = sampleInput('en');
const critical = sampleClosing().groups[0];
invariant(critical !== undefined, 'the sample has critical findings');

/** The same report over other findings. */
function blockOf(spells: readonly Spell[]) {
  const closing = { sinceOn: input.day, whole: { spells, filter: 'f' }, groups: [] };
  const document = buildReport({ ...input, signs: [], index: null, closing });
  invariant(document.closing != null, 'there are findings');
  return { block: document.closing, document };
}
const lived = (leftAge: number, isClosed: boolean, count = 1, enteredAge: number | null = 0): Spell => ({
  enteredAge,
  leftAge,
  isClosed,
  count,
});

test('of the worked example half are closed after 90 days, and the shares left open are those of the rules', () => {
  const { block } = blockOf(critical.spells);
  expect(plain(block.value)).toBe('90 days');
  expect(plain(block.counts)).toBe('interval 5–… days, 10 findings followed, 5 closed');
  // The lower end of the interval is below one half from day 5 on (docs/statistics.md). S(20) holds up to day 40 and S(90) to the end; before the day of an age 6, 3 and 1 were followed.
  expect(block.ages.map(({ age, open, atRisk }) => [age, plain(open), plain(atRisk)])).toEqual([
    ['30\u00a0days', '68.6 %', '6'],
    ['90\u00a0days', '36.6 %', '3'],
    ['180\u00a0days', '36.6 %', '1'],
  ]);
  expect(plain(block.ages[1]?.interval ?? [])).toBe('6.4–69.2 %');
  expect(block.curve).toMatchObject({ lastAge: 200, halfAge: 90 });
  expect(block.curve?.steps.map(({ age, open }) => [age, open])).toEqual([
    [5, 0.9],
    [10, 0.8],
    [20, 0.6857],
    [40, 0.5486],
    [90, 0.3657],
  ]);
});

test('a half that is not reached is a bound, and one within the first day is said in words', () => {
  const { block } = blockOf([lived(50, true), lived(70, false, 3)]);
  expect(plain(block.value)).toBe('> 70 days');
  expect(block.curve?.halfAge).toBeNull();
  expect(plain(blockOf([lived(0, true, 3), lived(9, false)]).block.value)).toBe('less than a day');
});

test('what came late and what is left out is told with its number; nothing told of either where there is none', () => {
  const { block } = blockOf([lived(10, true, 4), lived(30, true, 2, 5), lived(400, false, 7, null)]);
  expect(block.notes.map(plain)).toEqual([
    'Of these 2 were open before the year began; they count from the age they had then.',
    'Left out: 7 findings that were there at the first scan. When they began nobody knows.',
  ]);
  expect(blockOf(critical.spells).block.notes).toEqual([]);
});

test('where nobody is followed any more the curve ends and says so, although others came later', () => {
  const { block } = blockOf([lived(10, true, 4), lived(12, false), lived(80, true, 2, 40)]);
  expect(block.curve).toMatchObject({ lastAge: 12, halfAge: 10 });
  expect(block.notes.map(plain)).toContain(
    'The curve ends where no finding was followed any more, although others came later: after 12 days.',
  );
  expect(block.ages).toEqual([]);
});

test('where all that are left are closed at once and others come later, number, table and line all stop before it', () => {
  const { block } = blockOf([lived(30, true, 4), lived(80, true, 2, 40)]);
  expect(plain(block.value)).toBe('> 30 days');
  expect(block.ages).toEqual([]);
  expect(block.curve).toEqual({ lastAge: 30, halfAge: null, steps: [] });
});

test('where all were there at the first scan nothing is said of time, and nothing is drawn', () => {
  const { block, document } = blockOf([lived(400, false, 7, null)]);
  expect(plain(block.value)).toBe('Nothing was opened since the first scan, so nothing can be said yet.');
  expect([block.curve, block.ages, block.counts]).toEqual([null, [], []]);
  expect(renderReportHtml({ ...editionOf(document) })).toContain('nothing can be said yet');
});

test('without findings there is no such part', () => {
  const document = buildReport({ ...input, signs: [], index: null, closing: null });
  expect(document.closing).toBeNull();
  expect(renderReportHtml(editionOf(document))).not.toContain('id="closing"');
});

test.each(languages)('what could not be read in time is not known, with the reason, and has no figure and no line (%s)', (language) => {
  const document = buildReport({ ...sampleInput(language), closing: 'too-slow' });
  invariant(document.closing != null, 'it is said');
  expect(plain(document.closing.value)).toBe(language === 'nl' ? 'Niet bekend' : 'Not known');
  const [reason] = document.closing.notes.map(plain);
  expect(reason).toContain(language === 'nl' ? 'langer dan een rapport wacht' : 'longer than a report waits');
  expect(document.register.filter(({ key }) => key.startsWith('closing '))).toEqual([]);
  const section = renderReportHtml(editionOf(document)).match(/aria-labelledby="closing">[\s\S]*?<\/section>/)?.[0];
  expect(section).toContain(reason);
  expect(section).not.toContain('<svg');
});

const editionOf = (document: ReturnType<typeof buildReport>) => ({
  id: '018f0000-0000-7000-8000-000000000000',
  language: document.language,
  period: document.period,
  day: document.day,
  revision: 1,
  madeAt: '2026-11-22T10:00:00.000Z',
  madeBy: null,
  digest: 'ab'.repeat(32),
  changes: [],
  document,
});

describe.each(languages)('in %s', (language) => {
  const document = buildReport(sampleInput(language));

  test('all together come first, then each severity, every figure with days, counts, files and filter in the register', () => {
    const names = document.closing?.groups.map(({ name }) => name);
    expect(names).toEqual(language === 'nl' ? ['alles samen', 'kritiek', 'hoog'] : ['all together', 'critical', 'high']);
    const row = document.register.find(({ key }) => key === `closing critical half ${input.day}`);
    expect(row).toMatchObject({ origin: 'records', fromOn: '2025-10-31', day: input.day, numerator: 5, denominator: 10 });
    expect(row?.note).toBe('eq(severity,critical)');
    expect(row?.sources.length).toBeGreaterThan(0);
  });

  test('HTML has the curve with a name, its axis in words and its tables', () => {
    const html = renderReportHtml(editionOf(document));
    expect(html).toContain(
      language === 'nl' ? 'aria-label="Deel van de bevindingen dat nog openstaat' : 'aria-label="Share of findings still open',
    );
    expect(html).toContain(language === 'nl' ? '>dagen sinds de opening</text>' : '>days since it was opened</text>');
    expect(html.match(/<section class="annex" aria-labelledby="closing">[\s\S]*?<\/section>/)?.[0].match(/<table>/g)).toHaveLength(2);
  });
});

test('the line steps down at each closing and ends where following ends; the words of the axis keep apart', () => {
  const { block } = blockOf(critical.spells);
  invariant(block.curve !== null, 'there is a curve');
  const { shapes, texts, width } = drawSurvival(block.curve, { width: 400, height: 190, axis: 'days' });
  const line = shapes.find((shape) => shape.kind === 'stroke' && shape.look === 'line')?.path ?? '';
  expect(line.match(/L/g)).toHaveLength(11);
  expect(Number(line.split('L').at(-1)?.split(' ')[0])).toBe(width - 8);
  expect(texts.filter(({ at }) => at === 'middle').map(({ text }) => text)).toEqual(['0', '30', '90', '180']);
  const long = drawSurvival({ ...block.curve, lastAge: 3000 }, { width: 200, height: 100, axis: 'days' });
  const ticks = long.texts.filter(({ at }) => at === 'middle').map(({ x }) => x);
  expect(ticks.length).toBeGreaterThan(2);
  ticks.slice(1).forEach((x, place) => expect(x - (ticks[place] ?? 0)).toBeGreaterThanOrEqual(22));
});
