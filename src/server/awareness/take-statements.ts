/**
 * Statements of xAPI as a learning system sends them (xAPI 1.0.3 and IEEE 9274.1.1, a small part): read and pseudonymised in the request,
 * merged in one transaction, all or none. The same statement again changes nothing; another one under its id is refused. Kept of a
 * statement is its completion and two keyed hashes: none of its text.
 */
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import type { TrainingRow } from '#core/awareness/training-row.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { dayOf } from '#core/kernel/time.ts';
import { readStatement, statementIssues, type StatementOptions } from '#importers/personal/xapi/statement.ts';
import { findKey, recordKeyEvent } from '#store/awareness/keys.ts';
import { findStatements, keepStatements, mergeTraining, resolveCourses, resolveLearners } from '#store/awareness/training.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { wipe } from './key-ring.ts';
import { pseudonymiser } from './pseudonymiser.ts';
import { takeKey } from './take-key.ts';

export const statementsMax = 1_000;

interface Taken {
  /** Null: nothing of it is kept. */
  readonly row: TrainingRow | null;
  readonly id: string;
  readonly idPseudonym: Pseudonym;
  readonly contentPseudonym: Pseudonym;
}

/**
 * @param statements of one request, as parsed from JSON
 * @param accountHomePage of the system whose account names are personnel numbers; null: accounts are refused
 * @returns their ids, in their order
 * @throws Problem awareness-key-locked, request-invalid (all of them are refused), conflict
 */
export async function takeStatements(
  context: ServerContext,
  principal: Principal,
  { statements, accountHomePage }: { readonly statements: readonly unknown[]; readonly accountHomePage: string | null },
): Promise<readonly string[]> {
  const { organisationId, name } = principal;
  const unlocked = await takeKey(context, organisationId);
  try {
    const timeZone = await readingOrganisation(context.database, organisationId, async (scope) => scope.timeZone);
    const now = context.clock.now();
    const today = dayOf(now, timeZone);
    const options = { pseudonymise: pseudonymiser(unlocked.key), timeZone, today, accountHomePage };
    const taken = statements.map((statement, place) => takeOne(statement, place + 1, options, context));
    refuseRepeated(taken);
    const kept = taken.flatMap((one) => (one.row === null ? [] : [{ ...one, row: one.row }]));
    await withOrganisation(context.database, organisationId, async (scope) => {
      const key = await findKey(scope, 'shared');
      if (key?.generation !== unlocked.generation)
        throw new Problem('conflict', 'The key of pseudonyms was renewed while the file was read; hand it in again.');
      const before = await findStatements(
        scope,
        taken.map(({ idPseudonym }) => idPseudonym),
      );
      const other = taken.findIndex(
        ({ idPseudonym, contentPseudonym }) => (before.get(idPseudonym) ?? contentPseudonym) !== contentPseudonym,
      );
      if (other >= 0)
        throw new Problem('conflict', 'Another statement was sent under this id before; what was read stays.', { statement: other + 1 });
      const fresh = kept.filter(({ idPseudonym }) => !before.has(idPseudonym));
      if (fresh.length === 0) return;
      const rows = fresh.map(({ row }) => row);
      const ports = { newId: context.newId, now };
      await mergeTraining(scope, { observedOn: today }, rows, ports);
      const personIds = await resolveLearners(scope, rows, ports);
      const names = rows.map(({ course }) => course);
      const courses = await resolveCourses(scope, names, context.newId);
      const statementsKept = fresh.flatMap(({ idPseudonym: id, contentPseudonym: content }, place) => {
        const personId = personIds[place];
        return personId === undefined ? [] : [{ personId, id, content, courseId: courses.get(foldName(names[place] ?? '')) }];
      });
      await keepStatements(scope, statementsKept, today);
      const { generation } = unlocked;
      await recordKeyEvent(scope, { at: now, act: 'file-read', saidBy: name, generation, rows: fresh.length }, context.newId);
    });
    return taken.map(({ id }) => id);
  } finally {
    wipe(unlocked);
  }
}

function takeOne(statement: unknown, itemNumber: number, options: StatementOptions, { newId }: ServerContext): Taken {
  const read = readStatement(statement, options);
  if (read.kind === 'refused') throw new Problem('request-invalid', statementIssues[read.code].message, { statement: itemNumber });
  const id = read.id ?? newId();
  const row = read.kind === 'completion' ? { ...read.row, itemNumber } : null;
  const content = row === null ? '-' : JSON.stringify([row.employee, row.email, foldName(row.course), row.completedOn]);
  return {
    row,
    id,
    idPseudonym: options.pseudonymise('statement', id),
    contentPseudonym: options.pseudonymise('statement', content),
  };
}

/** As the standard says of a batch. */
function refuseRepeated(taken: readonly Taken[]): void {
  const repeated = taken.findIndex(({ id }, place) => taken.findIndex((one) => one.id === id) < place);
  if (repeated >= 0) throw new Problem('request-invalid', 'Two statements of one request have the same id.', { statement: repeated + 1 });
}
