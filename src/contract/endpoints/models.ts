/** Device models: lists, one in full, what people state of them, their MDS2 forms, and the merging of spellings. */
import { z } from 'zod';
import { modalities, safetyClasses } from '#core/assets/device-facts.ts';
import { deviceModel, versionSchemes } from '#core/device-models/device-model.ts';
import { mds2Answers, mds2Questions } from '#core/device-models/mds2.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, ListQuery, NoParams, NoQuery, pageOf, recordOf } from '../records.ts';

const Text = z.string().trim().min(1).max(200);

/** Absent: not spoken of; null: taken back. */
export const ModelFactsJson = z.strictObject({
  family: Text.nullable().optional(),
  versionScheme: z
    .enum(versionSchemes.map((one) => one.value))
    .nullable()
    .optional(),
  modality: z
    .enum(modalities.map((one) => one.value))
    .nullable()
    .optional(),
  safetyClass: z
    .enum(safetyClasses.map((one) => one.value))
    .nullable()
    .optional(),
  udiDi: Text.nullable().optional(),
  supportEndOn: z.iso.date().nullable().optional(),
});
export type ModelFactsJson = z.infer<typeof ModelFactsJson>;

const Answers = z
  .partialRecord(z.enum(mds2Questions.map((one) => one.id)), z.enum(mds2Answers.map((one) => one.value)))
  .describe('by question; a question that is absent was not answered');

const formFields = {
  version: z.string().trim().max(200).describe('as the form writes it; empty: for every version'),
  edition: Text.describe('such as HN 1-2019'),
  formOn: z.iso.date().nullable().describe('the day on the form'),
  source: Text.describe('where the form came from'),
  answers: Answers,
};

export const Mds2FormJson = z.object({
  id: z.string(),
  ...formFields,
  statedAt: z.iso.datetime(),
  statedBy: z.string().nullable(),
});

export const ModelDetail = z.object({
  record: recordOf(deviceModel),
  stated: ModelFactsJson.describe('what people state now; it holds for assets whose own sources say nothing'),
  statements: z
    .array(z.object({ facts: ModelFactsJson, statedAt: z.iso.datetime(), statedBy: z.string().nullable() }))
    .describe('newest first'),
  forms: z.array(Mds2FormJson),
  versions: z.array(z.object({ version: z.string().nullable(), assetCount: z.int() })),
  spellings: z.array(z.object({ vendor: z.string(), model: z.string(), assetCount: z.int() })),
  merges: z.array(
    z.object({ id: z.string(), vendor: z.string(), model: z.string(), mergedAt: z.iso.datetime(), mergedBy: z.string().nullable() }),
  ),
  perhapsSame: z
    .array(z.object({ id: z.string(), vendor: z.string(), model: z.string(), udiDi: z.string() }))
    .describe('other models with the same UDI-DI'),
});
export type ModelDetail = z.infer<typeof ModelDetail>;

export const listModels = defineEndpoint({
  id: 'models.list',
  method: 'GET',
  path: '/models',
  summary: 'Device models that a filter selects, page by page',
  access: access.read,
  params: NoParams,
  query: ListQuery,
  body: null,
  response: pageOf(recordOf(deviceModel)),
  problems: ['filter-invalid', 'sort-invalid', 'cursor-invalid', 'filter-too-broad', 'request-invalid'],
});

export const getModel = defineEndpoint({
  id: 'models.get',
  method: 'GET',
  path: '/models/{id}',
  summary: 'One device model with its versions, spellings, statements and MDS2 forms',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ModelDetail,
  problems: ['not-found'],
});

export const stateModel = defineEndpoint({
  id: 'models.state',
  method: 'PATCH',
  path: '/models/{id}',
  summary: 'States facts of a device model; null takes one back. They reach the assets whose own sources say nothing',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: ModelFactsJson,
  response: ModelDetail,
  problems: ['not-found', 'request-invalid'],
});

export const mergeModel = defineEndpoint({
  id: 'models.merge',
  method: 'POST',
  path: '/models/{id}/merges',
  summary: 'Another device model is this one, spelt otherwise; remembered for every later import',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({ fromId: z.string().max(100) }),
  response: ModelDetail,
  problems: ['not-found', 'request-invalid'],
});

export const undoModelMerge = defineEndpoint({
  id: 'models.undoMerge',
  method: 'DELETE',
  path: '/models/{id}/merges/{mergeId}',
  summary: 'The other spelling is a model of its own again',
  access: access.work,
  params: z.strictObject({ id: z.string().max(100), mergeId: z.string().max(100) }),
  query: NoQuery,
  body: null,
  response: ModelDetail,
  problems: ['not-found'],
});

export const addModelForm = defineEndpoint({
  id: 'models.addForm',
  method: 'POST',
  path: '/models/{id}/mds2',
  summary: 'Adds what an MDS2 form says of this model',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject(formFields),
  response: ModelDetail,
  problems: ['not-found', 'request-invalid'],
});

export const withdrawModelForm = defineEndpoint({
  id: 'models.withdrawForm',
  method: 'DELETE',
  path: '/models/{id}/mds2/{formId}',
  summary: 'Withdraws an MDS2 form; what it said on past days stays',
  access: access.work,
  params: z.strictObject({ id: z.string().max(100), formId: z.string().max(100) }),
  query: NoQuery,
  body: null,
  response: ModelDetail,
  problems: ['not-found'],
});

export const modelEndpoints = [listModels, getModel, stateModel, mergeModel, undoModelMerge, addModelForm, withdrawModelForm] as const;
