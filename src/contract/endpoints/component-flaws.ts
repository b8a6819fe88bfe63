/**
 * What is published of the components of bills of materials: flaw by flaw what stands, by whose word, and what the other documents say.
 * Not here: the components themselves (`software.ts`). Source: domain/medical-advisories.md 4.5, 6.
 */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoQuery } from '../records.ts';
import { StatusBasis } from './match-questions.ts';

const count = z.int().min(0);
const text = z.string();
const Localised = z.object({ en: text, nl: text });

export const componentStatuses = ['affected', 'undetermined', 'not-affected', 'fixed'] as const;
const Status = z
  .enum(componentStatuses)
  .describe('not-affected: a supplier says so; fixed: the version lies outside of what is called affected, or is called fixed');

const WordJson = z.object({
  advisoryId: text,
  documentId: text,
  kind: z.enum(['csaf', 'cve', 'nvd', 'osv', 'openvex', 'cyclonedx-vex']),
  publisher: text.nullable(),
  revision: text.nullable(),
  modifiedAt: text.nullable(),
  by: z.enum(['supplier', 'list', 'cpe']).describe('cpe: only a CPE name leads there, which is never the whole list'),
  status: Status,
  basis: StatusBasis,
  probability: z.number().min(0).max(1).describe('that the package is the same'),
  isOfProduct: z.boolean().describe('it is about this product, or about the component as a part of it'),
  justification: text.nullable().describe('label of OpenVEX, CycloneDX or CSAF'),
  statement: text.nullable().describe('as the supplier wrote it'),
  explanation: Localised,
});

const flaw = {
  key: text.describe('CVE id, else another public id, else the publisher’s own'),
  cveId: text.nullable(),
  names: z.array(text).readonly().describe('further public ids'),
  title: text,
  status: Status,
  score: z.number().nullable().describe('highest CVSS base score that a document gives'),
  kev: z.boolean().nullable().describe('known to be exploited; null: no catalogue is held, or the flaw has no CVE'),
  explanation: Localised.describe('what stands, in words'),
};

export const ComponentFlawJson = z.object({
  ...flaw,
  basis: StatusBasis,
  isSure: z.boolean().describe('affected, by a package URL that leaves nothing open: assets of the product get a finding'),
  words: z.array(WordJson).readonly().describe('what stands first, then the newest'),
});
export type ComponentFlawJson = z.infer<typeof ComponentFlawJson>;

export const ComponentFlaws = z.object({
  knowledge: z
    .enum(['matched', 'waiting', 'nameless', 'gone'])
    .describe('nameless: it has no identifier to look up; gone: it is in no newest bill; waiting: it is looked up soon'),
  matchedAt: z.iso.datetime().nullable(),
  items: z.array(ComponentFlawJson).readonly().describe('the gravest first, at most 2,000'),
});
export type ComponentFlaws = z.infer<typeof ComponentFlaws>;

export const getComponentFlaws = defineEndpoint({
  id: 'components.flaws',
  method: 'GET',
  path: '/components/{id}/flaws',
  summary: 'What advisories and suppliers say of one component, flaw by flaw, with reasons',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ComponentFlaws,
  problems: ['not-found'],
});

export const BillFlawJson = z.object({ ...flaw, componentId: text, componentName: text, componentVersion: text.nullable() });
export type BillFlawJson = z.infer<typeof BillFlawJson>;

const statuses = componentStatuses.join('|');

export const getBillFlaws = defineEndpoint({
  id: 'sboms.flaws',
  method: 'GET',
  path: '/sboms/{id}/flaws',
  summary: 'What advisories and suppliers say of the components of one bill of materials, the gravest first',
  access: access.read,
  params: IdParams,
  query: z.strictObject({
    status: z
      .string()
      .max(100)
      .regex(new RegExp(`^(?:${statuses})(?:,(?:${statuses}))*$`))
      .optional()
      .describe(`with commas: ${componentStatuses.join(', ')}; left out: affected, undetermined and not-affected`),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  body: null,
  response: z.object({
    items: z.array(BillFlawJson).readonly(),
    total: count,
    totals: z.object({ affected: count, undetermined: count, notAffected: count, fixed: count }).describe('whatever is asked'),
    components: count,
    nameless: count.describe('components without an identifier, of which nothing can be said'),
    matchedAt: z.iso.datetime().nullable(),
  }),
  problems: ['not-found', 'request-invalid'],
});

export const getFindingComponents = defineEndpoint({
  id: 'findings.components',
  method: 'GET',
  path: '/findings/{id}/components',
  summary: 'Components of the asset’s bills of which the same flaw is published, with what stands of each',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({
    items: z
      .array(
        z.object({
          componentId: text,
          componentName: text,
          componentVersion: text.nullable(),
          sbomId: text,
          sbomName: text.nullable(),
          sbomVersion: text.nullable(),
          key: flaw.key,
          status: Status,
          explanation: Localised,
        }),
      )
      .readonly(),
  }),
  problems: ['not-found'],
});

export const componentFlawEndpoints = [getComponentFlaws, getBillFlaws, getFindingComponents] as const;
