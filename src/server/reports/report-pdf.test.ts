/** The PDF read back: the same figures as its register, in both languages, on one page and its annex. */
import { describe, expect, test } from 'vitest';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { buildReport } from '#core/reports/build-report.ts';
import { closingWords } from '#core/reports/closing-words.ts';
import { registerGroups } from '#core/reports/edition-line.ts';
import type { ReportDocument, ReportEdition, RichText } from '#core/reports/report-document.ts';
import { peopleHalfWords } from '#core/reports/people-half-words.ts';
import { reportWords } from '#core/reports/report-words.ts';
import { sampleInput } from '../../../test/support/sample-report.ts';
import { digestOf } from './make-report.ts';
import { renderReportPdf } from './report-pdf.ts';

const editionOf = (document: ReportDocument, changes: Partial<ReportEdition> = {}): ReportEdition => ({
  id: '018f0000-0000-7000-8000-000000000000',
  language: document.language,
  period: document.period,
  day: document.day,
  revision: 1,
  madeAt: '2026-11-22T10:00:00.000Z',
  madeBy: 'A. Tester',
  digest: digestOf(document),
  changes: [],
  document,
  ...changes,
});

/** Text without any white space: where a line ends is the writer's, what it says is the report's. */
const bare = (text: string) => text.replaceAll(/\s/gu, '');
const runsOf = (text: RichText) => text.map((run) => (typeof run === 'string' ? run : 'label' in run ? run.label : run.figure));
const plain = (text: RichText) => runsOf(text).join('');

async function readPdf(bytes: Uint8Array) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(bare(items.map((item) => ('str' in item ? item.str : '')).join('')));
  }
  const { info } = await pdf.getMetadata();
  return { pdf, pages, info: info as Readonly<Record<string, unknown>> };
}

describe.each(['en', 'nl'] as const)('a PDF in %s', (language) => {
  const document = buildReport(sampleInput(language));
  const words = reportWords[language];

  test('says on paper what was not read in time, and why, where the curve would stand', async () => {
    const slow = buildReport(sampleInput(language, { closing: 'too-slow' }));
    const text = (await readPdf(await renderReportPdf(editionOf(slow)))).pages.join('');
    const { title, notKnown, tooSlow, legend } = closingWords[language];
    expect(text).toContain(bare(title + notKnown + tooSlow));
    expect(text).not.toContain(bare(legend));
  });

  test('has the page on its first sheet, whole, then the half about people, and the annex after it', async () => {
    const { pages } = await readPdf(await renderReportPdf(editionOf(document)));
    const [first = '', second = ''] = pages;
    const annexAt = pages.findIndex((page) => page.startsWith(bare(words.head.annex)));
    for (const { title, verdict, value } of document.page.signs)
      for (const text of [title, verdict.text, plain(value)]) expect(first).toContain(bare(text));
    for (const heading of [words.title, words.head.signs, words.head.next, words.head.unknown]) expect(first).toContain(bare(heading));
    expect(first).toContain(bare(document.organisation));
    expect(first).not.toContain(bare(words.head.annex));
    expect(second.startsWith(bare(peopleHalfWords[language].title))).toBe(true);
    expect(annexAt).toBeGreaterThan(1);
    const people = pages.slice(1, annexAt).join('');
    for (const { title, lines, value } of document.people?.signs ?? [])
      for (const text of [title, plain(value), ...lines.flatMap((line) => [line.title, ...runsOf(line.text)])])
        expect(people).toContain(bare(text));
    for (const { name, verdict, effect } of document.people?.campaigns ?? [])
      for (const text of [name, verdict.text, ...runsOf(effect)]) expect(people).toContain(bare(text));
    pages.forEach((page, place) =>
      expect(page).toContain(bare(`${words.head.pageOf[0]} ${place + 1} ${words.head.pageOf[1]} ${pages.length}`)),
    );
  });

  test('prints every figure of the register, with its number, and every row', async () => {
    const edition = editionOf(document);
    const { pages } = await readPdf(await renderReportPdf(edition));
    const whole = pages.join('');
    for (const { mark, printed } of document.register) {
      for (const text of printed) expect(whole, text).toContain(bare(text));
      // Of figures in a row that have the same number, the last one carries it.
      expect(
        printed.some((text) => whole.includes(`${bare(text)}${mark}`)),
        String(mark),
      ).toBe(true);
    }
    for (const { rows } of registerGroups(edition))
      for (const row of rows) expect(whole).toContain(bare(`${row.mark}${row.printed}${row.counts}${row.day}${row.from}${row.computed}`));
  });

  test('says its title, its language and that it is tagged, for whoever has it read out', async () => {
    const { pdf, info } = await readPdf(await renderReportPdf(editionOf(document)));
    expect(info).toMatchObject({ Language: language, IsAcroFormPresent: false });
    expect(info['Title']).toContain(document.organisation);
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    for (const role of ['H1', 'H2', 'H3', 'Figure']) expect(tree).toContain(`"role":"${role}"`);
    expect(tree).toContain(
      JSON.stringify(words.head.chart(document.page.signs[0]?.title ?? '', 'Nov 2025', language === 'nl' ? 'okt 2026' : 'Oct 2026')).slice(
        1,
        12,
      ),
    );
  });

  test('is the same file for the same report, byte for byte, and another for another', async () => {
    const edition = editionOf(document);
    const [one, two, other] = await Promise.all([
      renderReportPdf(edition),
      renderReportPdf(edition),
      renderReportPdf({ ...edition, revision: 2 }),
    ]);
    expect(Buffer.compare(one, two)).toBe(0);
    expect(Buffer.compare(one, other)).not.toBe(0);
  });

  test('shows no question mark for a letter: every one of the catalogue is in a font', async () => {
    const { pages } = await readPdf(await renderReportPdf(editionOf(document)));
    const said = bare(JSON.stringify(document)).split('?').length - 1;
    // Questions are asked on the page and in the annex, never more often than the document does.
    expect(pages.join('').split('?').length - 1).toBeLessThanOrEqual(said);
    expect(pages.join('')).toContain('Łódź');
  });
});

test('what changed since the revision before stands in it', async () => {
  const document = buildReport(sampleInput('en'));
  const change = {
    key: 'k',
    mark: 7,
    what: 'AST-01 Registered and seen, 2026-10-31',
    before: '59.1 % (709/1200)',
    after: '60.9 % (731/1200)',
  };
  const { pages } = await readPdf(await renderReportPdf(editionOf(document, { revision: 2, changes: [change] })));
  for (const text of [change.what, change.before, change.after]) expect(pages.join('')).toContain(bare(text));
});
