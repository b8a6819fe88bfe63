/** `cybermetrics matches answers` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { matchAnswers } from '#contract/endpoints/match-questions.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const words = {
  en: {
    columns: ['answer', 'when', 'who', 'device', 'product of the advisory', 'why', 'remarks'],
    answers: { confirmed: 'confirmed', denied: 'denied', unsure: 'unsure', affected: 'affected', 'not-affected': 'not affected' },
    owner: 'owner of the node',
    ofVersion: (version: string, clause: string) => `version ${version} against ${clause}`,
    noVersion: 'none',
    withdrawn: (who: string, on: string) => `taken back by ${who}, ${on}`,
    replaced: 'replaced by a later answer',
    disputed: 'people disagree',
    file: 'from a file',
    of: (shown: number, total: number, disputed: number) => `${shown} of ${total}; people disagree on ${disputed}`,
  },
  nl: {
    columns: ['antwoord', 'wanneer', 'wie', 'apparaat', 'product van het advies', 'waarom', 'opmerkingen'],
    answers: { confirmed: 'bevestigd', denied: 'ontkend', unsure: 'onzeker', affected: 'geraakt', 'not-affected': 'niet geraakt' },
    owner: 'eigenaar van de node',
    ofVersion: (version: string, clause: string) => `versie ${version} tegen ${clause}`,
    noVersion: 'geen',
    withdrawn: (who: string, on: string) => `ingetrokken door ${who}, ${on}`,
    replaced: 'vervangen door een later antwoord',
    disputed: 'mensen spreken elkaar tegen',
    file: 'uit een bestand',
    of: (shown: number, total: number, disputed: number) => `${shown} van ${total}; bij ${disputed} spreken mensen elkaar tegen`,
  },
};

export const matchesAnswers = defineCommand({
  name: 'matches answers',
  summary: 'The book of answers, newest first: who said what of which device and product, when and why',
  details:
    'Take one back with `cybermetrics matches undo ID`; with --json each has its id. The whole book as a file: `cybermetrics matches export`.',
  arguments: [],
  flags: [
    { name: 'answer', value: 'ANSWERS', summary: `with commas: ${matchAnswers.join(', ')}`, suggests: matchAnswers },
    { name: 'disputed', value: null, summary: 'only those on which people disagree' },
    { name: 'withdrawn', value: null, summary: 'those that were taken back too' },
    { name: 'search', value: 'WORDS', summary: 'words in device or product' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const client = await connect(input);
    const { answer: answers, search } = flags;
    const query = {
      ...(typeof answers === 'string' ? { answer: answers } : {}),
      ...(typeof search === 'string' ? { search } : {}),
      ...(flags['disputed'] === true ? { disputed: 'true' as const } : {}),
      ...(flags['withdrawn'] === true ? { withdrawn: 'true' as const } : {}),
      limit: 1_000,
    };
    const book = await client.matching.decisions({ query, signal });
    if (output.isJson) {
      output.answer(JSON.stringify(book));
      return exitCodes.complete;
    }
    const said = words[output.language];
    const rows = book.items.map((one) => [
      said.answers[one.answer],
      `${one.at.slice(0, 16).replace('T', ' ')} UTC`,
      one.person ?? said.owner,
      one.deviceName ?? one.deviceKey,
      one.productName ?? one.productKey,
      one.reason ?? '',
      [
        one.kind === 'version' ? said.ofVersion(one.deviceVersion ?? said.noVersion, one.clauseText ?? '') : null,
        one.withdrawnAt === null
          ? one.counts
            ? null
            : said.replaced
          : said.withdrawn(one.withdrawnBy ?? said.owner, one.withdrawnAt.slice(0, 10)),
        one.disputed ? said.disputed : null,
        one.origin === 'file' ? said.file : null,
      ]
        .filter((text) => text !== null)
        .join('; '),
    ]);
    output.answer(
      formatTable(
        said.columns.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
    output.progress(said.of(book.items.length, book.total, book.disputed));
    return exitCodes.complete;
  },
});
