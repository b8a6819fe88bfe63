/** Real mails that people reported, as text: a table of months, and one month with the counts behind its figures. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { ReportFigures, ReportMonthDetail, ReportMonthJson } from '#contract/endpoints/mail-reports.ts';
import { foundWays, type FoundWay } from '#core/disclosure/report-counts.ts';
import type { DenominatorGrade } from '#core/awareness/report-figures.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { formatTable } from './table.ts';

type Share = ReportFigures['threats'];

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function shareText(share: Share, none: string): string {
  if (share === null) return none;
  const { numerator, denominator, value, interval } = share;
  return `${percent(value)} (${percent(interval.lower)}–${percent(interval.upper)}; ${numerator}/${denominator})`;
}

const gradeWords: Readonly<Record<DenominatorGrade, string>> = {
  independent: 'well known: four in five or more were found otherwise than by a report',
  mixed: 'partly known: many were found because somebody reported them',
  'by-reports': 'hardly known: nearly all were found because somebody reported them; the share looks better than it is',
  none: 'no list of delivered mails was read for this month',
};
const foundWords: Readonly<Record<FoundWay, string>> = {
  filter: 'the mail filter saw it afterwards',
  search: 'found by searching the mail logs',
  outside: 'told by somebody outside',
  incident: 'came to light by an incident',
  report: 'found because a user reported it',
  unknown: 'not said',
};
const stateWords = { open: 'not over yet', ready: 'not published', published: 'published' };
const minutesText = (minutes: number | null) => (minutes === null ? 'not known' : `${minutes} min`);
const columnsOf = (titles: readonly string[]) => titles.map((title) => ({ title, whole: title === 'MONTH' }));

export function printMonths(output: CommandOutput, items: readonly ReportMonthJson[]): void {
  if (items.length === 0) {
    output.answer('No report was read yet; `cybermetrics import FILE` reads the list of a mail desk.');
    return;
  }
  const rows = items.map(({ month, state, isWaiting, figures }) => [
    month,
    stateWords[state] + (isWaiting ? ', a verdict is missing' : ''),
    figures?.threats == null ? '' : percent(figures.threats.value),
    figures === null || figures.deliveries === null ? '' : figures.grade,
    figures?.accuracy == null ? '' : percent(figures.accuracy.value),
    figures?.medianMinutes == null ? '' : minutesText(figures.medianMinutes),
  ]);
  output.answer(formatTable(columnsOf(['MONTH', 'STATE', 'ATTACKS REPORTED', 'KNOWN', 'RIGHT', 'VERDICT WITHIN']), rows, output.width));
}

export function printMonth(output: CommandOutput, detail: ReportMonthDetail): void {
  const { month, state, figures } = detail;
  output.answer(`${month}: ${stateWords[state]}`);
  if (figures === null) {
    output.answer(
      state === 'published'
        ? 'Nothing is shown: fewer than ten people could have reported.'
        : 'Nothing is shown before it is published; `cybermetrics awareness reports publish MONTH` counts it once.',
    );
    return;
  }
  const { deliveries } = figures;
  output.answer(
    `  attacks reported   ${shareText(figures.threats, deliveries === null ? 'hidden: fewer than ten mailboxes' : 'not known')}`,
  );
  if (deliveries !== null) output.answer(`                     ${gradeWords[figures.grade]}`);
  for (const way of foundWays)
    if (deliveries !== null && deliveries.found[way] > 0)
      output.answer(`                     ${deliveries.found[way]}: ${foundWords[way]}`);
  if (deliveries !== null && deliveries.reportsAlone > 0)
    output.answer(`                     ${deliveries.reportsAlone}: reported, and on no list`);
  output.answer(`  reports right      ${shareText(figures.accuracy, 'nothing decided')} (no mark for who reports)`);
  const { truePositive, spam, benign, undecided, simulations } = figures;
  output.answer(
    `  reports            ${truePositive} malicious, ${spam} spam, ${benign} harmless, ${undecided} not decided; ${simulations} of phishing tests`,
  );
  output.answer(`  people             ${shareText(figures.reporters, 'hidden, or no population file was read')}`);
  output.answer(
    `  until a verdict    ${minutesText(figures.medianMinutes)} (half), ${minutesText(figures.ninetiethMinutes)} (nine in ten)`,
  );
  if (figures.manyUnplaced) output.answer('  More than a fifth of the reports came from people whom no population file names.');
  const nameOf = (id: string | null) => detail.groups.find((group) => group.id === id)?.name || 'not in the population file';
  const rows = detail.cells.flatMap(({ groupId, roleGroupId, hidden, people, reported, reportedThreat }) => {
    if (groupId === null || roleGroupId !== null || people === 0) return [];
    if (hidden !== null) return [[nameOf(groupId), hiddenTexts[hidden].en, '', '']];
    return [[nameOf(groupId), String(people), shareText(reported, ''), shareText(reportedThreat, '')]];
  });
  if (rows.length > 0)
    output.answer(formatTable(columnsOf(['GROUP', 'PEOPLE', 'REPORTED SOMETHING', 'REPORTED AN ATTACK']), rows, output.width));
}
