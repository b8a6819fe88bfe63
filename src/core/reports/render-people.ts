/** The half of a report about people as HTML. Not here: what it says (`people-block.ts`). */
import type { Language } from '../kernel/text.ts';
import { firstMark } from './edition-line.ts';
import { escape, richHtml, verdictHtml } from './html-text.ts';
import { peopleHalfWords, type PeopleHalfWords } from './people-half-words.ts';
import type { PeopleRow, ReportPeople, ReportSign } from './report-document.ts';
import { reportWords } from './report-words.ts';

/** @param signHtml a card as on the page, with lines beneath */
export function peopleSection(people: ReportPeople, language: Language, signHtml: (sign: ReportSign, beneath: string) => string): string {
  const words = peopleHalfWords[language];
  const part = (title: string, ...content: readonly string[]) => `<h3>${title}</h3>${content.join('\n')}`;
  const soft = (text: string) => `<p class="soft small">${text}</p>`;
  return [
    `<section class="people" aria-labelledby="people"><h2 id="people">${words.title}</h2>${soft(words.lead)}<ul class="signs">`,
    ...people.signs.map((sign) => signHtml(sign, linesHtml(sign.lines))),
    '</ul>',
    part(words.scores, people.scores.length === 0 ? `<p>${words.noScores}</p>` : tableHtml(people.scores, words.scores, language)),
    part(words.campaigns, people.campaigns.length === 0 ? `<p>${words.noCampaigns}</p>` : people.campaigns.map(campaignHtml).join('')),
    assumptionsHtml(people.assumptions, words),
    part(
      words.activity,
      soft(words.activityWhy),
      people.activity.length === 0 ? `<p>${words.noActivity}</p>` : tableHtml(people.activity, words.activity, language),
    ),
    part(
      words.hidden,
      soft(words.hiddenWhy),
      people.hidden.length === 0
        ? `<p>${words.nothingTold}</p>`
        : `<ul class="plain small">${people.hidden
            .map(({ name, sides }) => `<li>${escape(name)}<br>${sides.map((side) => richHtml(side)).join('<br>')}</li>`)
            .join('')}</ul>`,
    ),
    '</section>',
  ].join('\n');
}

function linesHtml(lines: ReportPeople['signs'][number]['lines']): string {
  return lines.map(({ title, text }) => `<p class="small"><b>${escape(title)}:</b> ${richHtml(text)}</p>`).join('');
}

function campaignHtml({ name, judged, verdict, effect, details }: ReportPeople['campaigns'][number]): string {
  return [
    `<div class="campaign"><p><b>${escape(name)}</b></p><p class="soft small">${richHtml(judged)}</p>`,
    verdictHtml(verdict),
    effect.length === 0 ? '' : `<p>${richHtml(effect)}</p>`,
    ...details.map((detail) => `<p class="small">${richHtml(detail)}</p>`),
    '</div>',
  ].join('');
}

function assumptionsHtml(assumptions: readonly string[], words: PeopleHalfWords): string {
  if (assumptions.length === 0) return '';
  const items = assumptions.map((one) => `<li>${escape(one)}</li>`).join('');
  return `<p class="small"><b>${words.assumptions}</b></p><ul class="plain small">${items}</ul><p class="soft small">${words.assumptionsEnd}</p>`;
}

function tableHtml(rows: readonly PeopleRow[], title: string, language: Language): string {
  const words = peopleHalfWords[language];
  const { columns } = reportWords[language].head;
  const heads = [words.figure, columns.day, columns.value, columns.interval, columns.numerator, columns.denominator, columns.remark];
  const body = rows.map(
    (row) =>
      `<tr><th scope="row">${escape(row.title)}</th><td>${escape(row.on)}</td>${[row.value, row.interval, row.numerator, row.denominator]
        .map((cell, place) => `<td class="n">${richHtml(cell, place === 0 ? undefined : firstMark(row.value))}</td>`)
        .join('')}<td>${escape(row.remark)}</td></tr>`,
  );
  return [
    `<div class="wide" tabindex="0" role="region" aria-label="${escape(title)}"><table><thead><tr>`,
    ...heads.map((head, place) => `<th scope="col"${place > 1 && place < 6 ? ' class="n"' : ''}>${head}</th>`),
    `</tr></thead><tbody>${body.join('')}</tbody></table></div>`,
  ].join('');
}
