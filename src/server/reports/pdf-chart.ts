/** A chart of a report and the mark of a verdict on paper: the shapes are those of the HTML (`core/reports/draw-chart.ts`). */
import { drawChart, drawScale, markPath } from '#core/reports/draw-chart.ts';
import type { IndexPart, ReportChart, VerdictWords } from '#core/reports/report-document.ts';
import type { PdfSheet } from './pdf-sheet.ts';

export function drawVerdictMark(sheet: PdfSheet, { kind }: VerdictWords, x: number, y: number): void {
  sheet.sign(markPath(kind, 0, 0, 3.2), kind === 'common-cause', x, y);
}

export function drawChartAt(
  sheet: PdfSheet,
  chart: ReportChart,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  alt: string,
): void {
  if (chart.points.every(({ value }) => value === null)) return;
  const caption = sheet.set([{ label: `${chart.from} – ${chart.to}` }], width, { size: 6, grey: 0.4 });
  const drawing = drawChart(chart, width, height - caption.height);
  sheet.tag('Figure', () => sheet.draw(drawing.shapes, x, y), alt);
  sheet.put(caption, x, y + height - caption.height);
}

/** What it says stands in words beside it. */
export function drawScaleAt(
  sheet: PdfSheet,
  scale: IndexPart['scale'] & object,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  alt: string,
): void {
  sheet.tag('Figure', () => sheet.draw(drawScale(scale, width, height).shapes, x, y), alt);
}
