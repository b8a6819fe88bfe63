/**
 * A round of answers that another tool gathered and a file brought: closed from the start, its sheets laid on the groups of the year by the
 * name of their department. Each sheet is in one round only. Nobody was invited by us, so there is no response to tell.
 */
import { randomUUID } from 'node:crypto';
import { elsewhere, type GroupPlan } from '#core/disclosure/named-groups.ts';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { compareCodePoints, foldName } from '#core/kernel/text.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { answersByNumber, isAnswerOf, type Answers } from '#core/questionnaires/sheet.ts';
import { populationTree } from '#store/awareness/campaigns.ts';
import { insertSheets } from '#store/questionnaires/answers.ts';
import { holdReadSheets, listTaken, takeReadSheets } from '#store/questionnaires/read-sheets.ts';
import { insertRound, markRound, recordRoundAct, type Round } from '#store/questionnaires/rounds.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { planOf } from '../awareness/group-plan.ts';
import type { By, RoundWork } from './rounds.ts';
import { groupsOf, tellable } from './rounds.ts';
import { makeSealKey, padded, removeSealKey, seal, sheetDigests } from './seal-sheet.ts';

interface AskedRound {
  readonly name: string;
  readonly pack: QuestionnairePack;
  /** The round as its files call it. */
  readonly from: string;
  /** The last day on which somebody answered: the figures are of it. */
  readonly answeredOn: Day;
}

/** Fewer that are new, laid beside the round that holds the others, are told one by one. */
const fewestNew = 10;

export async function makeRoundOfFile(work: RoundWork, by: By, { name, pack, from, answeredOn }: AskedRound): Promise<Id> {
  const { database, clock, newId } = work;
  const id = newId();
  const key = await makeSealKey(work, id);
  try {
    return await withOrganisation(database, by.organisationId, async (scope) => {
      const now = clock.now();
      const today = dayOf(now, scope.timeZone);
      if (answeredOn > today) throw new Problem('request-invalid', 'The last day of answering cannot be in the future.');
      const plan = await planOf(scope, today, now);
      const groupOf = groupFinder(plan, await populationTree(scope, today));
      const { sheets, leftOut } = await newSheets(work, scope, from);
      const read = sheets.map(({ department, answers }) => ({ department, answers: answersByNumber(pack, answers) }));
      requireFitting(pack, read);
      const round: Round = {
        ...{
          id,
          name,
          pack,
          languages: pack.languages,
          sheetsLeftOut: leftOut,
          groupYear: plan.year,
          closesOn: answeredOn,
          createdAt: now,
        },
        ...{ openedAt: null, closedAt: null, publishedAt: null },
      };
      const groups = groupsOf(plan).map((group) => ({ groupId: group.id, name: group.name, invited: 0, publicKey: '', signingKey: null }));
      await insertRound(scope, round, groups);
      await markRound(scope, id, 'opened_at', now);
      await markRound(scope, id, 'closed_at', now);
      await takeReadSheets(scope, id, sheets);
      const sealed = read.map(({ department, answers }) => ({
        id: randomUUID(),
        groupId: groupOf(department),
        sealed: seal(work, key, id, padded(answers)),
      }));
      await insertSheets(scope, id, sealed);
      await recordRoundAct(scope, newId(), { at: now, act: 'made', roundName: name, saidBy: by.name, count: tellable(sheets.length) });
      return id;
    });
  } catch (cause) {
    await removeSealKey(work, id);
    throw cause;
  } finally {
    key.fill(0);
  }
}

/** Those that stand in no round, published or not: a longer export of one that was published would tell the answers of who came later. */
async function newSheets(work: RoundWork, scope: Scope, from: string) {
  const read = await holdReadSheets(scope, from);
  if (read.length === 0) throw new Problem('not-found', 'No file brought answers under this name.');
  const taken = await listTaken(scope);
  const digestOf = await sheetDigests(work, scope.organisationId, taken.size > 0);
  const sheets = read.map((sheet) => ({ ...sheet, digest: digestOf(sheet.id) })).filter(({ digest }) => !taken.has(digest));
  if (sheets.length < fewestNew)
    throw new Problem('conflict', 'Fewer than ten of these sheets are in no round yet: too few to make a round of them.');
  return { sheets, leftOut: read.length - sheets.length };
}

/** Columns told of those that do not fit. */
const columnsTold = 10;

/** @throws Problem conflict: a column is no question of the pack, or holds what is no answer to it; likely another pack is meant */
function requireFitting(pack: QuestionnairePack, sheets: readonly { readonly answers: Answers }[]): void {
  const items = new Map(pack.items.map((item) => [item.id, item]));
  const unfit = new Set<string>();
  for (const { answers } of sheets)
    for (const [column, answer] of Object.entries(answers)) {
      const item = items.get(column);
      if (item === undefined || !isAnswerOf(item, answer)) unfit.add(column);
    }
  if (unfit.size === 0) return;
  const columns = [...unfit].toSorted(compareCodePoints).slice(0, columnsTold);
  throw new Problem(
    'conflict',
    `Columns of these files do not fit this questionnaire: ${columns.join(', ')}. Nothing was taken; choose another, or correct the file.`,
    { columns },
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
