/** Every endpoint's handler, once. Total over the contract: a new endpoint does not compile until it is handled. */
import type { Handlers } from '../http/endpoint-handler.ts';
import { accessHandlers } from './access.ts';
import { advisoryHandlers } from './advisories.ts';
import { alertHandlers } from './alerts.ts';
import { annotationHandlers } from './annotations.ts';
import { assetIdentityHandlers } from './asset-identity.ts';
import { assetWorkHandlers } from './asset-work.ts';
import { awarenessHandlers } from './awareness.ts';
import { behaviourHandlers } from './behaviour.ts';
import { campaignHandlers } from './campaigns.ts';
import { mailReportHandlers } from './mail-reports.ts';
import { trainingHandlers } from './training.ts';
import { questionnaireHandlers } from './questionnaires.ts';
import { answeringHandlers } from './answering.ts';
import { entryHandlers } from './entries.ts';
import { exportHandlers } from './exports.ts';
import { closingTimesHandlers } from './closing-times.ts';
import { findingWorkHandlers } from './finding-work.ts';
import { flawHandlers } from './flaw-names.ts';
import { graphHandlers } from './graph.ts';
import { importHandlers } from './imports.ts';
import { lifecycleHandlers } from './lifecycle.ts';
import { profileHandlers } from './mapping-profiles.ts';
import { aliasHandlers } from './aliases.ts';
import { matchingHandlers } from './matching.ts';
import { metricHandlers } from './metrics.ts';
import { modelHandlers } from './models.ts';
import { recordHandlers } from './records.ts';
import { reportHandlers } from './reports.ts';
import { indexHandlers } from './resilience-index.ts';
import { phaseHandlers } from './phases.ts';
import { ruleHandlers } from './rules.ts';
import { slaHandlers } from './sla.ts';
import { providerHandlers } from './providers.ts';
import { sourceHandlers } from './sources.ts';
import { viewHandlers } from './views.ts';
import { softwareHandlers } from './software.ts';
import { componentFlawHandlers } from './component-flaws.ts';
import { supportHandlers } from './support.ts';

export const handlers: Handlers = {
  ...recordHandlers,
  ...assetWorkHandlers,
  ...assetIdentityHandlers,
  ...closingTimesHandlers,
  ...findingWorkHandlers,
  ...flawHandlers,
  ...modelHandlers,
  ...softwareHandlers,
  ...componentFlawHandlers,
  ...supportHandlers,
  ...graphHandlers,
  ...importHandlers,
  ...profileHandlers,
  ...metricHandlers,
  ...entryHandlers,
  ...lifecycleHandlers,
  ...indexHandlers,
  ...annotationHandlers,
  ...alertHandlers,
  ...phaseHandlers,
  ...exportHandlers,
  ...reportHandlers,
  ...advisoryHandlers,
  ...aliasHandlers,
  ...matchingHandlers,
  ...sourceHandlers,
  ...providerHandlers,
  ...slaHandlers,
  ...ruleHandlers,
  ...viewHandlers,
  ...awarenessHandlers,
  ...campaignHandlers,
  ...behaviourHandlers,
  ...mailReportHandlers,
  ...trainingHandlers,
  ...questionnaireHandlers,
  ...answeringHandlers,
  ...accessHandlers,
};
