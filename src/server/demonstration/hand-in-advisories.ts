/** Takes the advisories of the demonstration as a person would who checks files and hands them in. */
import { readFile } from 'node:fs/promises';
import { readCsafDocument } from '#advisory-sources/csaf/read-document.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { takeAdvisories } from '#store/advisories/advisories.ts';
import type { ServerContext } from '../server-context.ts';
import { givenAdvisory } from '../sources/given-advisory.ts';

export async function handInAdvisories(context: ServerContext, organisationId: OrganisationId, files: readonly string[]): Promise<void> {
  const given = [];
  for (const file of files) {
    const document: unknown = JSON.parse(await readFile(file, 'utf8'));
    const read = readCsafDocument(document);
    invariant(read.kind === 'read', `${file} is a CSAF document`);
    const verdict = await validateCsafDocument(document);
    const brokenRules = [...new Set(verdict?.failures.map(({ ruleId }) => ruleId) ?? [])];
    const taken = givenAdvisory({ advisory: read.advisory, brokenRules });
    invariant(taken.kind === 'given', `${file} was read as an advisory`);
    given.push(taken.given);
  }
  await takeAdvisories(context.database, given, { now: context.clock.now(), newId: context.newId });
  await context.jobs.enqueueMatching(organisationId);
}
