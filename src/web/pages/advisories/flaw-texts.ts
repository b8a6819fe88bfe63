/** What a document says of one flaw, in short: its scores, and why products are not affected. */
import type { AdvisoryFlaw } from '#core/advisories/advisory.ts';
import type { Messages } from '../../messages/en.ts';

type Words = Messages['advisories'];

/** Each score once: as the document writes it, as its vector gives it, or computed where the document gives the vector alone. */
export function scoreTexts({ scores }: Pick<AdvisoryFlaw, 'scores'>, words: Words, print: (score: number) => string): string[] {
  const texts = scores.map(({ version, baseScore, computed, vectorScore }) => {
    const score = `CVSS ${version}: ${baseScore === null ? '–' : print(baseScore)}`;
    if (computed === true) return `${score} (${words.computed})`;
    return vectorScore === undefined ? score : `${score} (${words.vectorGives(print(vectorScore))})`;
  });
  return [...new Set(texts)];
}

/** Each reason once, with the words of the supplier where there are some; a label that nobody here knows stays as it is written. */
export function reasonTexts({ statuses }: Pick<AdvisoryFlaw, 'statuses'>, words: Words): string[] {
  const labels: Readonly<Record<string, string>> = words.justifications;
  const texts = statuses.flatMap(({ status, justification, statement }) => {
    if (status !== 'known-not-affected') return [];
    const label = justification === undefined ? undefined : Object.hasOwn(labels, justification) ? labels[justification] : justification;
    const said = [label, statement].filter((text) => text !== undefined).join(': ');
    return said === '' ? [] : [said];
  });
  return [...new Set(texts)];
}
