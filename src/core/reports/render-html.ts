/**
 * A report as one HTML file that needs nothing else: no script, no request, charts as SVG. Read on a screen, by a screen
 * reader, or printed in black and white, it says the same. Not here: what it says (`build-report.ts`).
 */
import { drawChart, drawScale } from './draw-chart.ts';
import { indexWords } from './index-words.ts';
import type { IndexPart, ReportBlock, ReportChart, ReportEdition, ReportIndex, ReportSign } from './report-document.ts';
import { editionLine, firstMark, hasValues } from './edition-line.ts';
import { escape, richHtml, verdictHtml } from './html-text.ts';
import { closingSection } from './render-closing.ts';
import { peopleSection } from './render-people.ts';
import { registerSections } from './render-register.ts';
import { reportStyle } from './report-style.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { shapesSvg } from './shapes-svg.ts';

export function renderReportHtml(edition: ReportEdition): string {
  const { document } = edition;
  const words = reportWords[document.language];
  return [
    `<!doctype html><html lang="${document.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escape(`${words.title}, ${document.organisation}, ${document.periodText}`)}</title><style>${reportStyle}</style></head><body><main>`,
    `<div class="page">${pageHtml(edition, words)}</div>`,
    document.people == null ? '' : peopleSection(document.people, document.language, (sign, lines) => signHtml(sign, words, lines)),
    `<section class="annex" aria-labelledby="annex"><h2 id="annex">${words.head.annex}</h2>`,
    ...document.annex.map((block) => blockHtml(block, words)),
    '</section>',
    closingSection(document),
    registerSections(edition, words),
    '</main></body></html>\n',
  ].join('\n');
}

function pageHtml(edition: ReportEdition, words: ReportWords): string {
  const { document } = edition;
  const { page } = document;
  const { head } = words;
  const next = page.next.map(({ title, detail }) => `<li>${richHtml(title)}<p class="soft small">${richHtml(detail)}</p></li>`);
  const unknown = page.unknown.map(({ why, metrics }) => `<li>${escape(metrics.join(', '))}<p class="soft small">${escape(why)}</p></li>`);
  return [
    `<header><div><h1>${words.title}</h1><p>${escape(document.organisation)}</p></div>`,
    `<div><p><strong>${escape(document.periodText)}</strong></p><p>${escape(document.dayText)}</p></div></header>`,
    `<p class="lead">${richHtml(page.lead)}</p>`,
    page.index == null ? '' : indexHtml(page.index, indexWords[document.language]),
    `<section aria-labelledby="signs"><h2 id="signs">${head.signs}</h2><ul class="signs">`,
    ...page.signs.map((sign) => signHtml(sign, words)),
    '</ul>',
    page.others === null ? '' : `<p class="soft small">${richHtml(page.others)}</p>`,
    `</section><div class="two"><section aria-labelledby="next"><h2 id="next">${head.next}</h2>`,
    `<p class="soft small">${words.asOf} ${escape(page.nextDayText)}</p>`,
    next.length === 0 ? `<p>${head.nothingNext}</p>` : `<ol>${next.join('')}</ol>`,
    `</section><section aria-labelledby="unknown"><h2 id="unknown">${head.unknown}</h2>`,
    unknown.length === 0 ? `<p>${head.nothingUnknown}</p>` : `<ul>${unknown.join('')}</ul>`,
    `</section></div><p class="foot">${escape(editionLine(edition))}</p>`,
  ].join('\n');
}

