/** Every page, once, in the order of the navigation. Router, navigation, typed links, palette and browser tests walk this list. */
import { advisoriesPage, advisoryPage } from './advisories/advisories.page.ts';
import { alertsPage } from './alerts/alerts.page.ts';
import { annotationsPage } from './annotations/annotations.page.ts';
import { assetPage, assetsPage } from './assets/assets.page.ts';
import { awarenessPage, campaignPage } from './awareness/awareness.page.ts';
import { mailReportsPage, reportMonthPage } from './awareness/reports/reports.page.ts';
import { behaviourNewPage, behaviourOnePage, behaviourPage, behaviourPlanPage } from './awareness/behaviour/behaviour.page.ts';
import { deadlinesPage } from './deadlines/deadlines.page.ts';
import { doublesPage } from './doubles/doubles.page.ts';
import { changesPage, closingTimesPage, findingPage, findingsPage } from './findings/findings.page.ts';
import { flawsPage } from './flaws/flaws.page.ts';
import { graphPage, graphPartPage, graphPartsPage } from './graph/graph.page.ts';
import { importPage, importsPage, profilesPage } from './imports/imports.page.ts';
import { matchAnswersPage, matchingPage, matchQualityPage, matchQuestionPage } from './matching/matching.page.ts';
import { metricPage, metricsPage } from './metrics/metrics.page.ts';
import { modelPage, modelsPage } from './models/models.page.ts';
import { overviewPage } from './overview/overview.page.ts';
import { peoplePage } from './people/people.page.ts';
import { packPage, questionnairesPage, roundPage } from './questionnaires/questionnaires.page.ts';
import { reportsPage } from './reports/reports.page.ts';
import { resiliencePage } from './resilience/resilience.page.ts';
import { rulesPage } from './rules/rules.page.ts';
import { componentPage, componentsPage, sbomPage, sbomsPage } from './software/software.page.ts';
import { linkPage, signInPage } from './sign-in/sign-in.page.ts';
import { sourcesPage } from './sources/sources.page.ts';
import { forecastPage, supportCyclePage, supportCyclesPage } from './support/support.page.ts';
import { trainingPage } from './awareness/training/training.page.ts';
import { worksCouncilPage } from './works-council/works-council.page.ts';

export const pages = [
  overviewPage,
  resiliencePage,
  awarenessPage,
  campaignPage,
  mailReportsPage,
  reportMonthPage,
  trainingPage,
  questionnairesPage,
  roundPage,
  packPage,
  behaviourPage,
  behaviourNewPage,
  behaviourPlanPage,
  behaviourOnePage,
  findingsPage,
  changesPage,
  closingTimesPage,
  findingPage,
  matchingPage,
  matchQualityPage,
  matchAnswersPage,
  matchQuestionPage,
  advisoriesPage,
  advisoryPage,
  assetsPage,
  assetPage,
  doublesPage,
  modelsPage,
  modelPage,
  componentsPage,
  componentPage,
  sbomsPage,
  sbomPage,
  forecastPage,
  supportCyclesPage,
  supportCyclePage,
  graphPage,
  graphPartsPage,
  graphPartPage,
  metricsPage,
  metricPage,
  reportsPage,
  annotationsPage,
  worksCouncilPage,
  importsPage,
  importPage,
  profilesPage,
  flawsPage,
  sourcesPage,
  rulesPage,
  deadlinesPage,
  alertsPage,
  peoplePage,
  signInPage,
  linkPage,
] as const;

export type PagePath = (typeof pages)[number]['path'];
