/** Every metric, once. The runner, the API, the web and `docs/metrics` walk this list. */
import { inventoryAccuracy } from './ast-01-inventory-accuracy/metric.ts';
import { ghostAssets } from './ast-02-ghost-assets/metric.ts';
import { unknownAssets } from './ast-03-unknown-assets/metric.ts';
import { recordCompleteness } from './ast-04-record-completeness/metric.ts';
import { unsupportedShare } from './ast-05-unsupported-assets/metric.ts';
import { unsupportedUncompensated } from './ast-06-unsupported-uncompensated/metric.ts';
import { segmentation } from './ast-07-segmentation/metric.ts';
import { discoveryCoverage } from './ast-08-discovery-coverage/metric.ts';
import { sourceAgreement } from './ast-09-source-agreement/metric.ts';
import { freshness } from './ast-10-freshness/metric.ts';
import { ownership } from './ast-11-ownership/metric.ts';
import { deviceDocuments } from './ast-12-device-documents/metric.ts';
import { protectionAndLogging } from './ast-13-protection-and-logging/metric.ts';
import { externalExposure } from './ast-14-external-exposure/metric.ts';
import { secureConfiguration } from './ast-15-secure-configuration/metric.ts';
import { estimatedNumber } from './ast-16-estimated-total/metric.ts';
import { trainingCoverage } from './awr-01-training-coverage/metric.ts';
import { startersTrained } from './awr-01b-starters-trained/metric.ts';
import { roleTraining } from './awr-02-role-training/metric.ts';
import { clickRate } from './awr-03-click-rate/metric.ts';
import { dataEntryRate } from './awr-04-data-entry-rate/metric.ts';
import { reportRate } from './awr-05-report-rate/metric.ts';
import { resilienceRatio } from './awr-06-resilience-ratio/metric.ts';
import { timeToFirstReport } from './awr-07-time-to-first-report/metric.ts';
import { timeToReport } from './awr-08-time-to-report/metric.ts';
import { difficultyAdjustedClickRate } from './awr-10-adjusted-click-rate/metric.ts';
import { questionnaireIndex } from './awr-11-questionnaire/metric.ts';
import { ambassadorCoverage } from './awr-12-ambassador-coverage/metric.ts';
import { realThreatReporting } from './awr-13-real-threat-reporting/metric.ts';
import { reportAccuracyMetric } from './awr-14-report-accuracy/metric.ts';
import { humanFactorIncidents } from './awr-15-human-factor-incidents/metric.ts';
import { knowsHowToReportRate } from './awr-16-knows-how-to-report/metric.ts';
import { campaignEffect } from './awr-17-campaign-effect/metric.ts';
import { improperRecordAccess } from './awr-18-improper-record-access/metric.ts';
import type { MetricDefinition } from './define-metric.ts';
import { scanCoverage } from './vul-01-scan-coverage/metric.ts';
import { openFindings } from './vul-02-open-findings/metric.ts';
import { remediation } from './vul-03-remediation/metric.ts';
import { halfLife } from './vul-04-half-life/metric.ts';
import { slaCompliance } from './vul-05-sla-compliance/metric.ts';
import { patchLatency } from './vul-06-patch-latency/metric.ts';
import { kevExposure } from './vul-07-kev-exposure/metric.ts';
import { epssExposure } from './vul-08-epss-exposure/metric.ts';
import { highRiskCoverage } from './vul-09-high-risk-coverage/metric.ts';
import { efficiency } from './vul-10-efficiency/metric.ts';
import { capacity } from './vul-11-capacity/metric.ts';
import { backlogAge } from './vul-12-backlog-age/metric.ts';
import { exceptionHygiene } from './vul-13-exception-hygiene/metric.ts';
import { externalHygiene } from './vul-16-external-hygiene/metric.ts';
import { disclosurePerformance } from './vul-17-disclosure-performance/metric.ts';
import { recurrence } from './vul-18-recurrence/metric.ts';

export const metrics: readonly MetricDefinition[] = [
  inventoryAccuracy,
  ghostAssets,
  unknownAssets,
  recordCompleteness,
  unsupportedShare,
  unsupportedUncompensated,
  segmentation,
  discoveryCoverage,
  sourceAgreement,
  freshness,
  ownership,
  deviceDocuments,
  protectionAndLogging,
  externalExposure,
  secureConfiguration,
  estimatedNumber,
  trainingCoverage,
  startersTrained,
  roleTraining,
  clickRate,
  dataEntryRate,
  reportRate,
  resilienceRatio,
  timeToFirstReport,
  timeToReport,
  difficultyAdjustedClickRate,
  questionnaireIndex,
  ambassadorCoverage,
  realThreatReporting,
  reportAccuracyMetric,
  humanFactorIncidents,
  knowsHowToReportRate,
  campaignEffect,
  improperRecordAccess,
  scanCoverage,
  openFindings,
  remediation,
  halfLife,
  slaCompliance,
  patchLatency,
  kevExposure,
  epssExposure,
  highRiskCoverage,
  efficiency,
  capacity,
  backlogAge,
  exceptionHygiene,
  externalHygiene,
  disclosurePerformance,
  recurrence,
];

/** In any case: `awr-01b` and `AWR-01B` are AWR-01b. */
export function metricById(id: string): MetricDefinition | undefined {
  const wanted = id.toUpperCase();
  return metrics.find((metric) => metric.id.toUpperCase() === wanted);
}
