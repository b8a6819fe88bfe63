/** `cybermetrics decide QUESTION ANSWER` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { QuestionDetail } from '#contract/endpoints/match-questions.ts';
import type { DecideBody } from '#contract/endpoints/matching.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printQuestion, questionWords } from '../question-words.ts';

const identityAnswers = ['confirmed', 'denied', 'unsure'] as const;
const versionAnswers = ['affected', 'not-affected'] as const;
const answers = [...identityAnswers, ...versionAnswers];

export const decide = defineCommand({
  name: 'decide',
  summary: 'Answer a question about a match; the answer holds for every device of the model and every document that names the product',
  details:
    'confirmed, denied or unsure say whether the product is the device. affected or not-affected speak of one version of it. Such as:\n\n  cybermetrics decide 5f0c… denied --reason "another model, looked at the type plate"\n  cybermetrics decide 5f0c… not-affected --version 3.2 --reason "patched by the vendor"',
  arguments: [
    { name: 'QUESTION', summary: 'the id that `matches list` gives, or its first six characters', required: true },
    { name: 'ANSWER', summary: answers.join(', '), required: true, suggests: answers },
  ],
  flags: [
    { name: 'reason', value: 'TEXT', summary: 'why' },
    {
      name: 'version',
      value: 'VERSION',
      summary: 'of affected and not-affected: the version as the register writes it; default: none is written',
    },
    { name: 'clause', value: 'TEXT', summary: 'the versions that the advisory names; needed only where there are several' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { output, signal, flags } = input;
    const [questionId = '', asked = ''] = input.arguments;
    const client = await connect(input);
    const reason = typeof flags['reason'] === 'string' ? flags['reason'] : null;
    const identity = identityAnswers.find((one) => one === asked);
    const version = versionAnswers.find((one) => one === asked);
    let body: DecideBody;
    if (identity !== undefined) body = { kind: 'identity', questionId, answer: identity, reason };
    else if (version === undefined) throw new Problem('usage-invalid', `${asked} is no answer.`, { expected: answers });
    else {
      const deviceVersion = typeof flags['version'] === 'string' ? flags['version'] : null;
      const clauseText =
        typeof flags['clause'] === 'string'
          ? flags['clause']
          : onlyClause(await client.matching.question({ params: { id: questionId }, signal }), deviceVersion);
      body = { kind: 'version', questionId, answer: version, deviceVersion, clauseText, reason };
    }
    const done = await client.matching.decide({ body, signal });
    if (output.isJson) output.answer(JSON.stringify(done));
    else {
      const words = questionWords(output.language);
      output.answer(done.question === null ? words.gone : printQuestion(done.question, output.language));
      output.progress(words.undo(done.decisionId));
    }
    return exitCodes.complete;
  },
});

function onlyClause({ tree }: QuestionDetail, deviceVersion: string | null): string {
  const versions = tree.flatMap((document) => document.versions);
  const clauses = new Set(versions.filter((one) => one.deviceVersion === deviceVersion).map((one) => one.clauseText));
  const [clause] = clauses;
  if (clause !== undefined && clauses.size === 1) return clause;
  if (clause !== undefined)
    throw new Problem('usage-invalid', 'The advisories name several ranges of versions; say which with --clause.', {
      clauses: [...clauses],
    });
  const known = [...new Set(versions.map((one) => one.deviceVersion ?? 'none (without --version)'))];
  throw new Problem('usage-invalid', `No device of this model has that version; give one of these with --version: ${known.join(', ')}.`, {
    versions: known,
  });
}
