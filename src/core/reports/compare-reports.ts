/** Two reports of one period: which figures read otherwise; and the one text of a document that its digest is made of. */
import { isOfNextStep } from './register-book.ts';
import type { RegisterRow, ReportChange, ReportDocument } from './report-document.ts';

/**
 * Members in the order of their names, no white space: the same after a database has kept it as it likes (RFC 8785 in what
 * occurs here: numbers are those of JavaScript, texts are well formed).
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}

/**
 * Whether two reports say the same of their period. What to do next is of the day of making and not of the period: alone it makes
 * no other report. Figures are held against each other by what they are of, for their marks count up along what came before.
 */
export function saysTheSame(one: ReportDocument, other: ReportDocument): boolean {
  return canonicalText(substanceOf(one)) === canonicalText(substanceOf(other));
}

function substanceOf({ register, ...document }: ReportDocument): unknown {
  const keys = new Map(register.map(({ mark, key }) => [mark, key]));
  const { next: _, nextDayText: __, ...page } = document.page;
  return {
    said: withoutMarks({ ...document, page }, keys),
    register: register.filter(({ key }) => !isOfNextStep(key)).map(({ mark: _mark, ...row }) => row),
  };
}

/** @param keys of the figures by their marks */
function withoutMarks(value: unknown, keys: ReadonlyMap<number, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutMarks(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  if ('figure' in value && 'mark' in value) return { figure: value.figure, key: keys.get(value.mark as number) };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutMarks(member, keys)]));
}

/** In the order of the newer register; what is gone last. */
export function compareReports(before: ReportDocument, after: ReportDocument): ReportChange[] {
  const old = new Map(before.register.map((row) => [row.key, row]));
  const known = new Set(after.register.map(({ key }) => key));
  const changed = after.register.flatMap((row): ReportChange[] => {
    const was = old.get(row.key);
    if (was !== undefined && says(was) === says(row)) return [];
    return [{ key: row.key, mark: row.mark, what: whatOf(row), before: was === undefined ? null : says(was), after: says(row) }];
  });
  const gone = before.register.flatMap((row): ReportChange[] =>
    known.has(row.key) ? [] : [{ key: row.key, mark: null, what: whatOf(row), before: says(row), after: null }],
  );
  return [...changed, ...gone];
}

/** Its value with the counts beneath it: a figure may read the same on other counts, which is another figure. */
function says({ printed, numerator, denominator }: RegisterRow): string {
  const [value = ''] = printed;
  const counts = [numerator, denominator].filter((count) => count !== null);
  return counts.length === 2 ? `${value} (${counts.join('/')})` : value;
}

function whatOf({ metric, what, fromOn, day }: RegisterRow): string {
  const when = day === null ? '' : `, ${fromOn === null ? day : `${fromOn} – ${day}`}`;
  return `${metric === null ? '' : `${metric.id} `}${what}${when}`;
}
