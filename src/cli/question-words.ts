/** Questions about matches in words, in the language of the reader. */
import type { QuestionDetail, QuestionJson } from '#contract/endpoints/match-questions.ts';
import type { Language } from '#core/kernel/text.ts';
import { chanceText } from './match-table.ts';

const english = {
  answers: { open: 'open', confirmed: 'confirmed', denied: 'denied', unsure: 'unsure', conflict: 'conflict' },
  statuses: { affected: 'affected', undetermined: 'to find out', fixed: 'outside' },
  versions: { open: '', affected: 'answered: affected', 'not-affected': 'answered: not affected', conflict: 'two persons disagree' },
  columns: ['question', 'chance', 'match', 'answer', 'assets', 'affected', 'device', 'product of the advisory', 'remarks'],
  allVersions: 'all versions',
  noVersion: 'no version',
  exploited: 'exploited',
  of: (shown: number, total: number) => `${shown} of ${total}`,
  totals: (questions: number, open: number, allVersions: number) =>
    `${questions} questions, ${open} open; ${allVersions} rest on “all versions” alone`,
  clause: 'named versions',
  why: 'why',
  flaws: 'flaws',
  advised: 'advised',
  answered: 'what people answered',
  withdrawn: 'taken back',
  owner: 'owner of the node',
  undo: (id: string) => `take back with: cybermetrics matches undo ${id}`,
  gone: 'Nothing asks this question any more.',
  waiting: 'Matching waits in line or is at work; `cybermetrics matches run --json` tells how it stands.',
};

const dutch: typeof english = {
  answers: { open: 'open', confirmed: 'bevestigd', denied: 'ontkend', unsure: 'onzeker', conflict: 'tegenspraak' },
  statuses: { affected: 'geraakt', undetermined: 'uit te zoeken', fixed: 'erbuiten' },
  versions: {
    open: '',
    affected: 'beantwoord: geraakt',
    'not-affected': 'beantwoord: niet geraakt',
    conflict: 'twee personen verschillen van mening',
  },
  columns: ['vraag', 'kans', 'match', 'antwoord', 'middelen', 'geraakt', 'apparaat', 'product van het advies', 'opmerkingen'],
  allVersions: 'alle versies',
  noVersion: 'geen versie',
  exploited: 'misbruikt',
  of: (shown, total) => `${shown} van ${total}`,
  totals: (questions, open, allVersions) => `${questions} vragen, ${open} open; ${allVersions} rusten alleen op “alle versies”`,
  clause: 'genoemde versies',
  why: 'waarom',
  flaws: 'kwetsbaarheden',
  advised: 'aanbevolen',
  answered: 'wat mensen antwoordden',
  withdrawn: 'ingetrokken',
  owner: 'eigenaar van de node',
  undo: (id) => `intrekken met: cybermetrics matches undo ${id}`,
  gone: 'Niets stelt deze vraag nog.',
  waiting: 'Het vergelijken wacht in de rij of is bezig; `cybermetrics matches run --json` vertelt hoe het staat.',
};

export function questionWords(language: Language): typeof english {
  return language === 'nl' ? dutch : english;
}

export function namesOfQuestion({ device, product }: Pick<QuestionJson, 'device' | 'product'>): readonly [device: string, product: string] {
  const join = (vendor: string | null, name: string) => (vendor === null ? name : `${vendor} ${name}`);
  return [join(device.vendor, device.model), join(product.vendor, product.name)];
}

/** Document by document, with the versions of the device and what people answered. */
export function printQuestion(question: QuestionDetail, language: Language): string {
  const words = questionWords(language);
  const [device, product] = namesOfQuestion(question);
  const lines = [
    `${device} = ${product}?  ${chanceText(question.probability, question.answer === 'confirmed')}  ${words.answers[question.answer]}`,
    ...question.tree.flatMap((document) => printDocument(document, language)),
  ];
  if (question.decisions.length > 0) lines.push('', words.answered);
  for (const { id, kind, answer, person, at, reason, withdrawnAt, deviceVersion, clauseText } of question.decisions) {
    const about = kind === 'version' ? ` (${deviceVersion ?? words.noVersion}, ${clauseText ?? ''})` : '';
    const back = withdrawnAt === null ? '' : ` [${words.withdrawn} ${withdrawnAt}]`;
    lines.push(`  ${id}  ${answer}${about}  ${person ?? words.owner}, ${at}${reason === null ? '' : `: ${reason}`}${back}`);
  }
  return lines.join('\n');
}

function printDocument(document: QuestionDetail['tree'][number], language: Language): string[] {
  const words = questionWords(language);
  const lines = ['', `${document.documentId}  ${document.title}`];
  for (const { name, clauseText, says } of document.products)
    lines.push(`  ${name}  ${words.clause}: ${clauseText ?? words.allVersions}${says === null ? '' : ` (${says})`}`);
  for (const { deviceVersion, status, assets, answer, reasons } of document.versions) {
    const names = assets.items.slice(0, 3).map(({ name }) => name);
    const more = assets.total > names.length ? ` + ${assets.total - names.length}` : '';
    const said = words.versions[answer];
    lines.push(
      `    ${deviceVersion ?? words.noVersion}: ${words.statuses[status]}  ${names.join(', ')}${more}${said === '' ? '' : `  ${said}`}`,
    );
    for (const { rule, detail } of reasons) lines.push(`      ${rule}: ${detail}`);
  }
  lines.push(`  ${words.why}: ${document.reasons.map(({ rule, detail }) => `${rule} (${detail})`).join('; ')}`);
  const flaws = document.flaws.map(({ cveId, title, scoreMax, kev }) =>
    [cveId ?? title ?? '–', scoreMax === null ? null : `CVSS ${scoreMax.toFixed(1)}`, kev === true ? words.exploited : null]
      .filter((text) => text !== null)
      .join(' '),
  );
  if (flaws.length > 0) lines.push(`  ${words.flaws}: ${flaws.join(', ')}`);
  for (const { category, details } of document.remediations)
    lines.push(`  ${words.advised} (${category}): ${details.replace(/\s+/gu, ' ')}`);
  return lines;
}
