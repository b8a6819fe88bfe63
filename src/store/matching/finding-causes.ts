/**
 * Why what advisories say of assets changed, worked out when it does: afterwards answers are taken back and documents revised. Kept
 * with the look (`advisory_look`), read with the history of a finding.
 */
import type { Id } from '#core/kernel/id.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { writtenVersionOf } from '#core/matching/decisions.ts';
import type { FindingCause } from '#core/matching/finding-cause.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { decisionsById, standingToQuestions, type StoredDecision } from './match-decisions.ts';
import { flawOfKey, type Ending, type ToldItems, type VerdictRow, type Wanted } from './wanted-findings.ts';

/** Of one flaw in one document; what more there is says the same. */
const mostCauses = 6;

interface Change {
  readonly assetId: Id;
  readonly told: (ToldItems & { readonly at: Instant }) | undefined;
  readonly wanted: Wanted | undefined;
}

/** Of what is told now and was not, or not as grave, and of what is not told any more. */
export async function causesOf(scope: Scope, changes: readonly Change[]): Promise<ReadonlyMap<Id, FindingCause[]>> {
  const rows = changes.flatMap(({ wanted }) => [
    ...[...(wanted?.because.values() ?? [])].flat(),
    ...[...(wanted?.over.values() ?? [])].flat().flatMap((ending) => (ending.kind === 'verdict' ? ending.row : (ending.other ?? []))),
  ]);
  const questionIds = [...new Set(rows.map(({ questionId }) => questionId))];
  const answers = groupedBy(await standingToQuestions(scope, questionIds), ({ questionId }) => questionId);
  const answersTo = (row: VerdictRow): readonly StoredDecision[] => answers.get(row.questionId) ?? [];
  return new Map(changes.map((change) => [change.assetId, causesOfAsset(change, answersTo)]));
}

type AnswersTo = (row: VerdictRow) => readonly StoredDecision[];

function causesOfAsset({ told, wanted }: Change, answersTo: AnswersTo): FindingCause[] {
  const came = [...(wanted?.because ?? [])].flatMap(([key, rows]) => {
    const before = told?.items.get(key);
    if (before !== undefined && before.severity === wanted?.items.get(key)?.severity) return [];
    return different(rows.map((row) => causeToTell(row, flawOfKey(key), answersTo)));
  });
  const went = [...(wanted?.over ?? [])].flatMap(([key, endings]) =>
    different(sinceLast(endings, told?.at ?? null).map((ending) => causeToEnd(ending, key, answersTo))),
  );
  return [...came, ...went];
}

function different(causes: readonly FindingCause[]): FindingCause[] {
  return [...new Map(causes.map((one) => [JSON.stringify(one), one])).values()].slice(0, mostCauses);
}

/** An answer of before the last look has told already what it changed. */
function sinceLast(endings: readonly Ending[], lookedAt: Instant | null): readonly Ending[] {
  const isNew = (ending: Ending): boolean =>
    ending.kind === 'verdict' ||
    ending.fate.answers.length === 0 ||
    ending.fate.answers.some(({ origin, at, withdrawnAt }) => origin === 'file' || (withdrawnAt ?? at) > (lookedAt ?? ''));
  const fresh = endings.filter(isNew);
  return fresh.length > 0 ? fresh : endings;
}

function causeToTell(row: VerdictRow, cveId: string, answersTo: AnswersTo): FindingCause {
  const said = answersTo(row);
  const identity = row.identifiedBy === 'person' ? newest(said, ({ answer }) => answer === 'confirmed') : [];
  const version = row.answer === 'affected' ? aboutVersion(row, said, 'affected') : [];
  return {
    why: row.identifiedBy === 'person' ? 'confirmed' : 'identified',
    cveId,
    ...factsOf(row),
    decisionIds: [...identity, ...version],
  };
}

function causeToEnd(ending: Ending, key: string, answersTo: AnswersTo): FindingCause {
  if (ending.kind === 'verdict') {
    const { row } = ending;
    const facts = { cveId: flawOfKey(key), ...factsOf(row) };
    if (row.answer === 'not-affected')
      return { why: 'answered-not-affected', ...facts, decisionIds: aboutVersion(row, answersTo(row), 'not-affected') };
    return { why: row.status === 'fixed' ? 'version-outside' : 'not-named', ...facts, decisionIds: [] };
  }
  const { teller, fate, other } = ending;
  const { documentId, advisoryId, questionId } = teller;
  const facts = { documentId, advisoryId, questionId, cveId: flawOfKey(key), revision: null, version: null, clause: null };
  if (fate.kind === 'unanswered' || fate.kind === 'standing') {
    const decisionIds = other === null ? [] : newest(answersTo(other), ({ answer }) => answer === 'confirmed');
    return { why: 'other-product', ...facts, decisionIds };
  }
  return { why: fate.kind, ...facts, decisionIds: fate.answers.map(({ id }) => id) };
}

function factsOf({ documentId, advisoryId, questionId, revision, line, clauseText }: VerdictRow) {
  return { documentId, advisoryId, questionId, revision, version: writtenVersionOf(line), clause: clauseText };
}

function aboutVersion(row: VerdictRow, said: readonly StoredDecision[], wanted: StoredDecision['answer']): Id[] {
  const version = foldName(writtenVersionOf(row.line) ?? '');
  return newest(said, ({ answer, deviceVersion }) => answer === wanted && foldName(deviceVersion ?? '') === version);
}

function newest(said: readonly StoredDecision[], is: (one: StoredDecision) => boolean): Id[] {
  return said
    .filter(is)
    .slice(-1)
    .map(({ id }) => id);
}

/** Of one flaw: by the instant from which a change counts. @param cveIds all names of the flaw */
export async function readCauses(
  scope: Scope,
  assetId: Id,
  cveIds: readonly string[],
): Promise<{ readonly causes: ReadonlyMap<Instant, readonly FindingCause[]>; readonly answers: ReadonlyMap<Id, StoredDecision> }> {
  const { rows } = await scope.client.query<{ at: Instant; cause: FindingCause }>(
    `select look.observed_at as at, cause.said as cause from advisory_look look
     cross join lateral jsonb_array_elements(coalesce(look.causes, '[]')) as cause (said)
     where look.organisation_id = $1 and look.asset_id = $2 and cause.said->>'cveId' = any($3::text[]) order by 1`,
    [scope.organisationId, assetId, cveIds],
  );
  const causes = groupedBy(rows, ({ at }) => at);
  const answers = await decisionsById(scope, [...new Set(rows.flatMap(({ cause }) => cause.decisionIds))]);
  return { causes: new Map([...causes].map(([at, own]) => [at, own.map(({ cause }) => cause)])), answers };
}
