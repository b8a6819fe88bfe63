/** The end of a report on paper: what changed, how to read it, the register of figures, and the files beneath. */
import { registerGroups } from '#core/reports/edition-line.ts';
import type { ReportEdition } from '#core/reports/report-document.ts';
import type { ReportWords } from '#core/reports/report-words.ts';
import { contentWidth, marginX, type PdfSheet } from './pdf-sheet.ts';
import { drawTable, type Column, type TableRow } from './pdf-table.ts';

const size = 6.6;
const heading = { size: 12, isBold: true } as const;

export async function drawRegister(sheet: PdfSheet, edition: ReportEdition, words: ReportWords): Promise<void> {
  const { head } = words;
  sheet.room(240);
  await drawChanges(sheet, edition, words);
  sheet.y += 10;
  sheet.room(120);
  sheet.write([head.how], heading, 'H2', 3);
  for (const text of head.howText) sheet.write([text], { size: 8.4 }, 'P', 3);
  sheet.y += 10;
  sheet.room(120);
  sheet.write([head.register], heading, 'H2', 3);
  sheet.write([head.registerLead], { size: 8.4, grey: 0.3 }, 'P', 5);
  await table(sheet, registerColumns(words), registerRows(edition));
  sheet.y += 12;
  await drawSources(sheet, edition, words);
  sheet.y += 8;
  sheet.write([`${head.digest} `, { label: edition.digest }], { size: 7, grey: 0.3 });
}

function table(sheet: PdfSheet, columns: readonly Column[], rows: readonly TableRow[]): Promise<void> {
  return drawTable(sheet, { columns, rows, x: marginX, width: contentWidth, size });
}

function registerColumns({ head: { columns } }: ReportWords): readonly Column[] {
  return [
    { title: columns.mark, share: 0.06 },
    { title: columns.printed, share: 0.3 },
    { title: columns.counts, share: 0.16 },
    { title: columns.day, share: 0.2 },
    { title: columns.source, share: 0.1 },
    { title: columns.revision, share: 0.18 },
  ];
}

function registerRows(edition: ReportEdition): readonly TableRow[] {
  return registerGroups(edition).flatMap(({ what, rows }): TableRow[] => [
    { cells: [[{ label: what }]], isGroup: true },
    ...rows.map(({ mark, printed, counts, day, from, computed }): TableRow => ({
      cells: [String(mark), printed, counts, day, from, computed].map((label) => (label === '' ? [] : [{ label }])),
      destination: `r${mark}`,
    })),
  ]);
}

async function drawChanges(sheet: PdfSheet, { revision, changes }: ReportEdition, { head }: ReportWords): Promise<void> {
  sheet.write([head.changes], heading, 'H2', 3);
  if (revision === 1 || changes.length === 0) {
    sheet.write([revision === 1 ? head.firstRevision : head.noChanges], { size: 8.4 });
    return;
  }
  const { columns } = head;
  const wanted: readonly Column[] = [
    { title: columns.mark, share: 0.06 },
    { title: columns.what, share: 0.54 },
    { title: columns.before, share: 0.2 },
    { title: columns.after, share: 0.2 },
  ];
  const rows = changes.map(({ mark, what, before, after }) => ({
    cells: [
      mark === null ? [] : [{ label: String(mark) }],
      [{ label: what }],
      [{ label: before ?? head.absent }],
      [{ label: after ?? head.absent }],
    ],
  }));
  await table(sheet, wanted, rows);
}

async function drawSources(sheet: PdfSheet, { document }: ReportEdition, { head, role }: ReportWords): Promise<void> {
  if (document.sources.length === 0) return;
  const { columns } = head;
  sheet.room(80);
  sheet.write([head.sources], heading, 'H2', 3);
  const wanted: readonly Column[] = [
    { title: columns.source, share: 0.1 },
    { title: columns.file, share: 0.25 },
    { title: columns.roles, share: 0.16 },
    { title: columns.observed, share: 0.11 },
    { title: columns.digest, share: 0.38 },
  ];
  const rows = document.sources.map(({ key, source, file, roles, observedOn, digest }) => ({
    cells: [key, `${source}: ${file}`, roles.map((one) => role[one as keyof typeof role]).join(', '), observedOn, digest].map((label) => [
      { label },
    ]),
  }));
  await table(sheet, wanted, rows);
}
