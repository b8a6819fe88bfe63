/** `cybermetrics questionnaires diff A B` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { Language } from '#core/kernel/text.ts';
import type { PackDifference } from '#core/questionnaires/pack-versions.ts';
import { comparePacks, isRaisedEnough } from '#core/questionnaires/pack-versions.ts';
import { readQuestionnaire } from '../questionnaire-file.ts';

export const questionnairesDiff = defineCommand({
  name: 'questionnaires diff',
  summary: 'What changed between two versions of a questionnaire, and whether scores can be laid beside each other; without a node',
  details:
    'Another question, another way to count it or other people asked: a new major number. Other words or another order: a new minor number. Words around the questions: a new patch number. Ends with 3 where the version was not raised by that much.',
  arguments: [
    { name: 'FILE', summary: 'the earlier one', required: true },
    { name: 'FILE', summary: 'the later one', required: true },
  ],
  flags: [],
  run: async (input) => {
    const { output } = input;
    const [before, after] = await Promise.all([0, 1].map((place) => readQuestionnaire(input, input.arguments[place] ?? '')));
    if (before === undefined || after === undefined) return exitCodes.usage;
    const difference = comparePacks(before, after);
    const isEnough = isRaisedEnough(difference);
    if (output.isJson)
      output.answer(JSON.stringify({ before: nameOf(before), after: nameOf(after), ...difference, isRaisedEnough: isEnough }));
    else {
      const words = saidIn[output.language];
      for (const { pointer, what, needs } of difference.changes) output.answer(`${words.what[what]}  ${pointer}  (${words.step[needs]})`);
      output.answer(words.scores[difference.scores]);
      if (!isEnough) output.answer(words.raise(words.step[difference.needs], after.version));
    }
    return isEnough ? exitCodes.complete : exitCodes.partial;
  },
});

const nameOf = ({ id, version }: { readonly id: string; readonly version: string }) => ({ id, version });

interface Words {
  readonly what: Readonly<Record<PackDifference['changes'][number]['what'], string>>;
  readonly step: Readonly<Record<PackDifference['needs'], string>>;
  readonly scores: Readonly<Record<PackDifference['scores'], string>>;
  raise(step: string, version: string): string;
}

const saidIn: Readonly<Record<Language, Words>> = {
  en: {
    what: { added: 'added', removed: 'removed', changed: 'changed', moved: 'moved' },
    step: { none: 'none', patch: 'patch', minor: 'minor', major: 'major' },
    scores: {
      comparable: 'Scores of both can be laid beside each other.',
      'if-meant-alike': 'Scores of both can be laid beside each other if the new words ask the same.',
      'not-comparable': 'Scores of both cannot be laid beside each other.',
    },
    raise: (step, version) => `These changes ask for a new ${step} number; the later one is version ${version}.`,
  },
  nl: {
    what: { added: 'nieuw', removed: 'weg', changed: 'anders', moved: 'verplaatst' },
    step: { none: 'geen', patch: 'patch', minor: 'minor', major: 'major' },
    scores: {
      comparable: 'Scores van beide zijn te vergelijken.',
      'if-meant-alike': 'Scores van beide zijn te vergelijken als de nieuwe woorden hetzelfde vragen.',
      'not-comparable': 'Scores van beide zijn niet te vergelijken.',
    },
    raise: (step, version) => `Deze wijzigingen vragen een nieuw ${step}-nummer; de latere is versie ${version}.`,
  },
};
