/** The annex on paper: one block per metric, never cut in two unless it is longer than a sheet. */
import { firstMark, hasValues } from '#core/reports/edition-line.ts';
import type { ReportBlock, RichText } from '#core/reports/report-document.ts';
import type { ReportWords } from '#core/reports/report-words.ts';
import { drawChartAt, drawVerdictMark } from './pdf-chart.ts';
import { contentWidth, marginX, type PdfSheet, type SetText } from './pdf-sheet.ts';
import { drawTable, tableHeight, type Column, type Table, type TableRow } from './pdf-table.ts';

const leftWidth = contentWidth * 0.385;
const rightX = marginX + contentWidth * 0.41;
const rightWidth = contentWidth * 0.59;
const chartHeight = 62;
const rowSize = 7.2;

export async function drawAnnex(sheet: PdfSheet, blocks: readonly ReportBlock[], words: ReportWords): Promise<void> {
  sheet.write([words.head.annex], { size: 14, isBold: true }, 'H2', 6);
  for (const block of blocks) await drawBlock(sheet, block, words);
}

interface Entry {
  readonly text: SetText;
  readonly kind: string;
  readonly isVerdict?: true;
}

async function drawBlock(sheet: PdfSheet, block: ReportBlock, words: ReportWords): Promise<void> {
  const small = { size: 7.4, grey: 0.3 } as const;
  const wide = (text: RichText, look: Parameters<PdfSheet['set']>[2], kind = 'P'): Entry => ({
    text: sheet.set(text, contentWidth, look),
    kind,
  });
  const left = (text: RichText, look: Parameters<PdfSheet['set']>[2]): Entry => ({ text: sheet.set(text, leftWidth, look), kind: 'P' });
  const head = [
    wide([{ label: `${block.metricId}  ${block.title}` }], { size: 10, isBold: true }, 'H3'),
    wide([{ label: `${block.question}  (${words.head.version} ${block.version})` }], { size: 8.4 }),
    wide(block.definition, small),
  ];
  const value: Entry[] = [left(block.value, { size: 14, lineHeight: 1.25 })];
  if (block.counts.length > 0) value.push(left(block.counts, small));
  value.push({ text: sheet.set([{ label: block.verdict.text }], leftWidth - 11, { size: 8.4, isBold: true }), kind: 'P', isVerdict: true });
  if (block.caution !== null) value.push(left([{ label: block.caution }], { size: 7.4 }));
  const lines = block.lines.map(({ title, text }) => left([`${title}: `, ...text], { size: 7.4, grey: 0.18 }));
  const sum = (entries: readonly Entry[]) => entries.reduce((total, { text }) => total + text.height, 0);
  const chart = block.chart.points.some(({ value }) => value !== null) ? chartHeight + 4 : 0;
  const series = seriesOf(block, words);
  const seriesHeight = series === null ? 0 : tableHeight(sheet, series);
  const height = sum(head) + Math.max(sum(value) + chart + sum(lines), seriesHeight) + 18;
  sheet.room(height);
  sheet.rule(marginX, sheet.y, contentWidth);
  sheet.y += 6;
  drawEntries(sheet, head, block);
  sheet.y += 4;
  const top = sheet.y;
  drawEntries(sheet, value, block);
  if (chart > 0) {
    const alt = words.head.chart(block.title, block.chart.from, block.chart.to);
    drawChartAt(sheet, block.chart, { x: marginX, y: sheet.y + 2, width: leftWidth, height: chartHeight }, alt);
    sheet.y += chart;
  }
  drawEntries(sheet, lines, block);
  const end = sheet.y;
  sheet.y = top;
  if (series !== null) await drawTable(sheet, series);
  sheet.y = Math.max(sheet.y, end) + 8;
}

function drawEntries(sheet: PdfSheet, entries: readonly Entry[], { verdict }: ReportBlock): void {
  for (const { text, kind, isVerdict } of entries) {
    if (isVerdict === true) drawVerdictMark(sheet, verdict, marginX + 3.6, sheet.y + text.look.size * 0.66);
    sheet.put(text, marginX + (isVerdict === true ? 11 : 0), sheet.y, kind);
    sheet.y += text.height;
  }
}

/** Null: no period has a value, and why stands among the gaps. */
function seriesOf({ series }: ReportBlock, words: ReportWords): Table | null {
  if (!hasValues(series)) return null;
  const { columns } = words.head;
  const wanted: readonly Column[] = [
    // Wide enough for a whole date.
    { title: columns.period, share: 0.18 },
    { title: columns.value, share: 0.175, isRight: true },
    { title: columns.interval, share: 0.185, isRight: true },
    // Wide enough for seven digits.
    { title: columns.numerator, share: 0.14, isRight: true },
    { title: columns.denominator, share: 0.14, isRight: true },
    { title: columns.remark, share: 0.18 },
  ];
  const rows = series.map(({ period, value, interval, numerator, denominator, remark }): TableRow => {
    const shown = firstMark(value);
    const cells = [[{ label: period }], value, interval, numerator, denominator, [remark]];
    return { cells, shown, ...(shown === undefined ? { isSaid: true } : {}) };
  });
  return { columns: wanted, rows, x: rightX, width: rightWidth, size: rowSize };
}
