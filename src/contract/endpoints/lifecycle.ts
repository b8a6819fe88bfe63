/** The life of a metric in an organisation: where it stands, which steps are permitted under which guards, and who took which. */
import { z } from 'zod';
import { guardsTo, lifecycleStates, type GuardId } from '#core/metrics/lifecycle.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoQuery } from '../records.ts';

const Localised = z.object({ en: z.string(), nl: z.string() });
export const LifecycleStateJson = z.enum(lifecycleStates);
const guards = [...new Set(Object.values(guardsTo).flat())] as [GuardId, ...GuardId[]];
const Guard = z.enum(guards);

export const LifecycleStepJson = z.object({
  id: z.string(),
  from: LifecycleStateJson,
  to: LifecycleStateJson,
  reason: z.string(),
  statements: z.array(z.object({ guard: Guard, asks: Localised, said: z.string() })),
  hoursPerQuarter: z.number().nullable().describe('the cost of measurement as it was measured'),
  replacedBy: z.string().nullable(),
  version: z.string().describe('of the definition at that time'),
  saidAt: z.iso.datetime(),
  saidBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
});
export type LifecycleStepJson = z.infer<typeof LifecycleStepJson>;

export const LifecycleJson = z.object({
  metricId: z.string(),
  state: LifecycleStateJson,
  shipped: LifecycleStateJson.describe('of the definition; the steps taken here stand beside it'),
  next: z
    .array(
      z.object({
        to: LifecycleStateJson,
        guards: z.array(
          z.object({
            guard: Guard,
            kind: z.enum(['checked', 'stated', 'measured']).describe('by the machine; by who takes the step, in words; in hours a quarter'),
            isMet: z.boolean().nullable().describe('null: only what is said with the step can tell'),
            asks: Localised,
            todo: Localised,
            instead: Localised.nullable().describe('what is so in the place of what is asked, and lets the step pass; null: nothing'),
          }),
        ),
      }),
    )
    .describe('the steps that are permitted from here'),
  steps: z.array(LifecycleStepJson).describe('newest first'),
});
export type LifecycleJson = z.infer<typeof LifecycleJson>;

export const getLifecycle = defineEndpoint({
  id: 'lifecycle.get',
  method: 'GET',
  path: '/metrics/{id}/lifecycle',
  summary: 'Where a metric stands in its life, what the next steps ask, and the steps taken so far',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: LifecycleJson,
  problems: ['metric-not-found'],
});

export const StepBody = z.strictObject({
  to: LifecycleStateJson,
  reason: z.string().trim().min(1).max(1000),
  statements: z
    .array(z.strictObject({ guard: Guard, said: z.string().trim().min(1).max(1000) }))
    .max(20)
    .default([])
    .describe('of guards that only people know'),
  hoursPerQuarter: z.number().min(0).max(10_000).nullable().default(null).describe('to adopt: what measuring cost in the trial'),
  replacedBy: z.string().max(20).nullable().default(null).describe('to retire: the metric that takes its place, if one does'),
});

export const takeStep = defineEndpoint({
  id: 'lifecycle.step',
  method: 'POST',
  path: '/metrics/{id}/lifecycle',
  summary: 'Take a step in the life of a metric; a guard that is not met refuses it and says what to do',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: StepBody,
  response: z.object({ id: z.string(), state: LifecycleStateJson }),
  problems: ['metric-not-found', 'request-invalid', 'guard-unmet'],
});

export const lifecycleEndpoints = [getLifecycle, takeStep] as const;
