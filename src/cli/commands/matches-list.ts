/** `cybermetrics matches list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { identityStandings, matchStatuses } from '#contract/endpoints/match-questions.ts';
import { Problem } from '#core/kernel/problem.ts';
import { bands } from '#core/matching/probability.ts';
import { bandWord, chanceText } from '../match-table.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { namesOfQuestion, questionWords } from '../question-words.ts';
import { formatTable } from '../table.ts';

const toRight = new Set([1, 4, 5]);

export const matchesList = defineCommand({
  name: 'matches list',
  summary: 'Questions about matches: may this product of an advisory be that device model? The gravest and surest first',
  details:
    'One row for each device model and product, whatever the number of devices and documents. Weak ones and what was denied are shown when asked for. Answer with: cybermetrics decide QUESTION confirmed|denied|unsure',
  arguments: [],
  flags: [
    { name: 'band', value: 'BANDS', summary: `with commas: ${bands.join(', ')}; default likely,check`, suggests: bands },
    {
      name: 'answer',
      value: 'ANSWERS',
      summary: `with commas: ${identityStandings.join(', ')}; default all but denied`,
      suggests: identityStandings,
    },
    { name: 'status', value: 'STATUSES', summary: `with commas: ${matchStatuses.join(', ')}`, suggests: matchStatuses },
    { name: 'all-versions', value: null, summary: 'those that rest on “all versions” alone' },
    { name: 'search', value: 'WORDS', summary: 'words in vendor, model, product, document number or CVE' },
    { name: 'limit', value: 'N', summary: 'so many at most (1 to 1000); default 100' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const { limit, search, status } = flags;
    if (limit !== undefined && !/^([1-9]\d{0,2}|1000)$/.test(String(limit)))
      throw new Problem('usage-invalid', '--limit takes a number from 1 to 1000.', { limit });
    const client = await connect(input);
    const query = {
      band: typeof flags['band'] === 'string' ? flags['band'] : 'likely,check',
      answer: typeof flags['answer'] === 'string' ? flags['answer'] : identityStandings.filter((one) => one !== 'denied').join(','),
      ...(typeof status === 'string' ? { status } : {}),
      ...(flags['all-versions'] === true ? { allVersions: 'true' as const } : {}),
      ...(typeof search === 'string' ? { search } : {}),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    };
    const answer = await client.matching.questions({ query, signal });
    if (output.isJson) {
      output.answer(JSON.stringify(answer));
      return exitCodes.complete;
    }
    const words = questionWords(output.language);
    const rows = answer.items.map((one) => [
      one.id,
      chanceText(one.probability, one.answer === 'confirmed'),
      bandWord(one.band, output.language),
      words.answers[one.answer],
      String(one.assets.total),
      String(one.assets.affected),
      ...namesOfQuestion(one),
      [
        one.scoreMax === null ? null : `CVSS ${one.scoreMax.toFixed(1)}`,
        one.kev === true ? words.exploited : null,
        one.restsOnAllVersions ? words.allVersions : null,
      ]
        .filter((text) => text !== null)
        .join(', '),
    ]);
    const columns = words.columns.map((title, at) => ({ title, whole: at === 0, alignRight: toRight.has(at) }));
    output.answer(formatTable(columns, rows, output.width));
    output.progress(words.of(rows.length, answer.total));
    const { totals } = answer;
    output.progress(words.totals(totals.questions, totals.answers.open, totals.allVersions));
    return exitCodes.complete;
  },
});
