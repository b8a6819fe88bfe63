/**
 * What crosses the wire of a question about matching: device, product, what versions mean, and what people said. Not here: the
 * endpoints (`matching.ts`). Source: domain/medical-advisories.md 4, 5.
 */
import { z } from 'zod';
import { bands } from '#core/matching/probability.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();
const text = z.string();

export const matchStatuses = ['affected', 'undetermined', 'fixed'] as const;
/** What people said, all together: two who disagree are a conflict. */
export const identityStandings = ['open', 'confirmed', 'denied', 'unsure', 'conflict'] as const;
export const versionStandings = ['open', 'affected', 'not-affected', 'conflict'] as const;

export const MatchStatus = z.enum(matchStatuses);
export const StatusBasis = z.enum(['range', 'list', 'all-versions', 'version-missing', 'not-comparable']);
const Band = z.enum(bands);

export const MatchReasonJson = z.object({
  rule: text.describe('stable id of the rule'),
  detail: text.describe('what the rule found, as written on the sides'),
});

export const AssetsByStatus = z.object({
  total: count,
  affected: count,
  undetermined: count,
  fixed: count.describe('outside every affected range; claims no fix by the vendor'),
});

const questionFields = {
  id: text.describe('stays the same as long as device and product are called so'),
  deviceKey: text,
  productKey: text,
  device: z.object({
    vendor: text.nullable().describe('as the register writes it, most often'),
    model: text,
    modelId: text.nullable().describe('id of the device model'),
  }),
  product: z.object({ vendor: text.nullable(), name: text }).describe('as the newest of the advisories names it'),
  band: Band,
  probability: z.number().min(0).max(1).describe('that the product is the same; before any answer'),
  answer: z.enum(identityStandings),
  identifiedBy: z.enum(['person', 'identifier']).nullable().describe('what makes it sure: people, or an exact identifier of the device'),
  assets: AssetsByStatus.describe('each by the gravest that any of the documents says'),
  documents: count,
  cves: count,
  scoreMax: z.number().nullable().describe('highest CVSS base score of the flaws that concern the product'),
  kev: z.boolean().nullable().describe('one of the flaws is known to be exploited; null: no catalogue is held'),
  tierLowest: z.int().nullable().describe('of the assets; 1 is closest to the patient'),
  restsOnAllVersions: z.boolean().describe('only because the advisory says “all versions”, not because a version was compared'),
};

export const QuestionJson = z.object(questionFields);
export type QuestionJson = z.infer<typeof QuestionJson>;

export const matchAnswers = ['confirmed', 'denied', 'unsure', 'affected', 'not-affected'] as const;

export const MatchDecisionJson = z.object({
  id: text,
  kind: z.enum(['identity', 'version']),
  deviceKey: text,
  productKey: text,
  answer: z.enum(matchAnswers),
  clauseText: text.nullable().describe('of a version answer'),
  deviceVersion: text.nullable().describe('of a version answer; null: the register writes none'),
  person: text.nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
  at: instant,
  reason: text.nullable(),
  origin: z.enum(['said', 'file']).describe('file: imported from a file of decisions'),
  counts: z.boolean().describe('the newest of its person and not withdrawn'),
  withdrawnAt: instant.nullable(),
  withdrawnBy: text.nullable(),
});
export type MatchDecisionJson = z.infer<typeof MatchDecisionJson>;

const QuestionDocument = z.object({
  advisoryId: text,
  documentId: text,
  publisher: text.nullable(),
  title: text,
  revision: text.nullable(),
  publishedAt: instant.nullable(),
  modifiedAt: instant.nullable(),
  publishedUrl: text.nullable(),
  probability: z.number().min(0).max(1).nullable().describe('null: its name did not lead here, a confirmed product did'),
  reasons: z.array(MatchReasonJson).readonly().describe('why the product of this document may be the device'),
  products: z
    .array(
      z.object({
        productId: text,
        vendor: text.nullable(),
        name: text,
        clauseText: text.nullable().describe('versions it speaks of, as written; null: all versions'),
        says: text.nullable().describe('product status of the advisory, such as known-affected; null: none'),
      }),
    )
    .readonly(),
  versions: z
    .array(
      z.object({
        deviceVersion: text.nullable().describe('as the register writes it; null: none'),
        status: MatchStatus,
        basis: StatusBasis,
        decidedBy: z.array(text).readonly().describe('ids of the products whose clause gave the status'),
        clauseText: text.describe('to be given with an answer about this version'),
        answer: z.enum(versionStandings),
        reasons: z.array(MatchReasonJson).readonly(),
        assets: z.object({
          total: count,
          items: z
            .array(z.object({ id: text, name: text, department: text.nullable(), tier: z.int().nullable() }))
            .readonly()
            .describe('the first hundred'),
        }),
      }),
    )
    .readonly()
    .describe('versions of the device held against the clauses'),
  flaws: z
    .array(
      z.object({
        cveId: text.nullable(),
        title: text.nullable(),
        scoreMax: z.number().nullable(),
        kev: z.boolean().nullable().describe('null: no CVE, or no catalogue is held'),
      }),
    )
    .readonly(),
  remediations: z.array(z.object({ category: text, details: text, url: text.nullable(), productIds: z.array(text).readonly() })).readonly(),
});

export const QuestionDetail = z.object({
  ...questionFields,
  tree: z.array(QuestionDocument).readonly().describe('newest first'),
  decisions: z.array(MatchDecisionJson).readonly().describe('newest first, withdrawn ones too'),
});
export type QuestionDetail = z.infer<typeof QuestionDetail>;

export const MatchingState = z.object({
  running: z.boolean().describe('waiting in line or at work'),
  matchedAt: instant.nullable(),
  lines: count.describe('different ways in which the register calls devices'),
  assets: count.describe('that name a model'),
  notMatchable: count.describe('assets that name no model: nothing can be said of them'),
  documents: count,
  setAside: z
    .object({ documents: count, rules: z.array(z.object({ rule: text, documents: count })).readonly() })
    .describe('documents that break a rule of their standard, and are not matched'),
  problem: z.object({ code: text, detail: text, at: instant }).nullable().describe('why the last matching failed'),
});
export type MatchingState = z.infer<typeof MatchingState>;
