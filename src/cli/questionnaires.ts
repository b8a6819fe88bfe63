/** Rounds of questionnaires as text: a table of them, and one with what was published of it. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { QuestionnaireResults } from '#contract/endpoints/questionnaire-results.ts';
import type { RoundDetail, RoundJson } from '#contract/endpoints/questionnaires.ts';
import { hiddenTexts } from '#core/disclosure/hidden-words.ts';
import { formatTable } from './table.ts';

const columnsOf = (titles: readonly string[]) => titles.map((title) => ({ title, whole: title === 'ID' }));
const roundColumns = columnsOf(['ID', 'NAME', 'PACK', 'STATE', 'LAST DAY', 'LINKS', 'ANSWERS']);
const scaleColumns = columnsOf(['SCALE', 'RESPONDENTS', 'SCORE', '95 %', 'ALPHA', 'OMEGA']);
const groupColumns = columnsOf(['GROUP', 'RESPONDENTS', 'SCORE', '95 %']);

const stateWords = { made: 'not opened', open: 'open', over: 'last day past', closed: 'closed', published: 'published' };

export function printRounds(output: CommandOutput, items: readonly RoundJson[]): void {
  if (items.length === 0) {
    output.answer('No round was made yet; `cybermetrics questionnaires make` makes one of a pack.');
    return;
  }
  const rows = items.map(({ id, name, pack, state, closesOn, invited, answered }) => [
    id,
    name,
    `${pack.id} ${pack.version}`,
    stateWords[state],
    closesOn,
    String(invited),
    state === 'published' ? '' : answered === null ? 'fewer than ten' : String(answered),
  ]);
  output.answer(formatTable(roundColumns, rows, output.width));
}

export function printRound(output: CommandOutput, round: RoundDetail): void {
  const { name, state, closesOn, answered, invited, groups, results } = round;
  output.answer(`${name}: ${stateWords[state]}, last day ${closesOn}, ${invited} links`);
  if (round.leftOut !== null && round.leftOut > 0) output.answer(`  left out: ${round.leftOut} sheets that stand in another round`);
  if (results !== null) {
    printResults(output, results);
    return;
  }
  output.answer(`  answers: ${answered === null ? 'fewer than ten' : answered}`);
  for (const group of groups) output.answer(`  ${group.id.trim()}  ${group.name || 'department not known'}  ${group.invited} links`);
}

type Figure = QuestionnaireResults['scales'][number]['figure'];

function figureCells(figure: Figure, hidden: keyof typeof hiddenTexts | null): readonly [string, string, string] {
  if (figure === null) return [hiddenTexts[hidden ?? 'too-few-people'].en, '', ''];
  const { respondents, index, interval } = figure;
  return [String(respondents), index.toFixed(1), `${interval.lower.toFixed(1)}–${interval.upper.toFixed(1)}`];
}

function printResults(
  output: CommandOutput,
  { response, answered, invited, scales, groups, leftOut, knowsHowToReport }: QuestionnaireResults,
): void {
  const share = (value: number) => `${(value * 100).toFixed(1)} %`;
  output.answer(`  answered: ${answered ?? 'fewer than ten'} of ${invited}${response === null ? '' : ` (${share(response.value)})`}`);
  if (scales.length === 0) {
    output.answer('  Nothing is shown: fewer than ten people answered.');
    return;
  }
  if (knowsHowToReport !== null) {
    const { value, interval, numerator, denominator } = knowsHowToReport;
    output.answer(
      `  knows how to report: ${share(value)} (${share(interval.lower)}–${share(interval.upper)}; ${numerator}/${denominator})`,
    );
  }
  const coefficient = (given: QuestionnaireResults['scales'][number]['alpha']) =>
    given === null ? '' : given.value === null ? (given.reason ?? '') : given.value.toFixed(2);
  const rows = scales.map(({ id, figure, hidden, alpha, omega }) => [
    id,
    ...figureCells(figure, hidden),
    coefficient(alpha),
    coefficient(omega),
  ]);
  output.answer(formatTable(scaleColumns, rows, output.width));
  if (leftOut.length > 0) output.answer(`  left out, as fewer than ten answered: ${leftOut.map(({ itemId }) => itemId).join(', ')}`);
  const own = groups.map(({ name, hidden, figures }) => {
    const whole = figures.find(({ scaleId }) => scaleId === '*/*') ?? null;
    return [name || 'department not known', ...figureCells(whole, hidden)];
  });
  output.answer(formatTable(groupColumns, own, output.width));
}
