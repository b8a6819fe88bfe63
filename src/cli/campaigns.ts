/** Phishing tests as text: a table of them, and one with its figures, machines by rule and groups. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { CampaignDetail, CampaignJson } from '#contract/endpoints/campaigns.ts';
import { robotRules } from '#core/awareness/classify-events.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { formatTable } from './table.ts';

type Share = NonNullable<CampaignJson['figures']>['click'];

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function shareText(share: Share): string {
  if (share === null) return 'nobody';
  const { numerator, denominator, value, interval } = share;
  return `${percent(value)} (${percent(interval.lower)}–${percent(interval.upper)}; ${numerator}/${denominator})`;
}

const columnsOf = (titles: readonly string[]) => titles.map((title) => ({ title, whole: title === 'ID' }));
const campaignColumns = columnsOf(['ID', 'NAME', 'FIRST MAIL', 'STATE', 'DIFFICULTY', 'REPORTED', 'CLICKED']);
const groupColumns = columnsOf(['GROUP', 'PEOPLE', 'REPORTED', 'CLICKED']);

const stateWords = { collecting: 'collecting', counting: 'being counted', published: 'published' };
const minutesText = (minutes: number | null) => (minutes === null ? 'not known' : `${minutes} min`);
const difficultyText = ({ kind, difficulty }: CampaignJson['difficulty']) => (difficulty === null ? kind : `${difficulty} (${kind})`);

export function printCampaigns(output: CommandOutput, items: readonly CampaignJson[]): void {
  if (items.length === 0) {
    output.answer('No phishing test was read yet; `cybermetrics import FILE` reads one.');
    return;
  }
  const rows = items.map(({ id, name, firstAt, state, difficulty, figures }) => [
    id,
    name,
    firstAt?.slice(0, 10) ?? '',
    stateWords[state],
    difficultyText(difficulty),
    figures?.report === undefined || figures.report === null ? '' : percent(figures.report.value),
    figures?.click === undefined || figures.click === null ? '' : percent(figures.click.value),
  ]);
  output.answer(formatTable(campaignColumns, rows, output.width));
}

export function printCampaign(output: CommandOutput, campaign: CampaignDetail): void {
  const { name, state, difficulty, figures } = campaign;
  output.answer(`${name}: ${stateWords[state]}; difficulty ${difficultyText(difficulty)}`);
  if (figures === null) {
    output.answer(
      state === 'published'
        ? 'Nothing is shown: too few people for a figure that is about nobody in particular.'
        : 'Nothing is shown before it is published; `cybermetrics awareness publish ID` counts it once.',
    );
    return;
  }
  output.answer(`  reported           ${shareText(figures.report)}`);
  output.answer(`  first report       ${minutesText(figures.firstMinutes)}`);
  output.answer(`  half, nine in ten  ${minutesText(figures.medianMinutes)}, ${minutesText(figures.ninetiethMinutes)}`);
  output.answer(`  clicked            ${shareText(figures.click)}`);
  output.answer(`  with unsure ones   ${shareText(figures.clickWithUnsure)}`);
  output.answer(`  with machines      ${shareText(figures.clickWithRobots)}`);
  output.answer(`  entered data       ${shareText(figures.dataEntry)}`);
  for (const { rule, verdict, clicks, submissions } of campaign.rules)
    if (clicks + submissions > 0) output.answer(`  ${verdict}: ${clicks + submissions} (${robotRules[rule].label.en})`);
  const nameOf = (id: string | null) => campaign.groups.find((group) => group.id === id)?.name || 'department not known';
  const rows = campaign.cells.flatMap(({ groupId, roleGroupId, hidden, people, report, click }) => {
    if (groupId === null || roleGroupId !== null || people === 0) return [];
    if (hidden !== null) return [[nameOf(groupId), hiddenTexts[hidden].en, '', '']];
    return [[nameOf(groupId), String(people), shareText(report), shareText(click)]];
  });
  output.answer(formatTable(groupColumns, rows, output.width));
}
