/** What people say of the names of flaws: two are one, or what a scanner reports under one is another thing; and taking it back. */
import { z } from 'zod';
import { flawExtents, flawStatementKinds } from '#core/vulnerabilities/flaw-statements.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

export const flawExtentValues = flawExtents.map((one) => one.value);

export const FlawStatementJson = z.object({
  id: z.string(),
  kind: z.enum(flawStatementKinds.map((one) => one.value)),
  key: z.string().describe('name of the flaw: a CVE, an advisory, or scanner:check'),
  title: z.string().nullable(),
  other: z.string().nullable().describe('of “same”: the other name'),
  otherTitle: z.string().nullable(),
  scanner: z.string().nullable().describe('of “apart”: whose reports are another thing'),
  checkId: z.string().nullable().describe('only this check of the scanner; null: all'),
  extent: z.enum(flawExtentValues),
  assetId: z.string().nullable(),
  about: z.string().nullable().describe('the asset or model in words'),
  reason: z.string(),
  statedAt: z.iso.datetime(),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
});
export type FlawStatementJson = z.infer<typeof FlawStatementJson>;

export const FindingNamesJson = z.object({
  key: z.string().describe('the name of the flaw that counts'),
  names: z.array(z.string()).describe('its other names'),
  disputed: z.boolean().describe('files give it more than one CVE, so what they say of its names does not count'),
  seenBy: z
    .array(
      z.object({
        scanner: z.string(),
        checkId: z.string(),
        title: z.string(),
        saidAs: z.string().describe('the name that its files use'),
        severity: z.enum(severities.map((severity) => severity.value)).describe('its newest'),
        firstSeenAt: z.iso.datetime(),
        lastSeenAt: z.iso.datetime(),
        links: z
          .array(
            z.object({
              name: z.string(),
              other: z.string(),
              importId: z.string().nullable(),
              file: z.string().nullable(),
              statementId: z.string().nullable().describe('a person said so; null: the file did'),
            }),
          )
          .describe('what makes the name it uses this flaw; empty: it is the name'),
        apartFromId: z.string().nullable().describe('the finding from which a person set it apart'),
      }),
    )
    .describe('why this is one finding'),
  elsewhere: z
    .array(z.object({ findingId: z.string(), scanner: z.string(), checkId: z.string() }))
    .describe('what a person set apart from it, and where it is told'),
  statements: z.array(FlawStatementJson).describe('what people said of these names, newest first'),
});

const Name = z.string().trim().min(1).max(400);
const Reason = z.string().max(2000).describe('why, for whoever reads it later');

const SaidStatement = z.object({
  id: z.string().describe('what withdraws it'),
  assets: z.int().describe('assets it reaches'),
  waiting: z.int().describe('of those, the ones that show it in a moment'),
});

export const listFlawStatements = defineEndpoint({
  id: 'flaws.list',
  method: 'GET',
  path: '/flaws/names',
  summary: 'What people said of the names of flaws, the withdrawn ones last',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(FlawStatementJson) }),
  problems: [],
});

export const stateSameFlaw = defineEndpoint({
  id: 'flaws.same',
  method: 'POST',
  path: '/flaws/names',
  summary: 'Say that two names are one flaw, on all assets, also in what is imported later',
  access: access.decide,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ key: Name, other: Name, reason: Reason }),
  response: SaidStatement,
  status: 201,
  problems: ['not-found', 'request-invalid', 'conflict'],
});

export const stateApartFlaw = defineEndpoint({
  id: 'flaws.apart',
  method: 'POST',
  path: '/findings/{id}/apart',
  summary: 'Say that what a scanner reports in this finding is another thing: here, on the model, or everywhere',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({
    scanner: z.string().min(1).max(200),
    checkId: z.string().min(1).max(400).optional().describe('only this check of the scanner'),
    extent: z.enum(flawExtentValues).default('asset'),
    reason: Reason,
  }),
  response: SaidStatement,
  status: 201,
  problems: ['not-found', 'request-invalid', 'conflict'],
});

export const withdrawFlawStatement = defineEndpoint({
  id: 'flaws.withdraw',
  method: 'POST',
  path: '/flaws/names/{id}/withdraw',
  summary: 'Take back what was said of a flaw, as if it had never been said; who said and withdrew it stays on record',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: SaidStatement.omit({ id: true }),
  problems: ['not-found', 'conflict'],
});

export const flawEndpoints = [listFlawStatements, stateSameFlaw, stateApartFlaw, withdrawFlawStatement] as const;
