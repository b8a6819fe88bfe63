/**
 * A report as PDF: one page for the board, then the annex. The same document as the HTML, set for A4 in ink and grey, with text
 * that can be selected, searched and read out. The same edition gives the same bytes.
 */
import { editionLine } from '#core/reports/edition-line.ts';
import type { ReportEdition, ReportSign, RichText } from '#core/reports/report-document.ts';
import { reportWords, type ReportWords } from '#core/reports/report-words.ts';
import { drawAnnex } from './pdf-annex.ts';
import { cardGap, cardOf, drawRow, rowHeight, rowsOfCards, type Card } from './pdf-card.ts';
import { drawClosing } from './pdf-closing.ts';
import { drawIndex } from './pdf-index.ts';
import { drawPeople } from './pdf-people.ts';
import { drawRegister } from './pdf-register.ts';
import { bottom, contentWidth, marginTop, marginX, PdfSheet } from './pdf-sheet.ts';

export async function renderReportPdf(edition: ReportEdition): Promise<Uint8Array> {
  const { document } = edition;
  const words = reportWords[document.language];
  const sheet = new PdfSheet({
    title: `${words.title}, ${document.organisation}, ${document.periodText}`,
    author: document.organisation,
    language: document.language,
    madeAt: new Date(edition.madeAt),
  });
  drawPage(sheet, edition, words);
  if (document.people != null) await drawPeople(sheet, document.people, document.language);
  sheet.newPage();
  await drawAnnex(sheet, document.annex, words);
  await drawClosing(sheet, document);
  await drawRegister(sheet, edition, words);
  const [page, of] = words.head.pageOf;
  const foot = `${document.organisation}, ${document.periodText}  ·  ${editionLine(edition)}`;
  return sheet.finish(foot, (number, pages) => `${page} ${number} ${of} ${pages}`);
}

const columns = 3;
const cardWidth = (contentWidth - (columns - 1) * cardGap) / columns;

function drawPage(sheet: PdfSheet, { document }: ReportEdition, words: ReportWords): void {
  const { page } = document;
  drawHead(sheet, document, words);
  sheet.write(page.lead, { size: 10.2 }, 'P', 9);
  drawIndex(sheet, document);
  const top = sheet.y;
  // Whatever there is to say fits one page: where it is much, it is set tighter.
  const scale =
    [1.16, 1.1, 1.05, 1, 0.94, 0.88, 0.82, 0.76].find(
      (one) => top + signsHeight(sheet, page.signs, words, one) + columnsHeight(sheet, document, words, one) <= bottom,
    ) ?? 0.72;
  drawSigns(sheet, page.signs, words, scale);
  if (page.others !== null) sheet.write(page.others, { size: 8 * scale, grey: 0.3 }, 'P', 2);
  sheet.y += 9 * scale;
  drawColumns(sheet, document, words, scale);
}

function drawHead(sheet: PdfSheet, document: ReportEdition['document'], words: ReportWords): void {
  const right = { align: 'right', size: 10 } as const;
  sheet.put(sheet.set([words.title], contentWidth * 0.62, { size: 18, isBold: true }), marginX, marginTop, 'H1');
  sheet.put(sheet.set([{ label: document.organisation }], contentWidth * 0.62, { size: 10, grey: 0.3 }), marginX, marginTop + 25);
  const half = contentWidth * 0.36;
  const x = marginX + contentWidth - half;
  sheet.put(sheet.set([{ label: document.periodText }], half, { ...right, size: 12, isBold: true }), x, marginTop + 6);
  sheet.put(sheet.set([{ label: document.dayText }], half, { ...right, grey: 0.3 }), x, marginTop + 25);
  sheet.rule(marginX, marginTop + 43, contentWidth, { weight: 1, level: 0.08 });
  sheet.y = marginTop + 52;
}

function signRows(sheet: PdfSheet, signs: readonly ReportSign[], words: ReportWords, scale: number): readonly (readonly Card[])[] {
  return rowsOfCards(
    signs.map((sign) => cardOf(sheet, sign, words, { width: cardWidth, scale })),
    columns,
  );
}

function signsHeight(sheet: PdfSheet, signs: readonly ReportSign[], words: ReportWords, scale: number): number {
  return 18 + signRows(sheet, signs, words, scale).reduce((sum, row) => sum + rowHeight(row) + cardGap, 0) + 20 * scale;
}

function drawSigns(sheet: PdfSheet, signs: readonly ReportSign[], words: ReportWords, scale: number): void {
  if (signs.length === 0) return;
  sheet.write([words.head.signs], { size: 11, isBold: true }, 'H2', 3);
  for (const row of signRows(sheet, signs, words, scale)) drawRow(sheet, row, marginX, words);
}

/** What to do next beside what is not known. */
function columnTexts(sheet: PdfSheet, { page }: ReportEdition['document'], words: ReportWords, scale: number) {
  const width = (contentWidth - 18) / 2;
  const head = { size: 11 * scale, isBold: true } as const;
  const body = { size: 8.8 * scale } as const;
  const small = { size: 7.6 * scale, grey: 0.3 } as const;
  const entry = (text: RichText, look: Parameters<PdfSheet['set']>[2], kind = 'P', after = 0) => ({
    text: sheet.set(text, width, look),
    kind,
    after,
  });
  const next = [
    entry([words.head.next], head, 'H2', 1),
    entry([{ label: `${words.asOf} ${page.nextDayText}` }], small, 'P', 3),
    ...(page.next.length === 0 ? [entry([words.head.nothingNext], body)] : []),
    ...page.next.flatMap(({ title, detail }) => [entry(title, body), entry(detail, small, 'P', 4)]),
  ];
  const unknown = [
    entry([words.head.unknown], head, 'H2', 4),
    ...(page.unknown.length === 0 ? [entry([words.head.nothingUnknown], body)] : []),
    ...page.unknown.flatMap(({ why, metrics }) => [entry([{ label: metrics.join(', ') }], body), entry([{ label: why }], small, 'P', 4)]),
  ];
  return [next, unknown] as const;
}

function columnsHeight(sheet: PdfSheet, document: ReportEdition['document'], words: ReportWords, scale: number): number {
  const heights = columnTexts(sheet, document, words, scale).map((column) =>
    column.reduce((sum, { text, after }) => sum + text.height + after, 0),
  );
  return Math.max(...heights) + 9 * scale;
}

function drawColumns(sheet: PdfSheet, document: ReportEdition['document'], words: ReportWords, scale: number): void {
  const top = sheet.y;
  columnTexts(sheet, document, words, scale).forEach((column, place) => {
    let y = top;
    for (const { text, kind, after } of column) {
      sheet.put(text, marginX + place * ((contentWidth + 18) / 2), y, kind);
      y += text.height + after;
    }
    sheet.y = Math.max(sheet.y, y);
  });
}
