/** Lists and details of the record kinds. */
import { z } from 'zod';
import { asset } from '#core/assets/asset.ts';
import { importRun } from '#core/imports/import-run.ts';
import { department, organisation } from '#core/organisations/organisation.ts';
import { causeReasons } from '#core/matching/finding-cause.ts';
import { decisionKinds } from '#core/vulnerabilities/decisions.ts';
import { deployerDecisions } from '#core/vulnerabilities/ssvc.ts';
import { urgencyPoints } from '#core/vulnerabilities/urgency.ts';
import { finding, severities } from '#core/vulnerabilities/finding.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { AssetStatementJson } from './asset-work.ts';
import { FindingComment, FindingDecisionJson } from './finding-work.ts';
import { FindingNamesJson } from './flaw-names.ts';
import { matchAnswers } from './match-questions.ts';
import { IdParams, ListQuery, NoParams, NoQuery, pageOf, recordOf } from '../records.ts';

const listProblems = ['filter-invalid', 'sort-invalid', 'cursor-invalid', 'filter-too-broad', 'request-invalid'] as const;

export const listAssets = defineEndpoint({
  id: 'assets.list',
  method: 'GET',
  path: '/assets',
  summary: 'Assets that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(asset)),
  problems: listProblems,
});

const Localised = z.object({ en: z.string(), nl: z.string() });

/** What one source says of an asset, as written. */
export const AssetSource = z.object({
  source: z.string(),
  role: z.enum(['register', 'discovery']),
  observedAt: z.iso.datetime(),
  lastObservedAt: z.iso.datetime(),
  facts: z.record(z.string(), z.unknown()),
});

export const AssetDetail = z.object({
  record: recordOf(asset),
  model: z
    .object({ id: z.string(), vendor: z.string(), model: z.string(), facts: z.record(z.string(), z.unknown()) })
    .nullable()
    .describe('its device model, and what is taken from there because no source of the asset says it'),
  support: z
    .object({
      title: z.string(),
      cycles: z.array(z.string()).describe('several where the words leave several; the latest end among them counts'),
      endOn: z.iso.date().nullable(),
      isEnded: z.boolean().describe('with no day: ended on a day nobody knows'),
      extendedEndOn: z.iso.date().nullable(),
      statedAt: z.iso.datetime(),
      ownCycles: z.array(z.string()).describe('stated by the organisation itself'),
      isUsed: z.boolean().describe('false: a source or the device model says the end of support, or there is no day'),
    })
    .nullable()
    .describe('what its operating system as written means for its support'),
  statements: z.array(AssetStatementJson).describe('what people stated of it, newest first; it goes before every source'),
  assigned: z.array(z.object({ field: z.string(), rule: z.string() })).describe('fields whose value a rule gives, with its name'),
  sources: z.array(AssetSource),
  conflicts: z.array(
    z.object({
      field: z.string(),
      values: z.array(z.object({ value: z.string(), source: z.string(), observedAt: z.iso.datetime(), used: z.boolean() })),
    }),
  ),
  identifiers: z.array(
    z.object({
      kind: z.string(),
      scope: z.string(),
      value: z.string(),
      sources: z.array(z.string()),
      disabled: z.boolean(),
      lastObservedAt: z.iso.datetime(),
    }),
  ),
  joins: z.array(
    z.object({
      outcome: z.enum(['created', 'joined', 'blocked']),
      source: z.string(),
      importId: z.string(),
      observedAt: z.iso.datetime(),
      explanation: Localised,
      otherAssetId: z.string().nullable(),
    }),
  ),
  presence: z.array(
    z.object({
      kind: z.string(),
      source: z.string(),
      fromAt: z.iso.datetime(),
      lastAt: z.iso.datetime(),
      toAt: z.iso.datetime().nullable(),
    }),
  ),
  history: z.array(
    z.object({
      fromAt: z.iso.datetime(),
      toAt: z.iso.datetime().nullable(),
      changed: z.array(z.object({ field: z.string(), value: z.string().nullable() })),
    }),
  ),
});
export type AssetDetail = z.infer<typeof AssetDetail>;

export const getAsset = defineEndpoint({
  id: 'assets.get',
  method: 'GET',
  path: '/assets/{id}',
  summary: 'One asset with its sources, conflicts, merges and history',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: AssetDetail,
  problems: ['not-found'],
});

export const listFindings = defineEndpoint({
  id: 'findings.list',
  method: 'GET',
  path: '/findings',
  summary: 'Findings that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(finding)),
  problems: listProblems,
});

