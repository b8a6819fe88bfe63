/**
 * A round of answers that another tool gathered and a file brought: closed from the start, its sheets laid on the groups of the year by the
 * name of their department. Nobody was invited by us, so there is no response to tell.
 */
import { randomUUID } from 'node:crypto';
import { elsewhere, type GroupPlan } from '#core/disclosure/named-groups.ts';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf } from '#core/kernel/time.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { answersByNumber, isAnswerOf, type Answers } from '#core/questionnaires/sheet.ts';
import { populationTree } from '#store/awareness/campaigns.ts';
import { insertSheet } from '#store/questionnaires/answers.ts';
import { takeReadSheets } from '#store/questionnaires/read-sheets.ts';
import { insertRound, markRound, recordRoundAct, type Round } from '#store/questionnaires/rounds.ts';
import { withOrganisation } from '#store/scope.ts';
import { planOf } from '../awareness/group-plan.ts';
import type { By, RoundWork } from './rounds.ts';
import { groupsOf, tellable } from './rounds.ts';
import { makeSealKey, padded, removeSealKey, seal } from './seal-sheet.ts';

interface AskedRound {
  readonly name: string;
  readonly pack: QuestionnairePack;
  /** The round as its files call it. */
  readonly from: string;
}

/** @returns its id, and how many sheets held no answer to any question of the pack */
export async function makeRoundOfFile(
  work: RoundWork,
  by: By,
  { name, pack, from }: AskedRound,
): Promise<{ readonly id: Id; readonly unfit: number }> {
  const { database, clock, newId } = work;
  const id = newId();
  const key = await makeSealKey(work, id);
  try {
    return await withOrganisation(database, by.organisationId, async (scope) => {
      const now = clock.now();
      const today = dayOf(now, scope.timeZone);
      const plan = await planOf(scope, today, now);
      const tree = await populationTree(scope, today);
      const groupOf = groupFinder(plan, tree);
      const read = await takeReadSheets(scope, from);
      if (read.length === 0) throw new Problem('not-found', 'No file brought answers under this name.');
      const sheets = read.flatMap(({ department, answers }) => {
        const own = fitting(pack, answers);
        return Object.keys(own).length === 0 ? [] : [{ groupId: groupOf(department), sealed: seal(work, key, id, padded(own)) }];
      });
      if (sheets.length === 0)
        throw new Problem(
          'conflict',
          'No answer of these files fits this questionnaire: their columns must be called as its questions are, by id.',
        );
      const round: Round = {
        ...{ id, name, pack, groupYear: plan.year, closesOn: today, createdAt: now, openedAt: null, closedAt: null, publishedAt: null },
      };
      const groups = groupsOf(plan).map((group) => ({ groupId: group.id, name: group.name, invited: 0, publicKey: '', signingKey: null }));
      await insertRound(scope, round, groups);
      await markRound(scope, id, 'opened_at', now);
      await markRound(scope, id, 'closed_at', now);
      for (const sheet of sheets) await insertSheet(scope, id, randomUUID(), sheet);
      await recordRoundAct(scope, newId(), { at: now, act: 'made', roundName: name, saidBy: by.name, count: tellable(sheets.length) });
      return { id, unfit: read.length - sheets.length };
    });
  } catch (cause) {
    await removeSealKey(work, id);
    throw cause;
  } finally {
    key.fill(0);
  }
}

/** What answers a question of the pack; other columns are left out. */
function fitting(pack: QuestionnairePack, given: Readonly<Record<string, number>>): Answers {
  const answers = answersByNumber(pack, given);
  return Object.fromEntries(
    pack.items.flatMap((item) => {
      const answer = Object.hasOwn(answers, item.id) ? answers[item.id] : undefined;
      return isAnswerOf(item, answer) ? [[item.id, answer] as const] : [];
    }),
  );
}

/** By the name of a department; of two with the same name in different groups neither is meant. */
function groupFinder({ groups }: GroupPlan, tree: readonly { readonly id: string; readonly name: string }[]) {
  const groupOfDepartment = new Map(
    groups.flatMap(({ id, departmentIds }) => departmentIds.map((department) => [department, id] as const)),
  );
  const byName = new Map<string, string>();
  for (const { id, name } of tree) {
    const group = groupOfDepartment.get(id);
    if (group === undefined) continue;
    const folded = foldName(name);
    const known = byName.get(folded);
    byName.set(folded, known === undefined || known === group ? group : elsewhere);
  }
  return (department: string | null) => (department === null ? elsewhere : (byName.get(foldName(department)) ?? elsewhere));
}
