/** Every endpoint, once. Server routes, OpenAPI, SDK and endpoint tests walk this list. Below `/api/v1`. */
import { answeringEndpoints } from './endpoints/answering.ts';
import { questionnaireEndpoints } from './endpoints/questionnaires.ts';
import { accessEndpoints } from './endpoints/access.ts';
import { advisoryEndpoints } from './endpoints/advisories.ts';
import { alertEndpoints } from './endpoints/alerts.ts';
import { aliasEndpoints } from './endpoints/aliases.ts';
import { annotationEndpoints } from './endpoints/annotations.ts';
import { assetIdentityEndpoints } from './endpoints/asset-identity.ts';
import { assetWorkEndpoints } from './endpoints/asset-work.ts';
import { awarenessEndpoints } from './endpoints/awareness.ts';
import { behaviourEndpoints } from './endpoints/behaviour.ts';
import { campaignEndpoints } from './endpoints/campaigns.ts';
import { mailReportEndpoints } from './endpoints/mail-reports.ts';
import { trainingEndpoints } from './endpoints/training.ts';
import { entryEndpoints } from './endpoints/entries.ts';
import { exportEndpoints } from './endpoints/exports.ts';
import { findingWorkEndpoints } from './endpoints/finding-work.ts';
import { flawEndpoints } from './endpoints/flaw-names.ts';
import { graphEndpoints } from './endpoints/graph.ts';
import { importEndpoints } from './endpoints/imports.ts';
import { lifecycleEndpoints } from './endpoints/lifecycle.ts';
import { profileEndpoints } from './endpoints/mapping-profiles.ts';
import { matchingEndpoints } from './endpoints/matching.ts';
import { metricEndpoints } from './endpoints/metrics.ts';
import { modelEndpoints } from './endpoints/models.ts';
import { recordEndpoints } from './endpoints/records.ts';
import { reportEndpoints } from './endpoints/reports.ts';
import { indexEndpoints } from './endpoints/resilience-index.ts';
import { ruleEndpoints } from './endpoints/rules.ts';
import { slaEndpoints } from './endpoints/sla.ts';
import { providerEndpoints } from './endpoints/providers.ts';
import { sourceEndpoints } from './endpoints/sources.ts';
import { viewEndpoints } from './endpoints/views.ts';
import { softwareEndpoints } from './endpoints/software.ts';
import { componentFlawEndpoints } from './endpoints/component-flaws.ts';
import { supportEndpoints } from './endpoints/support.ts';

export const apiPrefix = '/api/v1';

/** Written out, because the compiler does not write down an inferred type of this length. */
type Endpoint =
  | (typeof findingWorkEndpoints)[number]
  | (typeof flawEndpoints)[number]
  | (typeof assetWorkEndpoints)[number]
  | (typeof assetIdentityEndpoints)[number]
  | (typeof recordEndpoints)[number]
  | (typeof modelEndpoints)[number]
  | (typeof softwareEndpoints)[number]
  | (typeof componentFlawEndpoints)[number]
  | (typeof supportEndpoints)[number]
  | (typeof graphEndpoints)[number]
  | (typeof importEndpoints)[number]
  | (typeof profileEndpoints)[number]
  | (typeof metricEndpoints)[number]
  | (typeof indexEndpoints)[number]
  | (typeof annotationEndpoints)[number]
  | (typeof alertEndpoints)[number]
  | (typeof exportEndpoints)[number]
  | (typeof reportEndpoints)[number]
  | (typeof entryEndpoints)[number]
  | (typeof lifecycleEndpoints)[number]
  | (typeof advisoryEndpoints)[number]
  | (typeof aliasEndpoints)[number]
  | (typeof matchingEndpoints)[number]
  | (typeof sourceEndpoints)[number]
  | (typeof providerEndpoints)[number]
  | (typeof slaEndpoints)[number]
  | (typeof ruleEndpoints)[number]
  | (typeof viewEndpoints)[number]
  | (typeof awarenessEndpoints)[number]
  | (typeof campaignEndpoints)[number]
  | (typeof behaviourEndpoints)[number]
  | (typeof mailReportEndpoints)[number]
  | (typeof trainingEndpoints)[number]
  | (typeof questionnaireEndpoints)[number]
  | (typeof answeringEndpoints)[number]
  | (typeof accessEndpoints)[number];

export const endpoints: readonly Endpoint[] = [
  // Before the records: `/findings/changes` is no id.
  ...findingWorkEndpoints,
  ...flawEndpoints,
  ...assetWorkEndpoints,
  // Before the records too: `/assets/identity` is no id.
  ...assetIdentityEndpoints,
  ...recordEndpoints,
  ...modelEndpoints,
  ...softwareEndpoints,
  ...componentFlawEndpoints,
  ...supportEndpoints,
  ...graphEndpoints,
  ...importEndpoints,
  ...profileEndpoints,
  ...metricEndpoints,
  ...indexEndpoints,
  ...annotationEndpoints,
  ...alertEndpoints,
  ...exportEndpoints,
  ...reportEndpoints,
  ...entryEndpoints,
  ...lifecycleEndpoints,
  ...advisoryEndpoints,
  ...aliasEndpoints,
  ...matchingEndpoints,
  ...sourceEndpoints,
  ...providerEndpoints,
  ...slaEndpoints,
  ...ruleEndpoints,
  ...viewEndpoints,
  ...awarenessEndpoints,
  ...campaignEndpoints,
  ...behaviourEndpoints,
  ...mailReportEndpoints,
  ...trainingEndpoints,
  ...questionnaireEndpoints,
  ...answeringEndpoints,
  ...accessEndpoints,
];

export type EndpointId = (typeof endpoints)[number]['id'];
export type EndpointOf<Id extends EndpointId> = Extract<(typeof endpoints)[number], { readonly id: Id }>;
