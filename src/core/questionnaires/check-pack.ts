/**
 * Reads a questionnaire pack: its form by the schema, then what must agree between its parts. Every fault says what is wrong, where (JSON
 * Pointer, RFC 6901) and what to do.
 */
import { invariant } from '../kernel/invariant.ts';
import { Problem } from '../kernel/problem.ts';
import { nearestNames } from '../query/nearest.ts';
import type { ChoiceItem, Condition, PackItem, PackTexts, QuestionnairePack } from './pack.ts';
import { scaleSteps } from './pack.ts';
import { QuestionnairePackFile } from './pack-schema.ts';

const packFaultCodes = [
  'form-wrong',
  'id-repeated',
  'text-missing',
  'text-in-unknown-language',
  'reference-unknown',
  'condition-forward',
  'condition-impossible',
  'answer-unknown',
  'counted-without-answer',
  'nothing-scored',
] as const;

export interface PackFault {
  readonly code: (typeof packFaultCodes)[number];
  /** JSON Pointer; '' is the whole file. */
  readonly pointer: string;
  readonly message: string;
}

export type ReadPack =
  | { readonly kind: 'pack'; readonly pack: QuestionnairePack }
  | { readonly kind: 'faulty'; readonly faults: readonly [PackFault, ...PackFault[]] };

/** @param given JSON, parsed */
export function readPack(given: unknown): ReadPack {
  const read = QuestionnairePackFile.safeParse(given);
  const faults = read.success
    ? [...faultsOf(read.data)]
    : read.error.issues.map(({ path, message }): PackFault => ({ code: 'form-wrong', pointer: pointerTo(...path), message }));
  const [first, ...more] = faults;
  if (first !== undefined) return { kind: 'faulty', faults: [first, ...more] };
  invariant(read.success, 'a file that is refused has a fault');
  return { kind: 'pack', pack: read.data };
}

/** @throws Problem `questionnaire-invalid` with every fault in its data. */
export function requirePack(given: unknown): QuestionnairePack {
  const read = readPack(given);
  if (read.kind === 'pack') return read.pack;
  const [{ pointer, message }, ...more] = read.faults;
  const place = pointer === '' ? '/' : pointer;
  if (more.length === 0)
    throw new Problem('questionnaire-invalid', `The questionnaire has a fault at ${place}: ${message}.`, { faults: read.faults });
  throw new Problem('questionnaire-invalid', `The questionnaire has ${more.length + 1} faults, the first at ${place}: ${message}.`, {
    faults: read.faults,
  });
}

