/** The page about the quality of matching: figures, reliability, and the worst errors in words. */
import { bandEdges } from '#core/matching/probability.ts';
import { vendorPackVersion } from '#core/matching/vendor-pack.ts';
import { wordPackVersion } from '#core/matching/word-pack.ts';
import { wilsonInterval } from '#core/statistics/wilson.ts';
import type { Judged } from './cross-validation.ts';
import { foldCount, ridge } from './cross-validation.ts';

const statuses = ['affected', 'fixed', 'undetermined'] as const;

export interface Quality {
  readonly truePairs: number;
  readonly returned: number;
  readonly found: number;
  readonly precision: number;
  readonly recall: number;
  readonly statusAccuracy: number;
  /** Share of found `affected` pairs that were called `fixed`. */
  readonly affectedCalledFixed: number;
  readonly brier: number;
}

/** Product level over (line, document) pairs, at the lower edge of the band `check`. */
export function qualityOf(judged: readonly Judged[], edge: number = bandEdges.check): Quality {
  const returned = judged.filter((each) => (each.candidate?.probability ?? 0) >= edge);
  const found = returned.filter((each) => each.truth !== null);
  const affected = found.filter((each) => each.truth === 'affected');
  const truePairs = judged.filter((each) => each.truth !== null).length;
  return {
    truePairs,
    returned: returned.length,
    found: found.length,
    precision: found.length / returned.length,
    recall: found.length / truePairs,
    statusAccuracy: found.filter((each) => each.candidate?.status === each.truth).length / found.length,
    affectedCalledFixed: affected.filter((each) => each.candidate?.status === 'fixed').length / affected.length,
    brier: judged.reduce((sum, each) => sum + ((each.candidate?.probability ?? 0) - (each.truth === null ? 0 : 1)) ** 2, 0) / judged.length,
  };
}

export function qualityPage(judged: readonly Judged[], advisoryCount: number): string {
  const quality = qualityOf(judged);
  const lines = new Set(judged.map((each) => each.line.id)).size;
  return [
    '<!-- Written by `npm run bench:matching`. Do not edit. -->',
    '',
    '# How well matching by name does',
    '',
    `Cross-validated by advisory in ${foldCount} folds: ${advisoryCount} medical advisories, ${lines} register lines with a pair, ${quality.truePairs} true pairs of line and document.`,
    `The weights of a fold have seen none of its advisories (ridge ${ridge}). The packs of vendors and words are the same for every fold: they were`,
    'written by hand from public company history and plain language, by people who had the development half of the set at hand, so these figures are the',
    'best case. The larger half, with its own advisories, is kept elsewhere and was not seen.',
    `Packs: vendors ${vendorPackVersion}, words ${wordPackVersion}.`,
    '',
    ...mainTable(judged, quality),
    '',
    '## Status',
    '',
    'Of the true pairs returned, what the version said (rows: label).',
    '',
    ...statusTable(judged),
    '',
    '## Per kind of line',
    '',
    ...kindTable(judged),
    '',
    '## Reliability',
    '',
    `Of the candidates in each decile of probability, the share that is the same product. Brier score ${quality.brier.toFixed(4)} over all candidates; a true pair that is not even weak counts as probability 0.`,
    '',
    ...reliabilityTable(judged),
    '',
    '## The twenty worst errors',
    '',
    'Furthest from the truth first. The rules say why.',
    '',
    ...worstErrors(judged),
    '',
  ].join('\n');
}

function share(part: number, whole: number): string {
  const interval = wilsonInterval(part, whole);
  const ratio = whole === 0 ? '–' : (part / whole).toFixed(3);
  return interval === null ? ratio : `${ratio} (${interval.lower.toFixed(3)}–${interval.upper.toFixed(3)})`;
}

