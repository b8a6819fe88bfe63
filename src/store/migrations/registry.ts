/** Every migration in order. A migration that was released never changes. */
import { foundation } from './0001-foundation.ts';
import { queryIndexes } from './0002-query-indexes.ts';
import { measuredIndexes } from './0003-measured-indexes.ts';
import { lookedAt } from './0004-looked-at.ts';
import { listOrders } from './0005-list-orders.ts';
import { components } from './0006-components.ts';
import { mappingProfiles } from './0007-mapping-profiles.ts';
import { medicalDeviceFacts } from './0008-medical-device-facts.ts';
import { organisationChange } from './0009-organisation-change.ts';
import { findingDecisions } from './0010-finding-decisions.ts';
import { savedViews } from './0011-saved-views.ts';
import { support } from './0012-support.ts';
import { assetStatements } from './0013-asset-statements.ts';
import { uncheckedEvidence } from './0014-unchecked-evidence.ts';
import { assignmentRules } from './0015-assignment-rules.ts';
import { assetIdentity } from './0016-asset-identity.ts';
import { flawIdentity } from './0017-flaw-identity.ts';
import { dependencies } from './0018-dependencies.ts';
import { measuredStretches } from './0019-measured-stretches.ts';
import { agreementAndFreshness } from './0020-agreement-and-freshness.ts';
import { componentSupport } from './0021-component-support.ts';
import { compactMeasurements } from './0022-compact-measurements.ts';
import { countedServices } from './0023-counted-services.ts';
import { ownCycles } from './0024-own-cycles.ts';
import { reports } from './0025-reports.ts';
import { annotations } from './0026-annotations.ts';
import { alerts } from './0027-alerts.ts';
import { enteredValues } from './0029-entered-values.ts';
import { advisorySources } from './0031-advisory-sources.ts';
import { advisories } from './0032-advisories.ts';
import { kevOfItsDay } from './0033-kev-of-its-day.ts';
import { deviceMatching } from './0034-device-matching.ts';
import { advisoryLooks } from './0035-advisory-looks.ts';
import { csafProviders } from './0036-csaf-providers.ts';
import { kevOverTime } from './0037-kev-over-time.ts';
import { fewerLooks } from './0038-fewer-looks.ts';
import { answersAndFetching } from './0040-answers-and-fetching.ts';
import { componentFlaws } from './0041-component-flaws.ts';
import { people } from './0042-people.ts';
import { phishingTests } from './0043-phishing-tests.ts';
import { behaviourCampaigns } from './0049-behaviour-campaigns.ts';
import { phishingLinks } from './0044-phishing-links.ts';
import { publications } from './0045-publications.ts';
import { questionnaires } from './0046-questionnaires.ts';
import { mailReports } from './0048-mail-reports.ts';
import { trainings } from './0047-training.ts';
import { actNames } from './0051-act-names.ts';
import { trainingCounted } from './0052-training-counted.ts';
import { readSheets } from './0053-read-sheets.ts';
import { roundLanguages } from './0054-round-languages.ts';
import { coursesDiscarded } from './0055-courses-discarded.ts';
import { flawOfVersion } from './0058-flaw-of-version.ts';

export interface Migration {
  readonly id: string;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  foundation,
  queryIndexes,
  measuredIndexes,
  lookedAt,
  listOrders,
  components,
  mappingProfiles,
  medicalDeviceFacts,
  organisationChange,
  findingDecisions,
  savedViews,
  support,
  assetStatements,
  uncheckedEvidence,
  assignmentRules,
  assetIdentity,
  flawIdentity,
  dependencies,
  measuredStretches,
  agreementAndFreshness,
  componentSupport,
  compactMeasurements,
  countedServices,
  ownCycles,
  reports,
  annotations,
  alerts,
  enteredValues,
  advisorySources,
  advisories,
  kevOfItsDay,
  deviceMatching,
  advisoryLooks,
  csafProviders,
  kevOverTime,
  fewerLooks,
  answersAndFetching,
  componentFlaws,
  people,
  phishingTests,
  phishingLinks,
  publications,
  questionnaires,
  mailReports,
  trainings,
  behaviourCampaigns,
  actNames,
  trainingCounted,
  readSheets,
  roundLanguages,
  coursesDiscarded,
  flawOfVersion,
];

/** Tables that row-level security does not cover, with the reason; everything else in the schema must have it. */
export const tablesWithoutRowSecurity: Readonly<Record<string, string>> = {
  tenant: 'the directory of organisations: ids only',
  account: 'sign-in',
  membership: 'sign-in',
  session: 'sign-in',
  sign_in_link: 'sign-in',
  api_token: 'sign-in',
  schema_migration: 'the list of migrations run',
  advisory_source: 'public knowledge, the same for every organisation',
  kev_entry: 'public knowledge, the same for every organisation',
  epss_score: 'public knowledge, the same for every organisation',
  epss_model: 'public knowledge, the same for every organisation',
  advisory: 'public knowledge, the same for every organisation',
  advisory_cve: 'public knowledge, the same for every organisation',
  csaf_provider: 'public knowledge, the same for every organisation',
  csaf_listing: 'public knowledge, the same for every organisation',
  csaf_listed: 'public knowledge, the same for every organisation',
  csaf_document: 'public knowledge, the same for every organisation',
  advisory_product: 'public knowledge, the same for every organisation',
  advisory_key: 'public knowledge, the same for every organisation',
};
