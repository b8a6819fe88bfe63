/** Every command of this area, once; `main.ts` adds those of the server. */
import type { Command } from '#contract/define-command.ts';
import { advisoriesCheck } from './commands/advisories-check.ts';
import { advisoriesList } from './commands/advisories-list.ts';
import { advisoriesShow } from './commands/advisories-show.ts';
import { advisoriesSync } from './commands/advisories-sync.ts';
import { alertsAdd } from './commands/alerts-add.ts';
import { alertsDeliveries } from './commands/alerts-deliveries.ts';
import { alertsList } from './commands/alerts-list.ts';
import { alertsRemove } from './commands/alerts-remove.ts';
import { alertsSecret } from './commands/alerts-secret.ts';
import { alertsSwitch } from './commands/alerts-switch.ts';
import { alertsTest } from './commands/alerts-test.ts';
import { aliasesExport } from './commands/aliases-export.ts';
import { aliasesImport } from './commands/aliases-import.ts';
import { aliasesList } from './commands/aliases-list.ts';
import { aliasesRemove } from './commands/aliases-remove.ts';
import { annotationsAdd } from './commands/annotations-add.ts';
import { annotationsList } from './commands/annotations-list.ts';
import { annotationsWithdraw } from './commands/annotations-withdraw.ts';
import { assetsDiffer } from './commands/assets-differ.ts';
import { assetsDoubles } from './commands/assets-doubles.ts';
import { assetsList } from './commands/assets-list.ts';
import { assetsMerge } from './commands/assets-merge.ts';
import { assetsShow } from './commands/assets-show.ts';
import { assetsSplit } from './commands/assets-split.ts';
import { assetsState } from './commands/assets-state.ts';
import { assetsUndo } from './commands/assets-undo.ts';
import { assetsWords } from './commands/assets-words.ts';
import { awarenessBehaviourList } from './commands/awareness-behaviour-list.ts';
import { awarenessBehaviourGroups } from './commands/awareness-behaviour-groups.ts';
import { awarenessBehaviourNew } from './commands/awareness-behaviour-new.ts';
import { awarenessBehaviourShow } from './commands/awareness-behaviour-show.ts';
import { awarenessBehaviourStart } from './commands/awareness-behaviour-start.ts';
import { awarenessBehaviourClose } from './commands/awareness-behaviour-close.ts';
import { awarenessBehaviourStop } from './commands/awareness-behaviour-stop.ts';
import { awarenessBehaviourConclude } from './commands/awareness-behaviour-conclude.ts';
import { awarenessBehaviourDiscard } from './commands/awareness-behaviour-discard.ts';
import { awarenessCampaigns } from './commands/awareness-campaigns.ts';
import { awarenessKeyAnew } from './commands/awareness-key-anew.ts';
import { awarenessKeyCreate } from './commands/awareness-key-create.ts';
import { awarenessKeyLock } from './commands/awareness-key-lock.ts';
import { awarenessKeyPassphrase } from './commands/awareness-key-passphrase.ts';
import { awarenessKeyRotate } from './commands/awareness-key-rotate.ts';
import { awarenessKeyUnlock } from './commands/awareness-key-unlock.ts';
import { awarenessPersonErase } from './commands/awareness-person-erase.ts';
import { awarenessPersonShow } from './commands/awareness-person-show.ts';
import { awarenessDiscard } from './commands/awareness-discard.ts';
import { awarenessPublish } from './commands/awareness-publish.ts';
import { awarenessReportsList } from './commands/awareness-reports-list.ts';
import { awarenessReportsPublish } from './commands/awareness-reports-publish.ts';
import { awarenessReportsShow } from './commands/awareness-reports-show.ts';
import { awarenessService } from './commands/awareness-service.ts';
import { awarenessShow } from './commands/awareness-show.ts';
import { awarenessStatus } from './commands/awareness-status.ts';
import { awarenessTrainingAutomatic } from './commands/awareness-training-automatic.ts';
import { awarenessTrainingDiscard } from './commands/awareness-training-discard.ts';
import { awarenessTrainingEnd } from './commands/awareness-training-end.ts';
import { awarenessTrainingPublish } from './commands/awareness-training-publish.ts';
import { awarenessTrainingRequire } from './commands/awareness-training-require.ts';
import { awarenessTrainingShow } from './commands/awareness-training-show.ts';
import { completion } from './commands/completion.ts';
import { componentsList } from './commands/components-list.ts';
import { componentsShow } from './commands/components-show.ts';
import { findingsAssign } from './commands/findings-assign.ts';
import { findingsClosing } from './commands/findings-closing.ts';
import { findingsChanges } from './commands/findings-changes.ts';
import { findingsComment } from './commands/findings-comment.ts';
import { findingsDecide } from './commands/findings-decide.ts';
import { findingsList } from './commands/findings-list.ts';
import { findingsSame } from './commands/findings-same.ts';
import { findingsShow } from './commands/findings-show.ts';
import { findingsSplit } from './commands/findings-split.ts';
import { findingsUndo } from './commands/findings-undo.ts';
import { flawsList } from './commands/flaws-list.ts';
import { flawsWithdraw } from './commands/flaws-withdraw.ts';
import { graphExport } from './commands/graph-export.ts';
import { graphList } from './commands/graph-list.ts';
import { graphSet } from './commands/graph-set.ts';
import { graphShow } from './commands/graph-show.ts';
import { graphUndo } from './commands/graph-undo.ts';
import { indexShow } from './commands/index-show.ts';
import { importFiles } from './commands/import.ts';
import { identityList } from './commands/identity-list.ts';
import { identityWithdraw } from './commands/identity-withdraw.ts';
import { decide } from './commands/decide.ts';
import { matchesAnswers } from './commands/matches-answers.ts';
import { matchesExport } from './commands/matches-export.ts';
import { matchesImport } from './commands/matches-import.ts';
import { matchesList } from './commands/matches-list.ts';
import { matchesRun } from './commands/matches-run.ts';
import { matchesShow } from './commands/matches-show.ts';
import { matchesStatus } from './commands/matches-status.ts';
import { matchesUndo } from './commands/matches-undo.ts';
import { match } from './commands/match.ts';
import { measureNow } from './commands/measure.ts';
import { metricsCorrect } from './commands/metrics-correct.ts';
import { metricsEnter } from './commands/metrics-enter.ts';
import { metricsEntries } from './commands/metrics-entries.ts';
import { metricsExport } from './commands/metrics-export.ts';
import { metricsLifecycle } from './commands/metrics-lifecycle.ts';
import { metricsList } from './commands/metrics-list.ts';
import { metricsShow } from './commands/metrics-show.ts';
import { metricsTarget } from './commands/metrics-target.ts';
import { metricsWithdraw } from './commands/metrics-withdraw.ts';
import { modelsList } from './commands/models-list.ts';
import { modelsShow } from './commands/models-show.ts';
import { modelsState } from './commands/models-state.ts';
import { phasesSign } from './commands/phases-sign.ts';
import { phasesWithdraw } from './commands/phases-withdraw.ts';
import { profilesDelete } from './commands/profiles-delete.ts';
import { profilesList } from './commands/profiles-list.ts';
import { profilesSave } from './commands/profiles-save.ts';
import { profilesShow } from './commands/profiles-show.ts';
import { questionnairesDiff } from './commands/questionnaires-diff.ts';
import { questionnairesSchema } from './commands/questionnaires-schema.ts';
import { questionnairesVerify } from './commands/questionnaires-verify.ts';
import { reportList } from './commands/report-list.ts';
import { reportMake } from './commands/report-make.ts';
import { reportSchedule } from './commands/report-schedule.ts';
import { reportShow } from './commands/report-show.ts';
import { rulesList } from './commands/rules-list.ts';
import { rulesSet } from './commands/rules-set.ts';
import { slaList } from './commands/sla-list.ts';
import { slaSet } from './commands/sla-set.ts';
import { sbomsList } from './commands/sboms-list.ts';
import { sbomsShow } from './commands/sboms-show.ts';
import { sourcesAdd } from './commands/sources-add.ts';
import { sourcesRemove } from './commands/sources-remove.ts';
import { sourcesSchedule } from './commands/sources-schedule.ts';
import { sourcesStatus } from './commands/sources-status.ts';
import { sourcesSync } from './commands/sources-sync.ts';
import { questionnairesClose } from './commands/questionnaires-close.ts';
import { questionnairesDiscard } from './commands/questionnaires-discard.ts';
import { questionnairesLinks } from './commands/questionnaires-links.ts';
import { questionnairesMake } from './commands/questionnaires-make.ts';
import { questionnairesOpen } from './commands/questionnaires-open.ts';
import { questionnairesPacks } from './commands/questionnaires-packs.ts';
import { questionnairesPublish } from './commands/questionnaires-publish.ts';
import { questionnairesRounds } from './commands/questionnaires-rounds.ts';
import { questionnairesShow } from './commands/questionnaires-show.ts';
import { status } from './commands/status.ts';
import { supportList } from './commands/support-list.ts';
import { supportShow } from './commands/support-show.ts';
import { supportState } from './commands/support-state.ts';
import { supportWithdraw } from './commands/support-withdraw.ts';
import { viewsList } from './commands/views-list.ts';
import { tokenCreate } from './commands/token-create.ts';

