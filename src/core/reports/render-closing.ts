/** How long findings stay open, as HTML: the curve beside its figures by age, and the groups beneath. */
import { closingWords } from './closing-words.ts';
import { drawSurvival } from './draw-survival.ts';
import { firstMark } from './edition-line.ts';
import { escape, richHtml } from './html-text.ts';
import type { ReportClosing, ReportDocument, RichText } from './report-document.ts';
import { shapesSvg } from './shapes-svg.ts';

export function closingSection({ closing, language }: ReportDocument): string {
  if (closing == null) return '';
  const words = closingWords[language];
  const { columns } = words;
  const ages = closing.ages.map(({ age, open, interval, atRisk }) => row(age, [open, interval, atRisk]));
  const groups = closing.groups.map(({ name, half, interval, counted, closed, leftOut }) =>
    row(name, [half, interval, counted, closed, leftOut]),
  );
  return [
    `<section class="annex" aria-labelledby="closing"><h2 id="closing">${words.title}</h2><article><div class="cols"><div>`,
    closing.lead.length === 0 ? '' : `<p>${richHtml(closing.lead)}</p>`,
    `<p class="figure">${richHtml(closing.value)}</p>`,
    closing.counts.length === 0 ? '' : `<p class="soft small">${richHtml(closing.counts)}</p>`,
    ...closing.notes.map((note) => `<p class="small">${richHtml(note)}</p>`),
    ages.length === 0 ? '' : table(words.ages, [columns.age, columns.open, columns.interval, columns.atRisk], ages),
    `</div><div>${curveSvg(closing, words)}</div></div>`,
    closing.groups.length < 2
      ? ''
      : table(words.title, [columns.group, columns.half, columns.interval, columns.counted, columns.closed, columns.leftOut], groups),
    '</article></section>',
  ].join('\n');
}

function curveSvg({ curve }: ReportClosing, words: (typeof closingWords)['en']): string {
  if (curve === null) return '';
  const { width, height, shapes, texts } = drawSurvival(curve, { width: 400, height: 190, axis: words.axis });
  const labels = texts.map(
    ({ x, y, text, at }) => `<text x="${x.toFixed(1)}" y="${(y + 2.6).toFixed(1)}" text-anchor="${at}">${escape(text)}</text>`,
  );
  return [
    `<svg class="chart curve" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(words.alt)}">${shapesSvg(shapes)}${labels.join('')}</svg>`,
    `<p class="soft small">${words.legend}</p>`,
  ].join('');
}

function row(name: string, cells: readonly RichText[]): string {
  const shown = firstMark(cells[0] ?? []);
  const figures = cells.map((cell, place) => `<td class="n">${richHtml(cell, place === 0 ? undefined : shown)}</td>`);
  return `<tr><th scope="row">${escape(name)}</th>${figures.join('')}</tr>`;
}

function table(label: string, [first = '', ...rest]: readonly string[], rows: readonly string[]): string {
  const heads = `<th scope="col">${first}</th>${rest.map((head) => `<th scope="col" class="n">${head}</th>`).join('')}`;
  return `<div class="wide" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
