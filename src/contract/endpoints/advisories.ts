/** Advisories that the node holds: taken as they were read, listed, and read in full. */
import { z } from 'zod';
import type { Advisory } from '#core/advisories/advisory.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();
const text = z.string();
const productIds = z.array(text);
const Note = z.object({ category: text, title: text.nullable(), text });
const Step = { category: text, relatesTo: text };
const Operator = z.enum(['AND', 'OR']);
const AffectedStatus = z.enum(['affected', 'unaffected', 'unknown']);

const ApplicabilityConfiguration = z
  .object({
    operator: Operator,
    isNegated: z.boolean(),
    nodes: z.array(
      z.object({
        operator: Operator,
        isNegated: z.boolean(),
        matches: z.array(
          z.object({
            criteria: text.describe('CPE 2.3'),
            isVulnerable: z.boolean().describe('false: a platform it runs on, or a version known to be safe'),
            startIncluding: text.exactOptional(),
            startExcluding: text.exactOptional(),
            endIncluding: text.exactOptional(),
            endExcluding: text.exactOptional(),
          }),
        ),
      }),
    ),
  })
  .describe('the flaw applies where one of its configurations holds');

const AffectedVersions = z
  .object({
    productId: text,
    defaultStatus: AffectedStatus.nullable(),
    versions: z.array(
      z.object({
        version: text,
        status: AffectedStatus,
        versionType: text.exactOptional(),
        lessThan: text.exactOptional(),
        lessThanOrEqual: text.exactOptional(),
        changes: z.array(z.object({ at: text, status: AffectedStatus })).exactOptional(),
      }),
    ),
    platforms: z.array(text).exactOptional().describe('the record speaks of the product on these only'),
  })
  .describe('what a CVE record says of the versions of a product');

const SsvcAssessment = z.object({
  by: text,
  at: instant.nullable(),
  exploitation: text.nullable(),
  automatable: text.nullable(),
  technicalImpact: text.nullable(),
});

const Kind = z.enum(['csaf', 'cve', 'nvd', 'osv', 'openvex', 'cyclonedx-vex']);

const PackageRange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('vers'), vers: text }),
  z.object({ kind: z.literal('commits'), repository: text.nullable(), introduced: z.array(text), fixed: z.array(text) }),
]);

const AdvisoryJson: z.ZodType<Advisory> = z.object({
  kind: Kind,
  documentId: text.min(1).max(1_000),
  revision: text.nullable(),
  title: text,
  publisher: text.nullable(),
  publishedAt: instant.nullable(),
  modifiedAt: instant.nullable(),
  publishedUrl: text.max(2_000).exactOptional().describe('where the document says that it stands'),
  notes: z.array(Note),
  products: z.array(
    z.object({
      productId: text,
      name: text,
      paths: z.array(z.array(z.object({ category: text, name: text }))),
      identifiers: z.array(
        z.object({
          kind: z.enum(['cpe', 'purl', 'model-number', 'serial-number', 'sku', 'gtin', 'udi-di', 'hash', 'uri']),
          value: text,
        }),
      ),
      relationship: z.object({ ...Step, productId: text, further: z.array(z.object(Step)).exactOptional() }).nullable(),
    }),
  ),
  flaws: z.array(
    z.object({
      cveId: z
        .string()
        .regex(/^CVE-\d{4}-\d{4,19}$/)
        .nullable(),
      otherIds: z.array(text),
      title: text.nullable(),
      cweIds: z.array(text),
      statuses: z.array(
        z.object({
          productId: text,
          justification: text.max(100).exactOptional().describe('why it is not affected, as a label of OpenVEX, CycloneDX or CSAF'),
          statement: text.exactOptional(),
          status: z.enum([
            'first-affected',
            'known-affected',
            'last-affected',
            'first-fixed',
            'fixed',
            'recommended',
            'known-not-affected',
            'under-investigation',
            'unknown',
          ]),
        }),
      ),
      scores: z.array(
        z.object({
          version: z.enum(['2.0', '3.0', '3.1', '4.0']),
          vector: text,
          baseScore: z.number().nullable(),
          productIds,
          computed: z.literal(true).exactOptional().describe('the document gives the vector alone'),
          vectorScore: z.number().exactOptional().describe('what the vector gives, where that is not the score of the document'),
        }),
      ),
      remediations: z.array(z.object({ category: text, details: text, url: text.nullable(), productIds })),
      notes: z.array(Note).exactOptional(),
      applicability: z.array(ApplicabilityConfiguration).exactOptional(),
      affected: z.array(AffectedVersions).exactOptional(),
      ssvc: z.array(SsvcAssessment).exactOptional(),
      listedAsExploitedOn: z.iso.date().exactOptional(),
    }),
  ),
  packages: z
    .array(z.object({ productId: text, purl: text, ranges: z.array(PackageRange), versions: z.array(text), within: text.exactOptional() }))
    .exactOptional()
    .describe('products as package managers name them, with the versions that are meant'),
  references: z.array(z.object({ url: text, tags: z.array(text) })).exactOptional(),
  isRejected: z.literal(true).exactOptional().describe('its publisher took the document back; it names no product any more'),
});

/** One line of what is handed in. */
export const TakenAdvisory = z.strictObject({
  advisory: AdvisoryJson,
  brokenRules: z.array(text.regex(/^[\w.]{1,20}$/)).max(200),
});

const AdvisoryEntryJson = z.object({
  id: text,
  kind: Kind,
  documentId: text,
  publisher: text.nullable(),
  revision: text.nullable(),
  title: text,
  publishedAt: instant.nullable(),
  modifiedAt: instant.nullable(),
  products: count,
  flaws: count,
  scoreMax: z.number().nullable().describe('the highest CVSS base score in it'),
  brokenRules: z.array(text).readonly().describe('numbers of the rules of its standard that it breaks'),
  cveIds: z.array(text).readonly(),
  cvesFoundHere: count.describe('of these, those that scanners reported in this organisation'),
  takenAt: instant,
  changedAt: instant,
});
export type AdvisoryEntryJson = z.infer<typeof AdvisoryEntryJson>;

export const takeAdvisories = defineEndpoint({
  id: 'advisories.take',
  method: 'POST',
  path: '/advisories',
  summary: 'Hand in advisories as they were read, one JSON object per line; the newest revision of each document stands',
  access: access.node,
  params: NoParams,
  query: NoQuery,
  body: null,
  bodyKind: 'bytes',
  response: z.object({ added: count, changed: count, unchanged: count.describe('known already, or older than what is held') }),
  problems: ['request-invalid', 'file-too-large', 'file-malformed', 'file-too-deep'],
});

export const listAdvisories = defineEndpoint({
  id: 'advisories.list',
  method: 'GET',
  path: '/advisories',
  summary: 'Advisories that the node holds, newest first',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    search: text.max(200).optional().describe('words in number, title, publisher or vendors'),
    cve: text.max(30).optional(),
    here: z.enum(['true', 'false']).optional().describe('true: those with a CVE that was found in this organisation'),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  body: null,
  response: z.object({ items: z.array(AdvisoryEntryJson), total: count }),
  problems: ['request-invalid'],
});

export const getAdvisory = defineEndpoint({
  id: 'advisories.get',
  method: 'GET',
  path: '/advisories/{id}',
  summary: 'One advisory in full, by its id or by the number of the document',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: AdvisoryEntryJson.extend({ advisory: AdvisoryJson }),
  problems: ['not-found', 'request-invalid'],
});

export const advisoryEndpoints = [takeAdvisories, listAdvisories, getAdvisory] as const;