function mainTable(judged: readonly Judged[], quality: Quality): string[] {
  const rows = (['likely', 'check', 'weak'] as const).map((band) => {
    const at = qualityOf(judged, bandEdges[band]);
    return `| ${band} and better | ≥ ${bandEdges[band].toFixed(2)} | ${share(at.found, at.returned)} | ${share(at.found, at.truePairs)} | ${at.returned} | ${at.found} |`;
  });
  return [
    '| band | probability | precision (95 %) | recall (95 %) | returned | found |',
    '| --- | --- | --- | --- | --: | --: |',
    ...rows,
    '',
    `Promised over likely and check: precision ≥ 0.95 at recall ≥ 0.90, status accuracy ≥ 0.95 (here ${quality.statusAccuracy.toFixed(3)}), affected called fixed ≤ 1 % (here ${(quality.affectedCalledFixed * 100).toFixed(1)} %).`,
  ];
}

function found(judged: readonly Judged[]): Judged[] {
  return judged.filter((each) => each.truth !== null && (each.candidate?.probability ?? 0) >= bandEdges.check);
}

function statusTable(judged: readonly Judged[]): string[] {
  const count = (truth: string, said: string): number =>
    found(judged).filter((each) => each.truth === truth && each.candidate?.status === said).length;
  return [
    `| label | ${statuses.join(' | ')} |`,
    '| --- | --: | --: | --: |',
    ...statuses.map((truth) => `| ${truth} | ${statuses.map((said) => String(count(truth, said))).join(' | ')} |`),
  ];
}

function kindTable(judged: readonly Judged[]): string[] {
  const kinds = [...new Set(judged.map((each) => each.line.kind))].toSorted();
  const rows = kinds.map((kind) => {
    const own = judged.filter((each) => each.line.kind === kind);
    const truths = own.filter((each) => each.truth !== null).length;
    const returned = own.filter((each) => (each.candidate?.probability ?? 0) >= bandEdges.check);
    const same = returned.filter((each) => each.truth !== null);
    const right = same.filter((each) => each.candidate?.status === each.truth).length;
    return `| ${kind} | ${truths} | ${returned.length} | ${same.length} | ${right} |`;
  });
  return ['| kind | true pairs | returned | of them true | status right |', '| --- | --: | --: | --: | --: |', ...rows];
}

function reliabilityTable(judged: readonly Judged[]): string[] {
  const rows = Array.from({ length: 9 }, (_, at) => (at + 1) / 10).map((low) => {
    const own = judged.filter(
      ({ candidate }) => candidate !== null && candidate.probability >= low && (candidate.probability < low + 0.1 || low === 0.9),
    );
    const same = own.filter((each) => each.truth !== null).length;
    const mean = own.reduce((sum, { candidate }) => sum + (candidate?.probability ?? 0), 0) / Math.max(1, own.length);
    return `| ${low.toFixed(1)}–${(low + 0.1).toFixed(1)} | ${own.length} | ${own.length === 0 ? '–' : mean.toFixed(2)} | ${share(same, own.length)} |`;
  });
  return ['| probability | candidates | mean | the same product (95 %) |', '| --- | --: | --: | --- |', ...rows];
}

function worstErrors(judged: readonly Judged[]): string[] {
  const distance = ({ candidate, truth }: Judged): number => Math.abs((candidate?.probability ?? 0) - (truth === null ? 0 : 1));
  const isWrongStatus = ({ candidate, truth }: Judged): boolean =>
    truth !== null && candidate !== null && candidate.probability >= bandEdges.check && candidate.status !== truth;
  const wrong = judged.filter((each) => distance(each) > 0.5 || isWrongStatus(each));
  const worst = wrong.toSorted((left, right) => distance(right) - distance(left) || left.line.id.localeCompare(right.line.id)).slice(0, 20);
  return worst.map((each) => {
    const said = each.candidate === null ? 'not found' : `probability ${each.candidate.probability.toFixed(2)}, ${each.candidate.status}`;
    const label = each.truth === null ? 'another product' : `the same product, ${each.truth}`;
    const why =
      each.candidate === null
        ? 'no rule brought them together'
        : each.candidate.reasons.map(({ rule, detail }) => `${rule}: ${detail}`).join('; ');
    return `- **${each.line.vendor} – ${each.line.product}** (${each.line.version ?? 'no version'}) and ${each.document}: ${said}; label: ${label}. ${why}`;
  });
}
