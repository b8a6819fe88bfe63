/** Assignment rules: what an asset gets by what it is; of each field the first rule that finds the asset sets it. */
import { z } from 'zod';
import { assignableFields, type AssignableField } from '#core/assets/assignment-rules.ts';
import { exposures } from '#core/assets/asset.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const Text = z.string().trim().min(1).max(200).optional();
const Name = z.string().trim().min(1).max(120);
const Filter = z
  .string()
  .min(1)
  .max(8000)
  .describe('RQL over assets, on what sources and people say of them, such as startsWith(hostName,ok-)');

const AssignedFactsJson = z
  .strictObject({
    tier: z.int().min(1).max(4).optional(),
    department: Text,
    owner: Text,
    exposure: z.enum(exposures.map((one) => one.value)).optional(),
    segment: Text,
  } satisfies Record<AssignableField, z.ZodType>)
  .refine((facts) => assignableFields.some((field) => facts[field] !== undefined), 'say at least one value')
  .describe('at least one value');

export const RuleJson = z.object({
  id: z.string(),
  name: Name,
  filter: Filter,
  facts: AssignedFactsJson,
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime().nullable().describe('null: in force'),
  by: z.string().nullable().describe('name of the person or token; null: the owner of the node’s folder'),
});
export type RuleJson = z.infer<typeof RuleJson>;

export const RuleBody = z.strictObject({ name: Name, filter: Filter, facts: AssignedFactsJson });
export type RuleBody = z.infer<typeof RuleBody>;
const RulesBody = z.strictObject({ items: z.array(RuleBody).max(50) });

export const listRules = defineEndpoint({
  id: 'rules.list',
  method: 'GET',
  path: '/assignment-rules',
  summary: 'Every assignment rule that was ever in force, in order of precedence',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(RuleJson) }),
  problems: [],
});

export const previewRules = defineEndpoint({
  id: 'rules.preview',
  method: 'POST',
  path: '/assignment-rules/preview',
  summary: 'How many assets each rule of a list would give another value now, without saving it',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: RulesBody,
  response: z.object({ changes: z.array(z.int()).describe('one per rule, in their order; values that a person stated stay') }),
  problems: ['filter-invalid', 'filter-too-broad', 'request-invalid'],
});

export const replaceRules = defineEndpoint({
  id: 'rules.replace',
  method: 'PUT',
  path: '/assignment-rules',
  summary: 'From now on these rules hold, the first of the list first; days before keep what held then',
  access: access.manage,
  params: NoParams,
  query: NoQuery,
  body: RulesBody,
  response: z.object({
    items: z.array(RuleJson),
    waiting: z.int().describe('assets that are looked at in a moment, when the worker has come to them'),
  }),
  problems: ['filter-invalid', 'filter-too-broad', 'request-invalid'],
});

export const ruleEndpoints = [listRules, previewRules, replaceRules] as const;