/** RFC 6901: `~` and `/` within a name are written `~0` and `~1`. */
export function pointerTo(...path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

const fault = (code: PackFault['code'], message: string, ...path: readonly PropertyKey[]): PackFault => ({
  code,
  pointer: pointerTo(...path),
  message,
});

function* faultsOf(pack: QuestionnairePack): Generator<PackFault> {
  yield* repeated(pack.languages, 'languages');
  for (const name of ['areas', 'scales', 'items'] as const) {
    const ids = pack[name].map(({ id }) => id);
    yield* repeated(ids, name, 'id');
  }
  for (const { texts, path } of textsOf(pack)) yield* faultsOfTexts(pack.languages, texts, path);
  for (const [place, item] of pack.items.entries()) {
    if (item.kind === 'scale') {
      yield* faultsOfReference(item.area, pack.areas, 'area', ['items', place, 'area']);
      yield* faultsOfReference(item.scale, pack.scales, 'scale', ['items', place, 'scale']);
    } else yield* faultsOfChoice(item, place);
    if (item.showWhen !== null) yield* faultsOfCondition(pack, item, item.showWhen, place);
  }
  if (!pack.items.some((item) => item.kind === 'scale' || item.rightAnswer !== null))
    yield fault('nothing-scored', 'no question is counted; add one of kind scale, or a choice with a rightAnswer', 'items');
}

/** @param key where the id stands within each; undefined: each is the id */
function* repeated(ids: readonly string[], list: string, key?: string): Generator<PackFault> {
  for (const [place, id] of ids.entries()) {
    const first = ids.indexOf(id);
    if (first === place) continue;
    const path = [list, place, ...(key === undefined ? [] : [key])];
    yield fault('id-repeated', `"${id}" stands at ${pointerTo(list, first)} already; give each a name of its own`, ...path);
  }
}

interface PlacedTexts {
  readonly texts: PackTexts;
  readonly path: readonly PropertyKey[];
}

function textsOf(pack: QuestionnairePack): readonly PlacedTexts[] {
  return [
    { texts: pack.title, path: ['title'] },
    { texts: pack.introduction, path: ['introduction'] },
    { texts: pack.consent, path: ['consent'] },
    ...pack.areas.map(({ title }, place) => ({ texts: title, path: ['areas', place, 'title'] })),
    ...pack.scales.flatMap(({ labels }, place) => labels.map((texts, step) => ({ texts, path: ['scales', place, 'labels', step] }))),
    ...pack.items.flatMap((item, place): PlacedTexts[] => [
      { texts: item.text, path: ['items', place, 'text'] },
      ...(item.kind === 'choice' ? item.options : []).map(({ text }, option) => ({
        texts: text,
        path: ['items', place, 'options', option, 'text'],
      })),
    ]),
  ];
}

function* faultsOfTexts(languages: readonly string[], texts: PackTexts, path: readonly PropertyKey[]): Generator<PackFault> {
  for (const language of languages) {
    if (!Object.hasOwn(texts, language))
      yield fault('text-missing', `the text in "${language}" is missing; write it, or take the language out of /languages`, ...path);
  }
  for (const language of Object.keys(texts)) {
    if (!languages.includes(language))
      yield fault(
        'text-in-unknown-language',
        `"${language}" is no language of this pack; add it to /languages, or take the text out`,
        ...path,
        language,
      );
  }
}

function* faultsOfReference(
  id: string,
  known: readonly { readonly id: string }[],
  what: 'area' | 'scale',
  path: readonly PropertyKey[],
): Generator<PackFault> {
  const ids = known.map((one) => one.id);
  if (!ids.includes(id))
    yield fault('reference-unknown', `there is no ${what} "${id}"; the nearest are ${nearestNames(id, ids, 3).join(', ')}`, ...path);
}

function* faultsOfChoice({ options, rightAnswer, countsFor }: ChoiceItem, place: number): Generator<PackFault> {
  const ids = options.map(({ id }) => id);
  for (const [option, id] of ids.entries()) {
    if (ids.indexOf(id) !== option)
      yield fault(
        'id-repeated',
        `"${id}" is an option of this question already; give each a name of its own`,
        'items',
        place,
        'options',
        option,
        'id',
      );
  }
  if (rightAnswer !== null && !ids.includes(rightAnswer))
    yield fault('answer-unknown', `"${rightAnswer}" is none of its options: ${ids.join(', ')}`, 'items', place, 'rightAnswer');
  if (countsFor !== null && rightAnswer === null)
    yield fault(
      'counted-without-answer',
      'what counts for a figure needs a rightAnswer; name one of its options',
      'items',
      place,
      'countsFor',
    );
}

function* faultsOfCondition({ items }: QuestionnairePack, own: PackItem, condition: Condition, place: number): Generator<PackFault> {
  const at = items.findIndex(({ id }) => id === condition.item);
  const other = items[at];
  if (other === undefined) {
    const earlier = items.slice(0, place).map(({ id }) => id);
    const nearest = nearestNames(condition.item, earlier, 3).join(', ');
    yield fault(
      'reference-unknown',
      `there is no item "${condition.item}"; the nearest before it are ${nearest === '' ? 'none' : nearest}`,
      ...['items', place, 'showWhen', 'item'],
    );
    return;
  }
  if (at >= place) {
    const message = `"${other.id}" is asked after "${own.id}" or is the same; a question can depend on what was asked before it alone`;
    yield fault('condition-forward', message, 'items', place, 'showWhen', 'item');
    return;
  }
  for (const [index, answer] of condition.answerIn.entries()) {
    const isPossible = other.kind === 'scale' ? typeof answer === 'number' : other.options.some(({ id }) => id === answer);
    if (isPossible) continue;
    const possible = other.kind === 'scale' ? `1 … ${scaleSteps}` : other.options.map(({ id }) => id).join(', ');
    const message = `"${answer}" is no answer to "${other.id}"; its answers are ${possible}`;
    yield fault('condition-impossible', message, 'items', place, 'showWhen', 'answerIn', index);
  }
}
