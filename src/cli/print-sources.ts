/** The public sources as lines. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { ProviderJson } from '#contract/endpoints/providers.ts';
import type { SourceJson, SourcesJson } from '#contract/endpoints/sources.ts';
import { knownCoverage } from '#contract/source-coverage.ts';
import { fetchText } from './fetch-text.ts';
import { formatTable } from './table.ts';

const columns = [
  { title: 'source', whole: true },
  { title: 'edition' },
  { title: 'dated' },
  { title: 'entries', alignRight: true },
  { title: 'known right until' },
  { title: 'age', alignRight: true },
  { title: 'last attempt' },
  { title: 'next fetch' },
];

export function printSources(output: CommandOutput, answer: SourcesJson & { readonly providers?: readonly ProviderJson[] }): void {
  if (output.isJson) {
    output.answer(JSON.stringify(answer));
    return;
  }
  output.answer(formatTable(columns, answer.items.map(rowOf), output.width));
  const { scored, exploited } = knownCoverage(answer);
  const said = (count: number | null, words: string) => (count === null ? `it is unknown how many ${words}` : `${count} ${words}`);
  const parts = [said(scored, 'have a score of EPSS'), said(exploited, 'are in the KEV catalogue')];
  output.answer(`of ${answer.coverage.cves} ${answer.coverage.cves === 1 ? 'CVE' : 'CVEs'} found here ${parts.join(', and ')}`);
  for (const { notice } of answer.leaned) if (notice !== null) output.answer(notice[output.language]);
  for (const { id, problem } of answer.items) if (problem !== null) output.answer(`${id}: ${problem.detail}`);
}

function rowOf({ id, edition, datedAt, entries, asOf, ageDays, isStale, triedAt, problem, fetch }: SourceJson): string[] {
  const minute = (at: string | null) => (at === null ? '–' : `${at.slice(0, 16).replace('T', ' ')} UTC`);
  const age = ageDays === null ? 'never taken' : `${ageDays} ${ageDays === 1 ? 'day' : 'days'}${isStale ? ', stale' : ''}`;
  const attempt = problem === null ? minute(triedAt) : `${minute(problem.at)} (${problem.code})`;
  return [
    id,
    edition ?? '–',
    datedAt?.slice(0, 10) ?? '–',
    asOf === null ? '–' : String(entries),
    minute(asOf),
    age,
    attempt,
    fetchText(fetch),
  ];
}
