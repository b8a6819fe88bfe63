/** How long findings stay open, on paper: the curve beside its figures by age, and the groups beneath. Never cut in two. */
import { closingWords, type ClosingWords } from '#core/reports/closing-words.ts';
import { drawSurvival } from '#core/reports/draw-survival.ts';
import { firstMark } from '#core/reports/edition-line.ts';
import type { ReportClosing, ReportDocument, RichText } from '#core/reports/report-document.ts';
import { contentWidth, marginX, type PdfSheet, type SetText } from './pdf-sheet.ts';
import { drawTable, type Column, type TableRow } from './pdf-table.ts';

const leftWidth = contentWidth * 0.44;
const rightX = marginX + contentWidth * 0.48;
const rightWidth = contentWidth * 0.52;
const chartHeight = 150;
const size = 7.2;
const rowHeight = size * 1.55;
const textSize = 6.6;

export async function drawClosing(sheet: PdfSheet, { closing, language }: ReportDocument): Promise<void> {
  if (closing == null) return;
  const words = closingWords[language];
  const legend = sheet.set([words.legend], rightWidth, { size, grey: 0.3 });
  const left = leftTexts(sheet, closing);
  const chart = closing.curve === null ? 0 : chartHeight + 4 + legend.height;
  const ages = closing.ages.length === 0 ? 0 : (closing.ages.length + 1) * rowHeight + 6;
  const groups = closing.groups.length < 2 ? 0 : (closing.groups.length + 1) * rowHeight + 8;
  const beside = Math.max(chart, left.reduce((sum, { height }) => sum + height + 2, 0) + ages);
  sheet.room(24 + beside + groups + 10);
  sheet.write([words.title], { size: 12, isBold: true }, 'H2', 3);
  const top = sheet.y;
  for (const text of left) {
    sheet.put(text, marginX, sheet.y);
    sheet.y += text.height + 2;
  }
  if (ages > 0) await drawAges(sheet, closing, words);
  const end = sheet.y;
  if (closing.curve !== null) {
    drawCurve(sheet, closing.curve, words, top);
    sheet.put(legend, rightX, top + chartHeight + 4);
  }
  sheet.y = Math.max(end, top + chart) + 8;
  if (groups > 0) await drawGroups(sheet, closing, words);
  sheet.y += 10;
}

function leftTexts(sheet: PdfSheet, { lead, value, counts, notes }: ReportClosing): readonly SetText[] {
  const set = (text: RichText, look: Parameters<PdfSheet['set']>[2]) => sheet.set(text, leftWidth, look);
  return [
    ...(lead.length === 0 ? [] : [set(lead, { size: 8.4 })]),
    set(value, { size: 14, lineHeight: 1.25 }),
    ...(counts.length === 0 ? [] : [set(counts, { size: 7.4, grey: 0.3 })]),
    ...notes.map((note) => set(note, { size: 7.4, grey: 0.18 })),
  ];
}

function drawCurve(sheet: PdfSheet, curve: NonNullable<ReportClosing['curve']>, words: ClosingWords, top: number): void {
  const { shapes, texts } = drawSurvival(curve, { width: rightWidth, height: chartHeight, axis: words.axis });
  sheet.tag('Figure', () => sheet.draw(shapes, rightX, top), words.alt);
  for (const { x, y, text, at } of texts) {
    const set = sheet.set([{ label: text }], rightWidth, { size: textSize, grey: 0.35 });
    const wide = set.lines[0]?.width ?? 0;
    const start = at === 'start' ? 0 : at === 'end' ? wide : wide / 2;
    sheet.put(set, rightX + x - start, top + y - textSize * 0.66, 'P');
  }
}

function drawAges(sheet: PdfSheet, { ages }: ReportClosing, { columns }: ClosingWords): Promise<void> {
  sheet.y += 6;
  const wanted: readonly Column[] = [
    { title: columns.age, share: 0.22 },
    { title: columns.open, share: 0.22, isRight: true },
    { title: columns.interval, share: 0.26, isRight: true },
    { title: columns.atRisk, share: 0.3, isRight: true },
  ];
  const rows = ages.map(({ age, open, interval, atRisk }) => rowOf(age, [open, interval, atRisk]));
  return drawTable(sheet, { columns: wanted, rows, x: marginX, width: leftWidth, size });
}

function drawGroups(sheet: PdfSheet, { groups }: ReportClosing, { columns }: ClosingWords): Promise<void> {
  const wanted: readonly Column[] = [
    { title: columns.group, share: 0.22 },
    { title: columns.half, share: 0.22, isRight: true },
    { title: columns.interval, share: 0.17, isRight: true },
    { title: columns.counted, share: 0.13, isRight: true },
    { title: columns.closed, share: 0.13, isRight: true },
    { title: columns.leftOut, share: 0.13, isRight: true },
  ];
  const rows = groups.map(({ name, half, interval, counted, closed, leftOut }) => rowOf(name, [half, interval, counted, closed, leftOut]));
  return drawTable(sheet, { columns: wanted, rows, x: marginX, width: contentWidth, size });
}

function rowOf(name: string, cells: readonly RichText[]): TableRow {
  return { cells: [[{ label: name }], ...cells], shown: firstMark(cells[0] ?? []) };
}
