/** The line that names an edition, and what the register says of a row, as text: the same in HTML and PDF. */
import type { RegisterRow, ReportBlock, ReportEdition, RichText } from './report-document.ts';
import { reportWords } from './report-words.ts';

/** Revision, moment and maker with the beginning of the digest: enough to find it in the archive. */
export function editionLine(edition: ReportEdition): string {
  const { head } = reportWords[edition.document.language];
  const by = makerText(edition.madeBy, edition.document.language);
  return `${head.revision} ${edition.revision}, ${head.made} ${momentText(edition.madeAt)} ${head.by} ${by}; ${head.digest} ${edition.digest.slice(0, 16)}`;
}

/** What is kept as the maker where it was asked for with the key in the folder of the node, which is nobody's name. */
const keyOfNode = 'local';

const owner = { en: 'the owner of the node', nl: 'de eigenaar van de node' } as const;

/** Of a report that kept no name, made with an account that is gone. */
const unknownMaker = { en: 'somebody who is no longer known', nl: 'iemand die niet meer bekend is' } as const;

/** @param madeBy as it is kept; null: the schedule */
export function makerText(madeBy: string | null, language: ReportEdition['language']): string {
  if (madeBy === null) return reportWords[language].head.schedule;
  if (/^(?:account|token):/.test(madeBy)) return unknownMaker[language];
  return madeBy === keyOfNode ? owner[language] : madeBy;
}

/** In UTC, and said so: a printed page does not know where it is read. */
export function momentText(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** The mark of the figure after a place in a text; undefined where there is none. */
export function nextMark(text: RichText, place: number): number | undefined {
  const next = text.slice(place + 1).find((run) => typeof run !== 'string' && 'figure' in run);
  return next === undefined || typeof next === 'string' || !('mark' in next) ? undefined : next.mark;
}

/** The mark of the first figure of a text. */
export function firstMark(text: RichText): number | undefined {
  return nextMark(['', ...text], 0);
}

/** Twelve rows that all say the same reason say nothing that the gaps do not. */
export function hasValues(series: ReportBlock['series']): boolean {
  return series.some(({ value }) => firstMark(value) !== undefined);
}

export interface RegisterGroup {
  readonly what: string;
  readonly rows: readonly (RegisterCells & { readonly mark: number })[];
}

export interface RegisterCells {
  readonly printed: string;
  readonly counts: string;
  readonly day: string;
  readonly from: string;
  readonly computed: string;
}

/** Rows of the same thing together, beneath what it is: a year of one metric is said once. */
export function registerGroups({ document }: ReportEdition): RegisterGroup[] {
  const groups: { what: string; rows: (RegisterCells & { mark: number })[] }[] = [];
  for (const row of document.register) {
    const what = whatOf(row);
    const cells = { mark: row.mark, ...cellsOf(row, document.language) };
    const open = groups.at(-1);
    if (open?.what === what) open.rows.push(cells);
    else groups.push({ what, rows: [cells] });
  }
  return groups;
}

function whatOf({ metric, what, scope, note }: RegisterRow): string {
  const id = metric === null ? '' : `${metric.id} ${metric.version}${metric.measure === null ? '' : ` ${metric.measure}`}: `;
  return `${id}${what}, ${scope}${note === null ? '' : ` (${note})`}`;
}

function cellsOf(row: RegisterRow, language: ReportEdition['language']): RegisterCells {
  const { head } = reportWords[language];
  const { fromOn, day, numerator, denominator } = row;
  const format = new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { maximumFractionDigits: 2 });
  const counts = [numerator, denominator].flatMap((count) => (count === null ? [] : [format.format(count)]));
  return {
    // The counts have a place of their own.
    printed: row.printed.filter((text, place) => place === 0 || !counts.includes(text)).join('; '),
    counts: counts.join(' / '),
    day: day === null ? '' : fromOn === null ? day : `${fromOn} – ${day}`,
    from: row.sources.length === 0 ? head.origin[row.origin] : row.sources.join(' '),
    computed: row.revision === null ? '' : `${row.revision}${row.computedAt === null ? '' : `, ${momentText(row.computedAt)}`}`,
  };
}