/** The whole and each domain: figure, band and coverage in words, and the same as a strip from worst to best. */
function indexHtml(index: ReportIndex, words: (typeof indexWords)['en']): string {
  const part = (title: string, { value, band, missing, coverage, scale }: IndexPart, level: 2 | 3): string =>
    [
      `<div><h${level}${level === 2 ? ' id="index"' : ''}>${escape(title)}</h${level}>`,
      value.length === 0 ? '' : `<p class="figure">${richHtml(value)}</p>`,
      band.length === 0 ? '' : `<p class="soft small">${words.band} ${richHtml(band)}</p>`,
      missing === null ? '' : `<p class="small">${escape(missing)}</p>`,
      scale === null
        ? ''
        : `<svg class="scale" viewBox="0 0 180 14" aria-hidden="true">${shapesSvg(drawScale(scale, 180, 14).shapes)}</svg>`,
      `<p class="soft small">${richHtml(coverage)}</p>${level === 2 ? `<p class="soft small">${words.ends}</p>` : ''}</div>`,
    ].join('');
  const domains = index.domains.map((domain) => part(domain.title, domain, 3));
  return `<section class="index" aria-labelledby="index">${part(words.title, index, 2)}${domains.join('')}</section>`;
}

/** @param beneath what is said of it beyond the page */
function signHtml(sign: ReportSign, words: ReportWords, beneath = ''): string {
  return [
    `<li class="sign"><h3>${escape(sign.title)}</h3><p class="soft small question">${escape(sign.question)}</p>`,
    `<p class="figure">${richHtml(sign.value)}</p>`,
    sign.counts.length === 0 ? '' : `<p class="soft small">${richHtml(sign.counts)}</p>`,
    chartSvg(sign.chart, sign.title, words, [240, 58]),
    verdictHtml(sign.verdict),
    sign.target === null ? '' : `<p class="soft small">${words.target} ${richHtml(sign.target)}</p>`,
    sign.caution === null ? '' : `<p class="small">${escape(sign.caution)}</p>`,
    beneath,
    '</li>',
  ].join('');
}

function blockHtml(block: ReportBlock, words: ReportWords): string {
  const { columns } = words.head;
  const heads = [columns.period, columns.value, columns.interval, columns.numerator, columns.denominator, columns.remark];
  const rows = block.series.map(
    (row) =>
      `<tr><th scope="row">${escape(row.period)}</th>${[row.value, row.interval, row.numerator, row.denominator]
        .map((cell, place) => `<td class="n">${richHtml(cell, place === 0 ? undefined : firstMark(row.value))}</td>`)
        .join('')}<td>${escape(row.remark)}</td></tr>`,
  );
  const lines = block.lines.map(({ title, text }) => `<p class="small"><b>${title}:</b> ${richHtml(text)}</p>`);
  return [
    `<article><h3>${escape(`${block.metricId} ${block.title}`)} <span class="soft small">${words.head.version} ${escape(block.version)}</span></h3>`,
    `<p>${escape(block.question)}</p><p class="soft small">${richHtml(block.definition)}</p><div class="cols"><div>`,
    `<p class="figure">${richHtml(block.value)}</p>`,
    block.counts.length === 0 ? '' : `<p class="soft small">${richHtml(block.counts)}</p>`,
    verdictHtml(block.verdict),
    block.caution === null ? '' : `<p class="small">${escape(block.caution)}</p>`,
    chartSvg(block.chart, block.title, words, [300, 92]),
    `${lines.join('')}</div><div class="wide" tabindex="0" role="region" aria-label="${escape(block.title)}">`,
    !hasValues(block.series)
      ? `<p class="soft">${rows.length === 0 ? words.notMeasuredAtAll : words.noValue}</p>`
      : `<table><thead><tr>${heads.map((head, place) => `<th scope="col"${place > 0 && place < 5 ? ' class="n"' : ''}>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    '</div></div></article>',
  ].join('\n');
}

function chartSvg(chart: ReportChart, title: string, words: ReportWords, [width, height]: readonly [number, number]): string {
  if (chart.points.every(({ value }) => value === null)) return '';
  const drawn = shapesSvg(drawChart(chart, width, height).shapes);
  const label = escape(words.head.chart(title, chart.from, chart.to));
  const span = `<p class="soft small" aria-hidden="true">${escape(chart.from)} – ${escape(chart.to)}</p>`;
  return `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${drawn}</svg>${span}`;
}
