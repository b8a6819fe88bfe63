/** `cybermetrics questionnaires verify FILE` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { isProblem } from '#core/kernel/problem.ts';
import type { PackFault } from '#core/questionnaires/check-pack.ts';
import { textIn } from '#core/questionnaires/pack.ts';
import { sayIn } from '#contract/dutch/say-in.ts';
import { readQuestionnaire } from '../questionnaire-file.ts';

export const questionnairesVerify = defineCommand({
  name: 'questionnaires verify',
  summary: 'Check a questionnaire: its form, and what must agree between its parts; without a node',
  details: 'Every fault is named with its place (a JSON Pointer) and what to do. The form is what `questionnaires schema` prints.',
  arguments: [{ name: 'FILE', summary: 'a questionnaire as JSON, or the id of one that comes with the release', required: true }],
  flags: [],
  run: async (input) => {
    const { output } = input;
    const pack = await readQuestionnaire(input, input.arguments[0] ?? '').catch((problem: unknown) => {
      if (isProblem(problem) && !output.isJson)
        for (const { pointer, message } of faultsIn(problem.data['faults']))
          output.progress(`${pointer || '/'}  ${sayIn(output.language, message)}`);
      throw problem;
    });
    const scored = pack.items.filter((item) => item.kind === 'scale');
    const reversed = scored.filter((item) => item.isReversed).length;
    const counts = { items: pack.items.length, scored: scored.length, reversed, areas: pack.areas.length, languages: pack.languages };
    if (output.isJson) output.answer(JSON.stringify({ id: pack.id, version: pack.version, ...counts }));
    else {
      const languages = pack.languages.join(', ');
      const line =
        output.language === 'nl'
          ? `klopt: ${pack.items.length} vragen, waarvan ${scored.length} op een schaal (${reversed} omgekeerd), ${pack.areas.length} onderwerpen, talen ${languages}`
          : `is valid: ${pack.items.length} questions, ${scored.length} of them on a scale (${reversed} reversed), ${pack.areas.length} areas, languages ${languages}`;
      output.answer(`${pack.id} ${pack.version} (${textIn(pack, pack.title, output.language)}) ${line}`);
    }
    return exitCodes.complete;
  },
});

const faultsIn = (data: unknown) => (Array.isArray(data) ? (data as readonly PackFault[]) : []);
