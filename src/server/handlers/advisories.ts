/** Handlers of advisories. They are read and checked by whoever hands them in; what arrives is looked at again. */
import { problemOfDocument } from '#advisory-sources/advisory-reading.ts';
import { Problem } from '#core/kernel/problem.ts';
import { findAdvisory, listAdvisories, takeAdvisories, type GivenAdvisory } from '#store/advisories/advisories.ts';
import { listTenants } from '#store/organisations.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { givenAdvisory } from '../sources/given-advisory.ts';

/** One request; the command line sends a few megabytes at a time. */
const bytesMax = 64 * 1024 ** 2;

export const advisoryHandlers: Pick<Handlers, 'advisories.take' | 'advisories.list' | 'advisories.get'> = {
  'advisories.take': async ({ context, request }) => {
    const lines = (await textOf(request)).split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0) throw new Problem('request-invalid', 'The body holds no advisory; write one JSON object per line.');
    const taken = await takeAdvisories(context.database, lines.map(givenOf), { now: context.clock.now(), newId: context.newId });
    if (taken.added + taken.changed > 0)
      for (const { organisationId } of await listTenants(context.database)) await context.jobs.enqueueMatching(organisationId);
    return taken;
  },

  'advisories.list': ({ context, principal, query: { search, cve, here, limit, offset } }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) =>
      listAdvisories(scope, { search, cveId: cve?.toUpperCase(), isFoundHere: here === 'true', limit, offset }),
    ),

  'advisories.get': async ({ context, principal, params: { id } }) => {
    const found = await readingOrganisation(context.database, principal.organisationId, (scope) => findAdvisory(scope, id));
    if (found === null) throw new Problem('not-found', 'The node holds no such advisory.', { id });
    return found;
  },
};

function givenOf(line: string, index: number): GivenAdvisory {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new Problem('request-invalid', `Line ${index + 1} is no JSON; write one advisory per line.`, { line: index + 1 }, cause);
  }
  const problem = problemOfDocument(json);
  if (problem !== undefined) throw problem;
  const taken = givenAdvisory(json);
  if (taken.kind === 'given') return taken.given;
  const { where } = taken;
  throw new Problem('request-invalid', `Line ${index + 1} is no advisory as it was read (${where}).`, { line: index + 1, where });
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new Problem('file-too-large', `The body is over ${bytesMax} bytes; hand in fewer advisories at a time.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
