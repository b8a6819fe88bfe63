/** What the address of the list of questions asks for. Unasked it is what waits for an answer: open, and not hardly alike. */
import type { QuestionJson } from '#contract/endpoints/match-questions.ts';
import type { Input } from '#sdk/client-types.ts';
import type { Search } from '../../app/page.ts';

export const bands = ['likely', 'check', 'weak'] as const satisfies readonly QuestionJson['band'][];
export const standings = ['open', 'confirmed', 'denied', 'unsure', 'conflict'] as const satisfies readonly QuestionJson['answer'][];
export const statuses = ['affected', 'undetermined', 'fixed'] as const;

const shownAtOnce = 100;
export const shownMost = 1_000;

export interface Chosen {
  readonly band: readonly (typeof bands)[number][];
  readonly answer: readonly (typeof standings)[number][];
  readonly status: readonly (typeof statuses)[number][];
}

/** What is not asked stands as it does at first: of status nothing, which is any. To find nothing is never asked. */
export function chosenOf({ band, answer, status }: Search): Chosen {
  return {
    band: among(bands, band, ['likely', 'check']),
    answer: among(standings, answer, ['open', 'conflict']),
    status: among(statuses, status, []),
  };
}

function among<T extends string>(known: readonly T[], text: string | undefined, otherwise: readonly T[]): readonly T[] {
  const wanted = text?.split(',') ?? [];
  const found = known.filter((one) => wanted.includes(one));
  return found.length === 0 ? otherwise : found;
}

export function askedOf(search: Search): NonNullable<Input<'matching.questions'>['query']> {
  const { band, answer, status } = chosenOf(search);
  const words = (search['words'] ?? '').trim().slice(0, 200);
  return {
    band: band.join(','),
    answer: answer.join(','),
    ...(status.length === 0 ? {} : { status: status.join(',') }),
    ...(search['all'] === 'true' ? { allVersions: 'true' as const } : {}),
    ...(words === '' ? {} : { search: words }),
    limit: Math.min(shownMost, Math.max(shownAtOnce, Number(search['shown']) || 0)),
  };
}

/** Puts a choice in or out; the address says nothing where all is as at first. */
export function toggled(search: Search, name: keyof Chosen, value: string): Search {
  const own: readonly string[] = chosenOf(search)[name];
  const first: readonly string[] = chosenOf({})[name];
  const next = own.includes(value) ? own.filter((one) => one !== value) : [...own, value];
  const isAsFirst = next.length === 0 || (next.length === first.length && first.every((one) => next.includes(one)));
  const { shown: _shown, ...rest } = search;
  return { ...rest, [name]: isAsFirst ? undefined : next.join(',') };
}

/** Whether the list is what anybody sees first: then an empty one says that all is answered. */
export function isUnasked(search: Search): boolean {
  return ['band', 'answer', 'status', 'all', 'words'].every((name) => (search[name] ?? '') === '');
}
