/** The resilience index on the page for the board: a box with the whole and each domain beside each other. */
import { indexWords } from '#core/reports/index-words.ts';
import type { IndexPart, ReportDocument, ReportIndex, RichText } from '#core/reports/report-document.ts';
import { drawScaleAt } from './pdf-chart.ts';
import { contentWidth, marginX, type PdfSheet } from './pdf-sheet.ts';

const padding = 7;
const gap = 16;
const scaleHeight = 12;

interface Column {
  readonly lines: readonly { readonly text: ReturnType<PdfSheet['set']>; readonly kind: string }[];
  readonly scale: IndexPart['scale'];
  readonly width: number;
  readonly alt: string;
}

export function drawIndex(sheet: PdfSheet, { page, language }: ReportDocument): void {
  if (page.index == null) return;
  const columns = columnsOf(sheet, page.index, indexWords[language]);
  const heightOf = ({ lines, scale }: Column) =>
    lines.reduce((sum, { text }) => sum + text.height, 0) + (scale === null ? 0 : scaleHeight + 3);
  const height = Math.max(...columns.map(heightOf)) + 2 * padding;
  sheet.frame(marginX, sheet.y, contentWidth, height);
  columns.forEach(({ lines, scale, width, alt }, place) => {
    const x = marginX + padding + place * (width + gap);
    let y = sheet.y + padding;
    for (const { text, kind } of lines) {
      sheet.put(text, x, y, kind);
      y += text.height;
    }
    if (scale !== null)
      drawScaleAt(sheet, scale, { x, y: sheet.y + height - padding - scaleHeight, width: width * 0.9, height: scaleHeight }, alt);
  });
  sheet.y += height + 10;
}

function columnsOf(sheet: PdfSheet, index: ReportIndex, words: (typeof indexWords)['en']): readonly Column[] {
  const parts = [{ title: words.title, ...index }, ...index.domains];
  const width = (contentWidth - 2 * padding - (parts.length - 1) * gap) / parts.length;
  const small = { size: 7.6, grey: 0.3 } as const;
  return parts.map(({ title, value, band, missing, coverage, scale }, place): Column => {
    const line = (text: RichText, look: Parameters<PdfSheet['set']>[2], kind = 'P') => ({ text: sheet.set(text, width, look), kind });
    return {
      scale,
      width,
      alt: title,
      lines: [
        line([{ label: title }], { size: place === 0 ? 10 : 8.6, isBold: true }, place === 0 ? 'H2' : 'H3'),
        ...(value.length === 0 ? [] : [line(value, { size: 15, lineHeight: 1.22 })]),
        ...(band.length === 0 ? [] : [line([`${words.band} `, ...band], small)]),
        ...(missing === null ? [] : [line([{ label: missing }], { size: 7.6, grey: 0.15 })]),
        line(coverage, small),
        ...(place === 0 ? [line([words.ends], small)] : []),
      ],
    };
  });
}
