/** A pack in some of its languages: what a round asks in, and what whoever is asked is sent. */
import { Problem } from '../kernel/problem.ts';
import type { PackTexts, QuestionnairePack } from './pack.ts';

/**
 * The languages a round asks in, in the order given: the first is shown to whoever asks for none of them.
 *
 * @param asked null: all of the pack
 * @throws Problem `request-invalid`: none, one twice, or one that the pack has no texts in
 */
export function requireLanguages({ languages }: Pick<QuestionnairePack, 'languages'>, asked: readonly string[] | null): readonly string[] {
  if (asked === null) return languages;
  if (asked.length === 0 || new Set(asked).size < asked.length)
    throw new Problem('request-invalid', 'Choose at least one language, and each once.');
  if (asked.some((tag) => !languages.includes(tag)))
    throw new Problem('request-invalid', 'This pack has no texts in one of these languages; choose among its own.', { languages });
  return asked;
}

/** The same pack with the texts of these languages and no others. */
export function packIn(pack: QuestionnairePack, languages: readonly string[]): QuestionnairePack {
  const own = (texts: PackTexts): PackTexts => Object.fromEntries(languages.map((tag) => [tag, texts[tag] ?? '']));
  return {
    ...pack,
    languages,
    title: own(pack.title),
    introduction: own(pack.introduction),
    consent: own(pack.consent),
    areas: pack.areas.map((area) => ({ ...area, title: own(area.title) })),
    scales: pack.scales.map((scale) => ({ ...scale, labels: scale.labels.map(own) })),
    items: pack.items.map((item) => {
      const text = own(item.text);
      if (item.kind === 'scale') return { ...item, text };
      return { ...item, text, options: item.options.map((option) => ({ ...option, text: own(option.text) })) };
    }),
  };
}
