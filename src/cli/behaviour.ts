/** Behaviour campaigns as text: a table of them, and one with its plan, power, effect and what is assumed. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { BehaviourDetail, BehaviourEntry } from '#contract/endpoints/behaviour.ts';
import { comparisonAssumptions } from '#core/awareness/behaviour/assumptions.ts';
import type { EffectCaution, UnknownReason } from '#core/awareness/behaviour/behaviour-ids.ts';
import { behaviourCauses, behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { formatTable } from './table.ts';

type Effect = Extract<NonNullable<BehaviourDetail['effect']>, { kind: 'known' }>;
type Difference = Effect['comparison'];

const stateWords = { draft: 'being planned', running: 'running', ended: 'ended', stopped: 'stopped' };
const unknownWords: Readonly<Record<UnknownReason, string>> = {
  'other-groups': 'a test of these days was counted in other groups: those of another year',
  'no-test-before': 'no published test in the days before that went to both sides',
  'no-test-after': 'no published test in the days that are judged that went to both sides',
  'hidden-cell': 'a group is hidden in a test: too few people, or it would give others away',
  'nobody-counted': 'nobody was counted on one of the sides',
};
const cautionWords: Readonly<Record<EffectCaution, string>> = {
  'scatter-assumed': 'Too few departments to see how much they move on their own; the interval takes what the plan assumed.',
  'few-departments': 'Few departments: the interval is wide because little is known of how much they move on their own.',
  'trend-moved': 'Before the campaign the gap between the sides was moving already; the effect may be that movement.',
  'trend-unseen': 'One test before: nobody can see whether the sides were moving alike.',
  'difficulty-unknown': 'How hard the mails were is not settled; before and after by themselves may differ because of it.',
  'difficulty-differs': 'The mails before and after were not equally hard; look at the comparison, not at before and after.',
  'one-sided-tests': 'Tests that went to one side only were left out.',
  'groups-left-out': 'Groups with nobody counted before or after were left out.',
};
const decisionWords = { adopt: 'kept and spread', adapt: 'changed and tried again', abandon: 'dropped' };
const columns = ['ID', 'NAME', 'STATE', 'JUDGED', 'RESULT'].map((title) => ({ title, whole: title === 'ID' }));

const points = (value: number) => (Math.abs(value) * 100).toFixed(1);
const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${points(value)}`;

/** "between 4.0 and 11.2 points more". */
export function differenceText({ interval: { lower, upper } }: Difference): string {
  if (lower > 0) return `between ${points(lower)} and ${points(upper)} points more`;
  if (upper < 0) return `between ${points(upper)} and ${points(lower)} points less`;
  return `no difference that can be shown (${signed(lower)} to ${signed(upper)} points)`;
}

export function printBehaviourList(output: CommandOutput, items: readonly BehaviourEntry[]): void {
  if (items.length === 0) {
    output.answer('No behaviour campaign yet; `cybermetrics awareness behaviour new FILE` writes the plan of one.');
    return;
  }
  const rows = items.map(({ id, name, state, after, comparison }) => [
    id,
    name,
    stateWords[state],
    `${after.fromOn} to ${after.toOn}`,
    comparison === null ? (state === 'ended' ? 'unknown' : '') : differenceText(comparison),
  ]);
  output.answer(formatTable(columns, rows, output.width));
}

export function printBehaviour(output: CommandOutput, detail: BehaviourDetail): void {
  const { plan, state, effect, stopReason, conclusion } = detail;
  const nameOf = (id: string) => detail.groups.find((group) => group.id === id)?.name ?? id;
  output.answer(`${plan.name}: ${stateWords[state]}`);
  output.answer(`  problem        ${plan.problem}`);
  output.answer(`  instead        ${plan.targetBehaviour}`);
  output.answer(`  cause          ${plan.causes.map((cause) => behaviourCauses[cause].label.en).join(', ')}: ${plan.causeText}`);
  output.answer(`  intervention   ${plan.intervention} (${plan.during.fromOn} to ${plan.during.toOn})`);
  output.answer(`  judged by      ${behaviourMeasures[plan.measure].label.en}`);
  output.answer(`  reached        ${plan.reachedGroupIds.map(nameOf).join('; ')}`);
  output.answer(`  compared with  ${plan.otherGroupIds.map(nameOf).join('; ')}`);
  output.answer(`  days           before ${plan.before.fromOn} to ${plan.before.toOn}, judged ${plan.after.fromOn} to ${plan.after.toOn}`);
  printForeseen(output, detail);
  if (detail.startedAt !== null)
    output.answer(`Frozen since ${detail.startedAt.slice(0, 10)}, by ${detail.startedBy ?? 'the owner of the node'}.`);
  if (detail.waiting.length > 0) output.answer(`Not published yet: ${detail.waiting.map(({ name }) => name).join(', ')}.`);
  if (stopReason !== null) output.answer(`Stopped: ${stopReason}`);
  if (effect?.kind === 'unknown') output.answer(`The effect is not known: ${unknownWords[effect.reason]}.`);
  else if (effect !== null) printEffect(output, effect);
  if (conclusion !== null) output.answer(`What is done with it: ${decisionWords[conclusion.decision]}. ${conclusion.text}`);
}

function printForeseen(output: CommandOutput, { foreseen, plan }: BehaviourDetail): void {
  if (foreseen.kind === 'unknown') {
    output.answer(`What it could show is not known: ${unknownWords[foreseen.reason]}.`);
    return;
  }
  const { power, detectable, timesNeeded } = foreseen;
  const of = points(plan.expectedEffect);
  output.answer(
    power === null
      ? `An effect of ${of} points is not possible from ${percent(foreseen.reached.share)}.`
      : `An effect of ${of} points would be seen in ${Math.round(power * 100)} of 100 such campaigns.`,
  );
  output.answer(
    detectable === null
      ? 'No effect would be seen four times out of five: too few people or departments.'
      : `Seen four times out of five: ${points(detectable)} points or more.`,
  );
  if (timesNeeded !== null && timesNeeded > 1) output.answer(`For ${of} points: ${timesNeeded.toFixed(1)} times as many people.`);
}

function printEffect(output: CommandOutput, effect: Effect): void {
  const arm = ({ before, after, change }: Effect['reached']) =>
    `${percent(before.value)} (${before.numerator}/${before.denominator}) → ${percent(after.value)} (${after.numerator}/${after.denominator}): ${differenceText(change)}`;
  output.answer(`Compared with the others: ${differenceText(effect.comparison)} (best estimate ${signed(effect.comparison.estimate)}).`);
  output.answer(`  reached  ${arm(effect.reached)}`);
  output.answer(`  others   ${arm(effect.others)}`);
  output.answer(`  An effect of ${points(effect.detectable)} points would have been seen four times out of five.`);
  if (effect.trend !== null) output.answer(`  Before, the gap moved per 30 days: ${differenceText(effect.trend)}.`);
  for (const caution of effect.cautions) output.answer(`  ! ${cautionWords[caution]}`);
  output.answer('It is the effect of the campaign if:');
  for (const { label } of comparisonAssumptions) output.answer(`  - ${label.en}`);
}
