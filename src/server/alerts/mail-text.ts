/** A message as mail: subject, plain text, and the same in the least HTML. No picture, no style, nothing from elsewhere. */
import type { AlertMessage } from '#core/alerts/message.ts';
import type { Language, Localised } from '#core/kernel/text.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const subjectMax = 140;
const more: Localised = { en: 'and {} more', nl: 'en nog {}' };
const all: Localised = { en: 'Look further', nl: 'Verder kijken' };
const why: Localised = {
  en: 'Sent by the alert rule “{}” of Cybermetrics ({}). Whoever manages the node can switch it off under Alerts.',
  nl: 'Verstuurd door de meldregel “{}” van Cybermetrics ({}). Wie het knooppunt beheert, kan haar uitzetten onder Meldingen.',
};

export function mailText({ data }: AlertMessage, language: Language): MailText {
  const { rule, organisation, text, records, count, url } = data;
  const rest = (count ?? records.length) - records.length;
  const restText = rest > 0 ? more[language].replace('{}', String(rest)) : null;
  // Replaced by a function: a name may hold `$&`.
  const names = [oneLine(rule.name), oneLine(organisation)];
  const footer = why[language].replaceAll('{}', () => names.shift() ?? '');
  return {
    subject: oneLine(`${rule.name}: ${text}`),
    text: [
      text,
      '',
      ...records.flatMap((record) => [`- ${oneLine(record.name)}`, `  ${record.url}`]),
      ...(restText === null ? [] : [`- ${restText}`]),
      ...(records.length === 0 ? [] : ['']),
      `${all[language]}: ${url}`,
      '',
      '-- ',
      footer,
      '',
    ].join('\n'),
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(rule.name)}</title></head><body>`,
      `<p>${escaped(text)}</p>`,
      records.length === 0
        ? ''
        : `<ul>${records.map((record) => `<li>${link(record.url, record.name)}</li>`).join('')}${restText === null ? '' : `<li>${escaped(restText)}</li>`}</ul>`,
      `<p>${link(url, all[language])}</p><hr><p>${escaped(footer)}</p></body></html>`,
    ].join(''),
  };
}

/** Names come out of files: a line break in one would begin another header or another line. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= subjectMax ? line : `${line.slice(0, subjectMax - 1).toWellFormed()}…`;
}

function link(url: string, text: string): string {
  return `<a href="${escaped(url)}">${escaped(text)}</a>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