/** The same findings, one row per scanner check. */
export const FindingGroup = z.object({
  checkId: z.string(),
  scanner: z.string(),
  title: z.string(),
  severity: z.enum(severities.map((severity) => severity.value)),
  assetCount: z.int(),
  findingCount: z.int(),
  cveIds: z.array(z.string()).describe('at most 20'),
  epssMax: z.number().nullable(),
  kev: z.boolean().nullable(),
  dueOnMin: z.iso.date().nullable().describe('the first deadline of those about which nothing was decided'),
  openedAtMin: z.iso.datetime(),
});
export type FindingGroup = z.infer<typeof FindingGroup>;

export const listFindingsByCheck = defineEndpoint({
  id: 'findings.listByCheck',
  method: 'GET',
  path: '/findings/by-check',
  summary: 'Findings that a filter selects, one row per scanner check; sort by severity, dueOn, assetCount, findingCount or title',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(FindingGroup),
  problems: listProblems,
});

const FindingCauseJson = z.object({
  why: z.enum(causeReasons),
  explanation: Localised,
  documentId: z.string().describe('the advisory'),
  advisoryId: z.string(),
  revision: z.string().nullable(),
  version: z.string().nullable().describe('that the register wrote'),
  clause: z.string().nullable().describe('what the advisory says of versions'),
  questionId: z.string(),
  answers: z
    .array(
      z.object({
        answer: z.enum(matchAnswers),
        person: z.string().nullable().describe('null: the owner of the node, or somebody who is no longer known'),
        at: z.iso.datetime(),
        reason: z.string().nullable(),
        withdrawnAt: z.iso.datetime().nullable(),
        withdrawnBy: z.string().nullable(),
      }),
    )
    .describe('that it rests on'),
});

const UrgencyJson = z.object({
  lowest: z.enum(deployerDecisions).describe('at the least'),
  highest: z.enum(deployerDecisions).describe('at the most; another than the least where a point is unknown'),
  points: z.array(
    z.object({
      point: z.enum(urgencyPoints),
      values: z.array(z.string()).describe('one where it is known, else all that it may be'),
      isKnown: z.boolean(),
      explanation: Localised,
    }),
  ),
});

export const FindingDetail = z.object({
  record: recordOf(finding),
  urgency: UrgencyJson.nullable().describe('how soon to mend it, by the deployer table of SSVC; null: it is closed'),
  solution: z.string().nullable(),
  cvssVector: z.string().nullable(),
  policy: z.string().nullable().describe('the SLA policy that set the deadline'),
  history: z.array(
    z.object({
      state: z.enum(['open', 'closed']),
      severity: z.enum(severities.map((severity) => severity.value)),
      fromAt: z.iso.datetime(),
      toAt: z.iso.datetime().nullable(),
      occurrence: z.int(),
      dueOn: z.iso.date().nullable(),
      decision: z.enum(decisionKinds.map((one) => one.value)).nullable(),
      causes: z.array(FindingCauseJson).describe('why it came or went, where advisories said so'),
    }),
  ),
  decisions: z.array(FindingDecisionJson).describe('newest first'),
  comments: z.array(FindingComment).describe('oldest first'),
  flaw: FindingNamesJson,
  observations: z.array(
    z.object({
      observedAt: z.iso.datetime(),
      scanner: z.string(),
      checkId: z.string(),
      severity: z.enum(severities.map((severity) => severity.value)),
      protocol: z.string().nullable(),
      port: z.int().nullable(),
      importId: z.string(),
      file: z.string(),
    }),
  ),
});
export type FindingDetail = z.infer<typeof FindingDetail>;

export const getFinding = defineEndpoint({
  id: 'findings.get',
  method: 'GET',
  path: '/findings/{id}',
  summary: 'One finding with its history, its observations and why they are one, and what people decided and said of it',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: FindingDetail,
  problems: ['not-found'],
});

export const listImports = defineEndpoint({
  id: 'imports.list',
  method: 'GET',
  path: '/imports',
  summary: 'Files handed in, newest first',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(importRun)),
  problems: listProblems,
});

export const listDepartments = defineEndpoint({
  id: 'departments.list',
  method: 'GET',
  path: '/departments',
  summary: 'Departments as the registers name them',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(department)),
  problems: listProblems,
});

export const listOrganisations = defineEndpoint({
  id: 'organisations.list',
  method: 'GET',
  path: '/organisations',
  summary: 'The organisation one is signed in to',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(organisation)),
  problems: listProblems,
});

export const recordEndpoints = [
  listAssets,
  getAsset,
  listFindingsByCheck,
  listFindings,
  getFinding,
  listImports,
  listDepartments,
  listOrganisations,
] as const;
