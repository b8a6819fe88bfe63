/** The end of a report in HTML: what changed, the register of figures, the files, and how to read it all. */
import { registerGroups } from './edition-line.ts';
import { escape } from './html-text.ts';
import type { ReportEdition } from './report-document.ts';
import type { ReportWords } from './report-words.ts';

export function registerSections(edition: ReportEdition, words: ReportWords): string {
  const { head } = words;
  return [
    section('changes', head.changes, changesHtml(edition, words)),
    section('how', head.how, head.howText.map((text) => `<p>${text}</p>`).join('')),
    section('register', head.register, `<p class="soft small">${head.registerLead}</p>${registerHtml(edition, words)}`),
    section('sources', head.sources, sourcesHtml(edition, words)),
    `<p class="foot">${head.digest} <code>${edition.digest}</code></p>`,
  ].join('\n');
}

function section(id: string, title: string, inner: string): string {
  return `<section class="annex" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${inner}</section>`;
}

function changesHtml({ revision, changes }: ReportEdition, { head }: ReportWords): string {
  if (revision === 1) return `<p>${head.firstRevision}</p>`;
  if (changes.length === 0) return `<p>${head.noChanges}</p>`;
  const rows = changes.map(({ mark, what, before, after }) => [
    mark === null ? '' : `<a href="#r${mark}">${mark}</a>`,
    escape(what),
    escape(before ?? head.absent),
    escape(after ?? head.absent),
  ]);
  return table(head.changes, [head.columns.mark, head.columns.what, head.columns.before, head.columns.after], rows);
}

function registerHtml(edition: ReportEdition, { head }: ReportWords): string {
  const { columns } = head;
  const heads = [columns.mark, columns.printed, columns.counts, columns.day, columns.source, columns.revision];
  const groups = registerGroups(edition).map(({ what, rows }) => {
    const body = rows.map(({ mark, printed, counts, day, from, computed }) => {
      const rest = [printed, counts, day, from, computed].map((cell) => `<td>${escape(cell)}</td>`).join('');
      return `<tr id="r${mark}"><th scope="row">${mark}</th>${rest}</tr>`;
    });
    return `<tbody><tr class="group"><th colspan="${heads.length}" scope="rowgroup">${escape(what)}</th></tr>${body.join('')}</tbody>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="${head.register}"><table class="register"><thead><tr>${headCells(heads)}</tr></thead>${groups.join('')}</table></div>`;
}

function sourcesHtml({ document }: ReportEdition, { head, role }: ReportWords): string {
  const rows = document.sources.map(({ key, source, roles, file, observedOn, digest }) => [
    key,
    escape(`${source}: ${file}`),
    roles.map((one) => role[one as keyof typeof role]).join(', '),
    observedOn,
    `<code>${digest}</code>`,
  ]);
  const { columns } = head;
  return table(head.sources, [columns.source, columns.file, columns.roles, columns.observed, columns.digest], rows);
}

/** @param rows of HTML; the first cell of each names it */
function table(label: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map(
    ([first = '', ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="${label}"><table class="register"><thead><tr>${headCells(heads)}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function headCells(heads: readonly string[]): string {
  return heads.map((head) => `<th scope="col">${head}</th>`).join('');
}
