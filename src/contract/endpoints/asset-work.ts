/** What people state of assets themselves: of all that a filter finds or of some by id, and how a batch is undone. */
import { z } from 'zod';
import { assetClasses, exposures, lifecycles } from '#core/assets/asset.ts';
import {
  compensatingControls,
  modalities,
  patchConstraints,
  safeguardStates,
  safetyClasses,
  vendorAccesses,
} from '#core/assets/device-facts.ts';
import type { StatableField } from '#core/assets/stated-facts.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const Text = z.string().trim().min(1).max(200).nullable().optional();
const choiceOf = <const V extends string>(choices: readonly { readonly value: V }[]) =>
  z
    .enum(choices.map((one) => one.value))
    .nullable()
    .optional();

/** Absent: not spoken of; null: taken back, the sources speak again. */
export const StatedFactsJson = z.strictObject({
  tier: z.int().min(1).max(4).nullable().optional(),
  department: Text,
  owner: Text,
  exposure: choiceOf(exposures),
  segment: Text,
  class: choiceOf(assetClasses),
  lifecycle: choiceOf(lifecycles),
  modality: choiceOf(modalities),
  safetyClass: choiceOf(safetyClasses),
  vendorAccess: choiceOf(vendorAccesses),
  patchConstraint: choiceOf(patchConstraints),
  endpointProtection: choiceOf(safeguardStates),
  logging: choiceOf(safeguardStates),
  compensatingControl: choiceOf(compensatingControls),
} satisfies Record<StatableField, z.ZodType>);

export const AssetStatementJson = z.object({
  batchId: z.string(),
  facts: StatedFactsJson.describe('null: taken back by this statement'),
  statedAt: z.iso.datetime(),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
  reason: z.string().nullable(),
  batchSize: z.int().describe('assets it was stated of together'),
  holds: z.array(z.string()).describe('fields of which this is the word that holds now'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
});

const waiting = z.int().describe('of those, the assets that show it in a moment, when the worker has come to them');

export const stateAssets = defineEndpoint({
  id: 'assets.state',
  method: 'POST',
  path: '/assets/statements',
  summary: 'State values of every asset that a filter finds, or of some by id; they go before every source from now on',
  access: access.work,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    filter: z.string().min(1).max(8000).optional().describe('RQL over assets, as they are now; and() is every asset. Either this or `ids`'),
    ids: z.array(z.uuid()).min(1).max(1000).optional(),
    facts: StatedFactsJson.describe('at least one value; null takes one back'),
    reason: z.string().max(2000).default(''),
    expectedCount: z.int().min(0).optional().describe('as many as were seen: the answer is `conflict` when there is another number by now'),
    dryRun: z.boolean().default(false).describe('only tells what would change'),
  }),
  response: z.object({
    batchId: z.string().nullable().describe('what undoes it; null when nothing was stated'),
    stated: z.int(),
    unchanged: z.int().describe('a person stated exactly this before'),
    waiting,
  }),
  problems: ['filter-invalid', 'filter-too-broad', 'request-invalid', 'conflict'],
});

export const undoStatement = defineEndpoint({
  id: 'assets.undoState',
  method: 'POST',
  path: '/assets/statements/{id}/undo',
  summary: 'Undo one batch of statements, as if it had never been made; who made and undid it stays on record',
  access: access.work,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ undone: z.int().describe('assets it was about'), waiting }),
  problems: ['not-found', 'conflict'],
});

export const assetWorkEndpoints = [stateAssets, undoStatement] as const;
