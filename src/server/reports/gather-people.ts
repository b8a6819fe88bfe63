/** Reads what the half about people is written from beside its metrics: publications and nothing else, so that nothing is counted here. */
import { comparisonAssumptions } from '#core/awareness/behaviour/assumptions.ts';
import type { KnownEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { behaviourMeasures } from '#core/awareness/behaviour/behaviour-plan.ts';
import { towardsBetter } from '#core/awareness/behaviour/behaviour-publication.ts';
import { effectCautionTexts, effectUnknownTexts, effectVerdictTexts } from '#core/awareness/behaviour/effect-words.ts';
import { hiddenReasonTexts } from '#core/disclosure/hidden-words.ts';
import type { Publication } from '#core/disclosure/publish.ts';
import type { PublicationSubject } from '#core/disclosure/subjects.ts';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import type { Language, Localised } from '#core/kernel/text.ts';
import { addDays, dayOf, type Day } from '#core/kernel/time.ts';
import { publishedMeasures } from '#core/metrics/define-metric.ts';
import type { PeopleFigure } from '#core/metrics/people-figure.ts';
import { metrics } from '#core/metrics/registry.ts';
import type { CampaignOutcome, HiddenCount, ReportedCampaign, ReportedHiding, ReportedPeople } from '#core/reports/people-input.ts';
import { listBehaviourCampaigns, type BehaviourCampaign } from '#store/awareness/behaviour.ts';
import { listPublications } from '#store/awareness/publications.ts';
import type { Scope } from '#store/scope.ts';

interface PeopleQuestion {
  readonly language: Language;
  /** Of the report: what came later is not in it. */
  readonly day: Day;
  readonly figures: readonly PeopleFigure[];
}

const yearDays = 365;

export async function gatherPeople(scope: Scope, asked: PeopleQuestion): Promise<ReportedPeople> {
  const { language, day } = asked;
  const started = (await listBehaviourCampaigns(scope)).filter(
    ({ startedAt, plan }) => startedAt !== null && dayOf(startedAt, scope.timeZone) <= day && plan.after.toOn > addDays(day, -yearDays),
  );
  return {
    campaigns: started
      .toSorted((one, other) => (one.plan.after.toOn > other.plan.after.toOn ? -1 : 1))
      .map((campaign) => reportedCampaign(campaign, { language, day, timeZone: scope.timeZone })),
    assumptions: comparisonAssumptions.map(({ label }) => label[language]),
    hidden: await hiddenOf(scope, asked),
  };
}

interface CampaignAsked extends Pick<PeopleQuestion, 'language' | 'day'> {
  readonly timeZone: string;
}

function reportedCampaign(campaign: BehaviourCampaign, asked: CampaignAsked): ReportedCampaign {
  const { id, plan, effect, endedAt } = campaign;
  return {
    id,
    name: plan.name,
    judgedBy: behaviourMeasures[plan.measure].label[asked.language],
    judgedOn: plan.after,
    outcome: outcomeOf(campaign, asked),
    computedAt: effect === null ? null : endedAt,
  };
}

/** An effect is of the days that were judged, not of the day somebody computed it; a campaign is stopped on the day it was. */
function outcomeOf({ plan, effect, stopReason, endedAt }: BehaviourCampaign, { language, day, timeZone }: CampaignAsked): CampaignOutcome {
  if (stopReason !== null && endedAt !== null && dayOf(endedAt, timeZone) <= day) return { kind: 'stopped', reason: stopReason };
  if (effect === null || plan.after.toOn > day) return { kind: 'running' };
  if (effect.kind === 'unknown') return { kind: 'unknown', reason: effectUnknownTexts[effect.reason][language] };
  const arm = ({ before, after }: KnownEffect['reached']) => ({ before, after });
  return {
    kind: 'known',
    verdict: effect.verdict,
    verdictText: effectVerdictTexts[effect.verdict][language],
    effect: towardsBetter(effect.comparison, plan.measure),
    expected: plan.expectedEffect,
    detectable: effect.detectable,
    reached: arm(effect.reached),
    others: arm(effect.others),
    cautions: effect.cautions.map((caution) => effectCautionTexts[caution][language]),
  };
}

/** What tells groups; the others tell the whole, or rest on these. */
const subjects: readonly (readonly [subject: PublicationSubject, name: Localised])[] = [
  ['phishing', { en: 'Phishing test', nl: 'Phishingtest' }],
  ['reports', { en: 'Reports of real mails', nl: 'Meldingen van echte mails' }],
  ['training', { en: 'Trainings', nl: 'Trainingen' }],
  ['questionnaire', { en: 'Questionnaire', nl: 'Vragenlijst' }],
];

/** Of each subject the newest publication up to the day that tells groups. */
async function hiddenOf(scope: Scope, { language, day, figures }: PeopleQuestion): Promise<readonly ReportedHiding[]> {
  const found: ReportedHiding[] = [];
  for (const [subject, name] of subjects) {
    const published = await listPublications(scope, { subject });
    const told = figures
      .filter((figure) => figure.toOn <= day && subjectOf(figure) === subject)
      .toSorted((one, other) => (one.toOn > other.toOn ? -1 : 1))
      .flatMap(({ toOn, keys }) => keys.map((key) => ({ on: toOn, key })))
      .find(({ key }) => (published.get(key)?.publication.groups.length ?? 0) > 1);
    if (told === undefined) continue;
    // The list holds totals alone; of this one every cell is asked.
    const publication = (await listPublications(scope, { subject, key: told.key })).get(told.key)?.publication;
    if (publication !== undefined) found.push(hidingOf(publication, { ...told, subject, name: name[language], language }));
  }
  return found;
}

function hidingOf(
  publication: Publication,
  { subject, key, name, on, language }: Pick<ReportedHiding, 'subject' | 'key' | 'name' | 'on'> & Pick<PeopleQuestion, 'language'>,
): ReportedHiding {
  const groups = countHidden(publication, 'groupId', language) ?? { shown: 0, hidden: [] };
  return {
    subject,
    key,
    name,
    on,
    groups,
    roleGroups: countHidden(publication, 'roleGroupId', language),
    publishedAt: publication.publishedAt,
  };
}

const subjectByMeasure = new Map<string, PublicationSubject>(
  metrics.flatMap((metric) => publishedMeasures(metric).map(({ name, published }) => [`${metric.id} ${name}`, published.subject] as const)),
);

function subjectOf({ metricId, measure }: PeopleFigure): string | undefined {
  return subjectByMeasure.get(`${metricId} ${measure}`);
}

/** The margin of one side. @returns null: the publication has none, or one group alone, which is the whole */
function countHidden({ cells }: Publication, side: 'groupId' | 'roleGroupId', language: Language): HiddenCount | null {
  const other = side === 'groupId' ? 'roleGroupId' : 'groupId';
  const margin = cells.filter((cell) => cell[side] !== null && cell[other] === null);
  if (margin.length < 2) return null;
  return {
    shown: margin.filter(({ kind }) => kind === 'shown').length,
    hidden: hiddenReasons.flatMap((code) => {
      const count = margin.filter((cell) => cell.kind === 'hidden' && cell.reason === code).length;
      return count === 0 ? [] : [{ code, why: hiddenReasonTexts[code][language], count }];
    }),
  };
}
