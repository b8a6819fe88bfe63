/** What is published of components in words, in the language of the reader. */
import type { BillFlawJson, ComponentFlaws } from '#contract/endpoints/component-flaws.ts';
import type { Language } from '#core/kernel/text.ts';

interface Words {
  readonly statuses: Readonly<Record<BillFlawJson['status'], string>>;
  readonly knowledge: Readonly<Record<Exclude<ComponentFlaws['knowledge'], 'matched'>, string>>;
  readonly none: string;
  readonly exploited: string;
  readonly also: string;
  readonly totals: (affected: number, undetermined: number, notAffected: number, fixed: number) => string;
  readonly nameless: (count: number, of: number) => string;
  readonly shown: (count: number, of: number) => string;
}

const english: Words = {
  statuses: { affected: 'affected', undetermined: 'to find out', 'not-affected': 'not affected', fixed: 'fixed' },
  knowledge: {
    waiting: 'It was not held against advisories yet.',
    nameless: 'It has no package URL and no CPE name: nothing can be said of it.',
    gone: 'It is in no newest bill, so it is not held against advisories.',
  },
  none: 'No advisory names its package.',
  exploited: 'known to be exploited',
  also: 'also',
  totals: (affected, undetermined, notAffected, fixed) =>
    `Flaws. Affecting a component: ${affected} · to find out: ${undetermined} · not affected, says a supplier: ${notAffected} · fixed: ${fixed}`,
  nameless: (count, of) => `${count} of ${of} components have no identifier: nothing can be said of them.`,
  shown: (count, of) => `${count} of ${of} are shown.`,
};

const dutch: Words = {
  statuses: { affected: 'getroffen', undetermined: 'uit te zoeken', 'not-affected': 'niet getroffen', fixed: 'verholpen' },
  knowledge: {
    waiting: 'Het is nog niet naast adviezen gelegd.',
    nameless: 'Het heeft geen pakket-URL en geen CPE-naam: er is niets over te zeggen.',
    gone: 'Het staat in geen nieuwste stuklijst en wordt daarom niet naast adviezen gelegd.',
  },
  none: 'Geen advies noemt het pakket.',
  exploited: 'bekend misbruikt',
  also: 'ook',
  totals: (affected, undetermined, notAffected, fixed) =>
    `Kwetsbaarheden. Treft een onderdeel: ${affected} · uit te zoeken: ${undetermined} · niet getroffen, zegt een leverancier: ${notAffected} · verholpen: ${fixed}`,
  nameless: (count, of) => `${count} van ${of} onderdelen hebben geen identificatie: er is niets over te zeggen.`,
  shown: (count, of) => `${count} van ${of} worden getoond.`,
};

const wordsIn = (language: Language): Words => (language === 'nl' ? dutch : english);

/** Of one component, with what every document says. */
export function componentFlawLines({ knowledge, items }: ComponentFlaws, language: Language): readonly string[] {
  const words = wordsIn(language);
  if (knowledge !== 'matched') return [words.knowledge[knowledge]];
  if (items.length === 0) return [words.none];
  return items.flatMap((item) => {
    const [, ...others] = item.words;
    return [...flawLines(item, words, language), ...others.map(({ explanation }) => `    ${words.also}: ${explanation[language]}`)];
  });
}

interface BillFlaws {
  readonly items: readonly BillFlawJson[];
  readonly total: number;
  readonly totals: Readonly<Record<'affected' | 'undetermined' | 'notAffected' | 'fixed', number>>;
  readonly components: number;
  readonly nameless: number;
}

/** Of all components of a bill: what stands. */
export function billFlawLines({ items, total, totals, components, nameless }: BillFlaws, language: Language): readonly string[] {
  const words = wordsIn(language);
  return [
    words.totals(totals.affected, totals.undetermined, totals.notAffected, totals.fixed),
    ...(nameless === 0 ? [] : [words.nameless(nameless, components)]),
    ...items.flatMap((item) => flawLines(item, words, language, `${[item.componentName, item.componentVersion ?? ''].join(' ').trim()}: `)),
    ...(items.length < total ? [words.shown(items.length, total)] : []),
  ];
}

function flawLines(
  { key, names, status, score, kev, title, explanation }: Omit<BillFlawJson, 'componentId' | 'componentName' | 'componentVersion'>,
  words: Words,
  language: Language,
  before = '',
): string[] {
  const facts = [words.statuses[status], score === null ? '' : `CVSS ${score.toFixed(1)}`, kev === true ? words.exploited : '', ...names];
  return [`${before}${key}  ${facts.filter((part) => part !== '').join(', ')}  ${title}`, `    ${explanation[language]}`];
}
