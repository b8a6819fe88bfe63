/** CSAF providers as lines: how whole each is, and what could not be taken. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { ProviderDetailJson, ProviderJson } from '#contract/endpoints/providers.ts';
import { fetchText } from './fetch-text.ts';
import { formatTable } from './table.ts';

const columns = [
  { title: 'provider', whole: true },
  { title: 'listed', alignRight: true },
  { title: 'held', alignRight: true },
  { title: 'kept aside', alignRight: true },
  { title: 'failed', alignRight: true },
  { title: 'waiting', alignRight: true },
  { title: 'taken until' },
  { title: 'age', alignRight: true },
  { title: 'last attempt' },
  { title: 'next fetch' },
];

export function printProviders(output: CommandOutput, items: readonly ProviderJson[]): void {
  if (items.length === 0) return;
  output.answer(formatTable(columns, items.map(rowOf), output.width));
  for (const { id, problem, documents, closedListings, workingSince } of items) {
    if (problem !== null) output.answer(`${id}: ${problem.detail}`);
    if (workingSince !== null) output.answer(`${id}: a sync is at work since ${minute(workingSince)}`);
    if (closedListings > 0) output.answer(`${id}: lists of documents that ask for a login and are not taken: ${closedListings}`);
    if (documents.unproven > 0) output.answer(`${id}: taken without hash or signature: ${documents.unproven}`);
    if (documents.failed + documents.aside > 0) output.answer(`${id}: which failed or break a rule is told by \`sources status ${id}\``);
  }
}

export function printProvider(output: CommandOutput, provider: ProviderDetailJson): void {
  printProviders(output, [provider]);
  const { publisher, role, metadataUrl, documents, notable } = provider;
  output.answer(`publisher: ${publisher ?? '–'}; role: ${role ?? '–'}; metadata: ${metadataUrl ?? '–'}`);
  for (const { url, state, brokenRules, problem } of notable) {
    output.answer(state === 'failed' ? `failed  ${url}  ${problem?.detail ?? ''}` : `aside   ${url}  breaks ${brokenRules.join(', ')}`);
  }
  const more = documents.failed + documents.aside - notable.length;
  if (more > 0) output.answer(`and ${more} more`);
}

const minute = (at: string | null) => (at === null ? '–' : `${at.slice(0, 16).replace('T', ' ')} UTC`);

function rowOf({ id, documents, takenUntil, ageDays, isStale, triedAt, problem, fetch }: ProviderJson): string[] {
  const { listed, held, aside, failed, waiting } = documents;
  const age = ageDays === null ? 'never whole' : `${ageDays} ${ageDays === 1 ? 'day' : 'days'}${isStale ? ', stale' : ''}`;
  const attempt = problem === null ? minute(triedAt) : `${minute(problem.at)} (${problem.code})`;
  return [id, ...[listed, held, aside, failed, waiting].map(String), minute(takenUntil), age, attempt, fetchText(fetch)];
}
