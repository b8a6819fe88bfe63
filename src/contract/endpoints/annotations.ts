/** What people say beside figures: what happened on which days, changed only by withdrawing and saying again. */
import { z } from 'zod';
import { annotationKinds } from '#core/metrics/annotation.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const Days = z.strictObject({ fromOn: z.iso.date(), toOn: z.iso.date() });
const MetricId = z.string().max(20);

export const AnnotationBody = z.strictObject({
  kind: z.enum(annotationKinds).describe('source-change: another source, method or population'),
  fromOn: z.iso.date(),
  toOn: z.iso.date().optional().describe('default: that one day'),
  text: z.string().trim().min(1).max(160).describe('in a few words'),
  detail: z.string().trim().max(2000).nullable().default(null),
  metricId: MetricId.nullable().default(null),
  domain: z.string().max(20).nullable().default(null).describe('neither metric nor domain: all metrics'),
  scope: z
    .strictObject({ kind: z.enum(scopeKinds), id: z.string().max(300) })
    .nullable()
    .default(null)
    .describe('null: the hospital and each of its parts'),
  specialCause: Days.nullable()
    .default(null)
    .describe('a known cause that will not come back held on these days: their points give no limits'),
  startsPhase: z.boolean().default(false).describe('of a source-change: a new phase begins on its first day'),
});

export const AnnotationJson = z.object({
  id: z.string(),
  kind: z.enum(annotationKinds),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  text: z.string(),
  detail: z.string().nullable(),
  metricId: z.string().nullable(),
  domain: z.string().nullable(),
  scope: z.object({ kind: z.enum(scopeKinds), id: z.string(), label: z.string() }).nullable(),
  specialCause: z.object({ fromOn: z.iso.date(), toOn: z.iso.date() }).nullable(),
  startsPhase: z.boolean(),
  saidAt: z.iso.datetime(),
  saidBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnBy: z.string().nullable(),
});
export type AnnotationJson = z.infer<typeof AnnotationJson>;

export const listAnnotations = defineEndpoint({
  id: 'annotations.list',
  method: 'GET',
  path: '/annotations',
  summary: 'What people said happened, newest first; withdrawn words only when asked for',
  access: access.read,
  params: NoParams,
  query: z.strictObject({
    metric: MetricId.optional().describe('only what stands beside this metric'),
    withdrawn: z.enum(['true', 'false']).optional(),
  }),
  body: null,
  response: z.object({ items: z.array(AnnotationJson) }),
  problems: ['metric-not-found', 'request-invalid'],
});

export const addAnnotation = defineEndpoint({
  id: 'annotations.add',
  method: 'POST',
  path: '/annotations',
  summary: 'Say what happened, beside all metrics, a domain or one metric',
  access: access.decide,
  params: NoParams,
  query: NoQuery,
  body: AnnotationBody,
  response: z.object({ id: z.string() }),
  problems: ['request-invalid', 'metric-not-found'],
});

export const withdrawAnnotation = defineEndpoint({
  id: 'annotations.withdraw',
  method: 'POST',
  path: '/annotations/{id}/withdraw',
  summary: 'Take an annotation back; that it was said, by whom, and who withdrew it stays on record',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ id: z.string() }),
  problems: ['not-found', 'conflict'],
});

export const annotationEndpoints = [listAnnotations, addAnnotation, withdrawAnnotation] as const;
