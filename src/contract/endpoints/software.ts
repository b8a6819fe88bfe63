/** Software inventory: bills of materials, their components, and what the bill of an asset's product says is in it. */
import { z } from 'zod';
import { component } from '#core/software/component.ts';
import { sbom } from '#core/software/sbom.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, ListQuery, NoParams, NoQuery, pageOf, recordOf } from '../records.ts';

const listProblems = ['filter-invalid', 'sort-invalid', 'cursor-invalid', 'filter-too-broad', 'request-invalid'] as const;
const Localised = z.object({ en: z.string(), nl: z.string() });

export const listSboms = defineEndpoint({
  id: 'sboms.list',
  method: 'GET',
  path: '/sboms',
  summary: 'Bills of materials that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(sbom)),
  problems: listProblems,
});

export const SbomDetail = z.object({
  record: recordOf(sbom),
  documents: z
    .array(
      z.object({
        createdAt: z.iso.datetime(),
        revision: z.int(),
        format: z.string(),
        specVersion: z.string(),
        serialNumber: z.string().nullable(),
        complete: z.boolean().describe('false: not read to its end, so that it closes nothing'),
        componentCount: z.int(),
        importId: z.string(),
        file: z.string(),
      }),
    )
    .describe('newest first, at most 100'),
  links: z
    .array(z.object({ rule: z.string(), assetCount: z.int(), explanation: Localised }))
    .describe('why assets are taken to be this product, today'),
});
export type SbomDetail = z.infer<typeof SbomDetail>;

export const getSbom = defineEndpoint({
  id: 'sboms.get',
  method: 'GET',
  path: '/sboms/{id}',
  summary: 'One bill of materials with the documents behind it and why assets are linked to it',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: SbomDetail,
  problems: ['not-found'],
});

export const listComponents = defineEndpoint({
  id: 'components.list',
  method: 'GET',
  path: '/components',
  summary: 'Components of bills of materials that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(component)),
  problems: listProblems,
});

export const ComponentDetail = z.object({
  record: recordOf(component),
  history: z
    .array(z.object({ fromAt: z.iso.datetime(), toAt: z.iso.datetime().nullable(), present: z.boolean() }))
    .describe('oldest first'),
  elsewhere: z
    .array(z.object({ id: z.string(), sbomId: z.string(), sbomName: z.string().nullable(), sbomVersion: z.string().nullable() }))
    .describe('the same package in other products, present today, at most 100'),
});
export type ComponentDetail = z.infer<typeof ComponentDetail>;

export const getComponent = defineEndpoint({
  id: 'components.get',
  method: 'GET',
  path: '/components/{id}',
  summary: 'One component with its history and the other products that hold the same package',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ComponentDetail,
  problems: ['not-found'],
});

export const AssetBills = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        version: z.string().nullable(),
        supplier: z.string().nullable(),
        createdAt: z.iso.datetime(),
        componentCount: z.int(),
        explanation: Localised,
      }),
    )
    .describe('empty: no bill is known, which says nothing of what is in the asset'),
});
export type AssetBills = z.infer<typeof AssetBills>;

export const listAssetBills = defineEndpoint({
  id: 'assets.bills',
  method: 'GET',
  path: '/assets/{id}/bills',
  summary: 'The bills of materials of the product that an asset is, each with why',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: AssetBills,
  problems: ['not-found'],
});

export const softwareEndpoints = [listSboms, getSbom, listComponents, getComponent, listAssetBills] as const;
