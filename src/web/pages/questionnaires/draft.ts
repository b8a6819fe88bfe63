/** A pack while it is written: plain changes, each giving a new one. What is wrong with it the node says when it is saved (check-pack.ts). */
import type { Answer, ChoiceItem, PackItem, PackTexts, QuestionnairePack } from '#core/questionnaires/pack.ts';
import { comparePacks } from '#core/questionnaires/pack-versions.ts';

export function changeItem(pack: QuestionnairePack, place: number, item: PackItem): QuestionnairePack {
  return { ...pack, items: pack.items.with(place, item) };
}

/** @param by −1 up, 1 down; nothing happens at the ends */
export function moveItem(pack: QuestionnairePack, place: number, by: -1 | 1): QuestionnairePack {
  const item = pack.items[place];
  const other = pack.items[place + by];
  if (item === undefined || other === undefined) return pack;
  return { ...pack, items: pack.items.with(place, other).with(place + by, item) };
}

export function removeItem(pack: QuestionnairePack, place: number): QuestionnairePack {
  return { ...pack, items: pack.items.toSpliced(place, 1) };
}

/** At the end, of the first area and scale, with an id that no item has. */
export function addItem(pack: QuestionnairePack, kind: PackItem['kind']): QuestionnairePack {
  const taken = new Set(pack.items.map(({ id }) => id));
  let number = pack.items.length + 1;
  while (taken.has(`item-${number}`)) number += 1;
  const texts = emptyTexts(pack);
  const shared = { id: `item-${number}`, text: texts, showWhen: null };
  const item: PackItem =
    kind === 'scale'
      ? {
          kind,
          ...shared,
          area: pack.areas[0]?.id ?? '',
          dimension: 'knowledge',
          scale: pack.scales[0]?.id ?? '',
          isReversed: false,
        }
      : { kind, ...shared, options: [newOption(pack, []), newOption(pack, ['option-1'])], rightAnswer: null, countsFor: null };
  return { ...pack, items: [...pack.items, item] };
}

export function newOption(pack: QuestionnairePack, taken: readonly string[]): ChoiceItem['options'][number] {
  let number = taken.length + 1;
  while (taken.includes(`option-${number}`)) number += 1;
  return { id: `option-${number}`, text: emptyTexts(pack) };
}

function emptyTexts({ languages }: QuestionnairePack): PackTexts {
  return Object.fromEntries(languages.map((language) => [language, '']));
}

/** The items that a condition of this one can be about: those before it. */
export function itemsBefore({ items }: QuestionnairePack, place: number): readonly PackItem[] {
  return items.slice(0, place);
}

/** What a condition can ask of an item. */
export function possibleAnswers(item: PackItem): readonly Answer[] {
  return item.kind === 'choice' ? item.options.map(({ id }) => id) : [1, 2, 3, 4, 5];
}

/** The smallest version that may be given to what was changed; the same where nothing was. */
export function neededVersion(before: QuestionnairePack, draft: QuestionnairePack, taken: readonly string[]): string {
  const { needs } = comparePacks(before, { ...draft, version: before.version });
  const [major = 0, minor = 0, patch = 0] = before.version.split('.').map(Number);
  if (needs === 'none') return before.version;
  const next = (step: number) =>
    needs === 'major' ? `${major + step}.0.0` : needs === 'minor' ? `${major}.${minor + step}.0` : `${major}.${minor}.${patch + step}`;
  let step = 1;
  while (taken.includes(next(step))) step += 1;
  return next(step);
}
