/** The half about people on paper, on sheets of its own after the page. Not here: what it says (`core/reports/people-block.ts`). */
import type { Language } from '#core/kernel/text.ts';
import { firstMark } from '#core/reports/edition-line.ts';
import { peopleHalfWords, type PeopleHalfWords } from '#core/reports/people-half-words.ts';
import type { PeopleRow, ReportPeople, RichText } from '#core/reports/report-document.ts';
import { reportWords } from '#core/reports/report-words.ts';
import { cardGap, cardOf, drawRow, rowHeight, rowsOfCards } from './pdf-card.ts';
import { drawVerdictMark } from './pdf-chart.ts';
import { contentWidth, marginX, type PdfSheet, type SetText, type TextLook } from './pdf-sheet.ts';
import { drawTable, type Column, type TableRow } from './pdf-table.ts';

const columns = 2;
const cardWidth = (contentWidth - (columns - 1) * cardGap) / columns;
const small: TextLook = { size: 7.6, grey: 0.3 };
const body: TextLook = { size: 8.4 };
/** A heading stands at least with so much of what it is of: a sentence, the head of a table and a row of two lines. */
const together = 96;

export async function drawPeople(sheet: PdfSheet, people: ReportPeople, language: Language): Promise<void> {
  const words = peopleHalfWords[language];
  sheet.newPage();
  sheet.write([words.title], { size: 14, isBold: true }, 'H2', 3);
  sheet.write([words.lead], { ...small, size: 8.4 }, 'P', 7);
  drawSigns(sheet, people, language);
  await drawRows(sheet, people.scores, { title: words.scores, none: words.noScores, language });
  drawCampaigns(sheet, people, words);
  await drawRows(sheet, people.activity, { title: words.activity, lead: words.activityWhy, none: words.noActivity, language });
  drawHidden(sheet, people, words);
}

function drawSigns(sheet: PdfSheet, { signs }: ReportPeople, language: Language): void {
  const words = reportWords[language];
  const cards = signs.map((sign) =>
    cardOf(sheet, sign, words, {
      width: cardWidth,
      scale: 1,
      lines: sign.lines.map(({ title, text }): RichText => [{ label: title }, ': ', ...text]),
    }),
  );
  for (const row of rowsOfCards(cards, columns)) {
    sheet.room(rowHeight(row));
    drawRow(sheet, row, marginX, words);
  }
}

function heading(sheet: PdfSheet, title: string, lead?: string): void {
  sheet.room(together);
  sheet.y += 6;
  sheet.write([title], { size: 10.5, isBold: true }, 'H3', 2);
  // A sentence with the numbers of its source, which are none of this report.
  if (lead !== undefined) sheet.write([{ label: lead }], small, 'P', 3);
}

async function drawRows(
  sheet: PdfSheet,
  rows: readonly PeopleRow[],
  { title, lead, none, language }: { readonly title: string; readonly lead?: string; readonly none: string; readonly language: Language },
): Promise<void> {
  heading(sheet, title, lead);
  if (rows.length === 0) {
    sheet.write([none], body);
    return;
  }
  const { columns: heads } = reportWords[language].head;
  const wanted: readonly Column[] = [
    { title: peopleHalfWords[language].figure, share: 0.27 },
    { title: heads.day, share: 0.14 },
    { title: heads.value, share: 0.12, isRight: true },
    { title: heads.interval, share: 0.13, isRight: true },
    { title: heads.numerator, share: 0.08, isRight: true },
    { title: heads.denominator, share: 0.08, isRight: true },
    { title: heads.remark, share: 0.18 },
  ];
  const cellsOf = ({ title: what, on, value, interval, numerator, denominator, remark }: PeopleRow): TableRow => ({
    cells: [[{ label: what }], [{ label: on }], value, interval, numerator, denominator, [{ label: remark }]],
    shown: firstMark(value),
  });
  await drawTable(sheet, { columns: wanted, rows: rows.map(cellsOf), x: marginX, width: contentWidth, size: 7.4 });
}

function drawCampaigns(sheet: PdfSheet, { campaigns, assumptions }: ReportPeople, words: PeopleHalfWords): void {
  heading(sheet, words.campaigns);
  if (campaigns.length === 0) sheet.write([words.noCampaigns], body);
  for (const { name, judged, verdict, effect, details } of campaigns) {
    const lines: readonly (readonly [text: RichText, look: TextLook])[] = [
      [[{ label: name }], { size: 9, isBold: true }],
      [judged, small],
      [[{ label: verdict.text }], { size: 8.8, isBold: true }],
      ...(effect.length === 0 ? [] : ([[effect, body]] as const)),
      ...details.map((detail) => [detail, small] as const),
    ];
    const set = lines.map(([text, look], place) => sheet.set(text, contentWidth - (place === verdictLine ? 11 : 0), look));
    putLines(sheet, set, (place) => (place === verdictLine ? 11 : 0));
    const below = set.slice(verdictLine).reduce((sum, { height }) => sum + height, 0);
    drawVerdictMark(sheet, verdict, marginX + 3.6, sheet.y - below + (set[verdictLine]?.look.size ?? 0) * 0.66);
    sheet.y += 5;
  }
  if (assumptions.length === 0) return;
  const lines = [
    sheet.set([words.assumptions], contentWidth, { ...small, grey: 0.08, isBold: true }),
    ...assumptions.map((one) => sheet.set([{ label: `–  ${one}` }], contentWidth, small)),
    sheet.set([words.assumptionsEnd], contentWidth, small),
  ];
  putLines(sheet, lines);
}

/** On one sheet, whatever they are. */
function putLines(sheet: PdfSheet, lines: readonly SetText[], indent: (place: number) => number = () => 0): void {
  sheet.room(lines.reduce((sum, { height }) => sum + height, 0));
  lines.forEach((line, place) => {
    sheet.put(line, marginX + indent(place), sheet.y);
    sheet.y += line.height;
  });
}

/** Name, then by what it is judged, then the verdict. */
const verdictLine = 2;

function drawHidden(sheet: PdfSheet, { hidden }: ReportPeople, words: PeopleHalfWords): void {
  heading(sheet, words.hidden, words.hiddenWhy);
  if (hidden.length === 0) sheet.write([words.nothingTold], body);
  for (const { name, sides } of hidden) {
    sheet.write([{ label: name }], body);
    for (const side of sides) sheet.write(side, small);
    sheet.y += 3;
  }
}
