/** A metric in a frame: title, question, value, chart and verdict, as on the page and in the half about people. */
import type { ReportSign, RichText } from '#core/reports/report-document.ts';
import type { ReportWords } from '#core/reports/report-words.ts';
import { drawChartAt, drawVerdictMark } from './pdf-chart.ts';
import type { PdfSheet } from './pdf-sheet.ts';

/** Between cards. */
export const cardGap = 8;
const padding = 7;
const chartHeight = 46;

type At = 'above' | 'verdict' | 'below';

export interface Card {
  readonly sign: ReportSign;
  readonly parts: readonly { readonly text: ReturnType<PdfSheet['set']>; readonly kind: string; readonly at: At }[];
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

export interface CardLook {
  readonly width: number;
  /** Of its letters and its chart. */
  readonly scale: number;
  /** Said beneath the verdict. */
  readonly lines?: readonly RichText[];
}

export function cardOf(sheet: PdfSheet, sign: ReportSign, words: ReportWords, { width, scale, lines = [] }: CardLook): Card {
  const inner = width - 2 * padding;
  const small = { size: 7.4 * scale, grey: 0.3 } as const;
  const part = (text: RichText, look: Parameters<PdfSheet['set']>[2], at: At, kind = 'P') => ({
    text: sheet.set(text, at === 'verdict' ? inner - 11 : inner, look),
    kind,
    at,
  });
  const parts = [
    part([{ label: sign.title }], { size: 8.6 * scale, isBold: true }, 'above', 'H3'),
    part([{ label: sign.question }], small, 'above'),
    part(sign.value, { size: 15 * scale, lineHeight: 1.22 }, 'above'),
    part(sign.counts, small, 'above'),
    part([{ label: sign.verdict.text }], { size: 8 * scale, isBold: true }, 'verdict'),
    ...(sign.target === null ? [] : [part([`${words.target} `, ...sign.target], small, 'below')]),
    ...(sign.caution === null ? [] : [part([{ label: sign.caution }], { ...small, grey: 0.15 }, 'below')]),
    ...lines.map((line) => part(line, { ...small, grey: 0.15 }, 'below')),
  ];
  const height = parts.reduce((sum, { text }) => sum + text.height, 0) + chartHeight * scale + 2 * padding + 4;
  return { sign, parts, width, height, scale };
}

/** Cards side by side, as many as their width lets stand. */
export function rowsOfCards(cards: readonly Card[], columns: number): readonly (readonly Card[])[] {
  return Array.from({ length: Math.ceil(cards.length / columns) }, (_, row) => cards.slice(row * columns, (row + 1) * columns));
}

export const rowHeight = (row: readonly Card[]) => Math.max(...row.map(({ height }) => height));

/** At the cursor, which moves on. */
export function drawRow(sheet: PdfSheet, row: readonly Card[], left: number, words: ReportWords): void {
  const height = rowHeight(row);
  row.forEach((card, column) => drawCard(sheet, card, { x: left + column * (card.width + cardGap), y: sheet.y, height }, words));
  sheet.y += height + cardGap;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Charts of a row stand on one line, whatever is said above and beneath them. */
function drawCard(sheet: PdfSheet, { sign, parts, width, scale }: Card, { x, y, height }: Place, words: ReportWords): void {
  sheet.frame(x, y, width, height);
  const heightOf = (at: At) => parts.filter((part) => part.at === at).reduce((sum, { text }) => sum + text.height, 0);
  let top = y + padding;
  for (const { text, kind } of parts.filter((part) => part.at === 'above')) {
    sheet.put(text, x + padding, top, kind);
    top += text.height;
  }
  const chartTop = y + height - padding - heightOf('below') - heightOf('verdict') - chartHeight * scale - 2;
  drawChartAt(
    sheet,
    sign.chart,
    { x: x + padding, y: chartTop, width: width - 2 * padding, height: chartHeight * scale },
    words.head.chart(sign.title, sign.chart.from, sign.chart.to),
  );
  top = chartTop + chartHeight * scale + 2;
  for (const { text, at, kind } of parts.filter((part) => part.at !== 'above')) {
    if (at === 'verdict') drawVerdictMark(sheet, sign.verdict, x + padding + 3.6, top + text.look.size * 0.66);
    sheet.put(text, x + padding + (at === 'verdict' ? 11 : 0), top, kind);
    top += text.height;
  }
}
