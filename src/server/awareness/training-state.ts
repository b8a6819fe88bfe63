/** Trainings as the contract answers them: requirements, published counts, the latest tables. Nothing is counted here. */
import { proportionOf } from '#core/awareness/campaign-figures.ts';
import { addMonths, trainingParts } from '#core/awareness/training-coverage.ts';
import type { AmbassadorFacts, TrainingFacts } from '#core/awareness/training-facts.ts';
import type { PublishedCell } from '#core/disclosure/publish.ts';
import { cellAt } from '#core/disclosure/publish.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { findAutomatic, listRequirements } from '#store/awareness/training-requirements.ts';
import { listCourses, listRoleGroups } from '#store/awareness/training.ts';
import type { Scope } from '#store/scope.ts';
import { sideOf } from './wire-side.ts';

export async function readTraining(scope: Scope, now: Instant): Promise<TrainingJson> {
  const today = dayOf(now, scope.timeZone);
  const standing = [...(await listPublications(scope, { subject: 'training' })).values()];
  const counts = standing.map(({ publication, facts }): TrainingJson['counts'][number] => {
    const { part, month, on, fromOn, hasGroups, asked, askedBy } = facts as TrainingFacts;
    const total = cellAt(publication, { groupId: null, roleGroupId: null });
    const { publishedAt } = publication;
    return { part, month, on, fromOn, publishedAt, hasGroups, asked: [...asked], askedBy, ...trainedOf(total) };
  });
  const byMonth = counts.toSorted((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0));
  const automatic = await findAutomatic(scope);
  const ambassadors = [...(await listPublications(scope, { subject: 'ambassadors' })).values()].map(
    ({ facts }) => facts as AmbassadorFacts,
  );
  return {
    requirements: (await listRequirements(scope)).map(({ courseId: _courseId, ...rest }) => rest),
    courses: (await listCourses(scope)).map(({ id, name }) => ({ id, name })),
    roleGroups: [...(await listRoleGroups(scope, today))],
    automatic: automatic === null ? null : { saidBy: automatic.saidBy, saidAt: automatic.saidAt },
    lastMonth: addMonths(today, -1).slice(0, 7),
    counts: byMonth,
    tables: await tablesOf(scope, standing, byMonth),
    ambassadors: ambassadors
      .toSorted((one, other) => (one.on < other.on ? 1 : -1))
      .map(({ month, on, units, withOne }) => ({ month, on, units: units === null ? null : proportionOf(withOne ?? 0, units) })),
  };
}

function trainedOf(cell: PublishedCell | undefined): Pick<TrainingJson['counts'][number], 'trained' | 'hidden'> {
  if (cell === undefined || cell.kind === 'hidden') return { trained: null, hidden: cell?.reason ?? 'too-few-people' };
  return { trained: proportionOf(cell.counts['trained'] ?? 0, cell.people), hidden: null };
}

type Standing = Awaited<ReturnType<typeof listPublications>> extends ReadonlyMap<string, infer One> ? One : never;

async function tablesOf(scope: Scope, standing: readonly Standing[], counts: TrainingJson['counts']): Promise<TrainingJson['tables']> {
  const tables: TrainingJson['tables'] = [];
  for (const part of trainingParts) {
    const latest = counts.find((one) => one.part === part && one.hasGroups);
    const found = standing.find(({ facts }) => {
      const own = facts as TrainingFacts;
      return own.part === part && own.month === latest?.month;
    });
    if (latest === undefined || found === undefined) continue;
    const { key } = found.publication.period;
    const whole = (await listPublications(scope, { subject: 'training', key })).get(key)?.publication;
    if (whole === undefined) continue;
    const cells = whole.cells.map((cell) => {
      const { trained, hidden } = trainedOf(cell);
      return { groupId: cell.groupId, roleGroupId: cell.roleGroupId, hidden, people: cell.kind === 'shown' ? cell.people : null, trained };
    });
    tables.push({ part, month: latest.month, groups: whole.groups.map(sideOf), roleGroups: whole.roleGroups.map(sideOf), cells });
  }
  return tables;
}