export const commands: readonly Command[] = [
  importFiles,
  profilesList,
  profilesShow,
  profilesSave,
  profilesDelete,
  assetsList,
  assetsShow,
  assetsState,
  assetsUndo,
  assetsDoubles,
  assetsMerge,
  assetsDiffer,
  assetsWords,
  assetsSplit,
  identityList,
  identityWithdraw,
  modelsList,
  modelsShow,
  modelsState,
  componentsList,
  componentsShow,
  sbomsList,
  sbomsShow,
  supportList,
  supportShow,
  supportState,
  supportWithdraw,
  graphList,
  graphShow,
  graphSet,
  graphUndo,
  graphExport,
  advisoriesSync,
  advisoriesList,
  advisoriesShow,
  advisoriesCheck,
  match,
  matchesList,
  matchesShow,
  decide,
  matchesUndo,
  matchesRun,
  matchesStatus,
  matchesAnswers,
  matchesExport,
  matchesImport,
  sourcesAdd,
  sourcesRemove,
  sourcesSchedule,
  sourcesStatus,
  sourcesSync,
  findingsList,
  findingsShow,
  findingsChanges,
  findingsClosing,
  findingsDecide,
  findingsUndo,
  findingsAssign,
  findingsComment,
  findingsSame,
  findingsSplit,
  flawsList,
  flawsWithdraw,
  metricsList,
  metricsShow,
  metricsExport,
  indexShow,
  metricsTarget,
  metricsEnter,
  metricsEntries,
  metricsCorrect,
  metricsWithdraw,
  metricsLifecycle,
  annotationsList,
  annotationsAdd,
  annotationsWithdraw,
  alertsList,
  aliasesExport,
  aliasesImport,
  aliasesList,
  aliasesRemove,
  alertsAdd,
  alertsTest,
  alertsDeliveries,
  alertsSwitch,
  alertsSecret,
  alertsRemove,
  phasesSign,
  phasesWithdraw,
  measureNow,
  reportMake,
  reportList,
  reportShow,
  reportSchedule,
  rulesList,
  rulesSet,
  slaList,
  slaSet,
  status,
  viewsList,
  tokenCreate,
  awarenessBehaviourList,
  awarenessBehaviourGroups,
  awarenessBehaviourNew,
  awarenessBehaviourShow,
  awarenessBehaviourStart,
  awarenessBehaviourClose,
  awarenessBehaviourStop,
  awarenessBehaviourConclude,
  awarenessBehaviourDiscard,
  awarenessCampaigns,
  awarenessKeyAnew,
  awarenessKeyCreate,
  awarenessKeyLock,
  awarenessKeyPassphrase,
  awarenessKeyRotate,
  awarenessKeyUnlock,
  awarenessPersonErase,
  awarenessPersonShow,
  awarenessPublish,
  awarenessDiscard,
  awarenessReportsList,
  awarenessReportsPublish,
  awarenessReportsShow,
  awarenessService,
  awarenessShow,
  awarenessStatus,
  awarenessTrainingAutomatic,
  awarenessTrainingDiscard,
  awarenessTrainingEnd,
  awarenessTrainingPublish,
  awarenessTrainingRequire,
  awarenessTrainingShow,
  questionnairesVerify,
  questionnairesDiff,
  questionnairesSchema,
  questionnairesClose,
  questionnairesDiscard,
  questionnairesLinks,
  questionnairesMake,
  questionnairesOpen,
  questionnairesPacks,
  questionnairesPublish,
  questionnairesRounds,
  questionnairesShow,
  completion,
];
