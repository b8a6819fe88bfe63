/**
 * What advisories say now of the flaws of each asset, held against what was told last. Only what is known closes: a version outside, a
 * product that is denied or whose confirmation was taken back, a document that its publisher took back. Where it became unknown
 * (a version that is missing, a revision that breaks a rule or calls the product otherwise, people who disagree), what was told stays.
 */
import type { Advisory, AdvisoryFlaw, ProductStatus } from '#core/advisories/advisory.ts';
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { judgeAnswered } from '#core/matching/decided-candidates.ts';
import { standingOf } from '#core/matching/decisions.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { entriesOfProducts, flawsOf, scoreOf, type LineVerdict } from '#core/matching/settle-matches.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { advisoryNamesIn, flawKeysOf } from '#core/vulnerabilities/flaw-names.ts';
import { severityRank } from '../ingest/finding-state.ts';
import { advisoryScanner } from '../ingest/load-finding-evidence.ts';
import type { Scope } from '../scope.ts';
import { groupedBy } from './grouped-by.ts';
import { decisionOf, identityDecisionsOf, type StoredDecision } from './match-decisions.ts';

export type Item = Omit<ImportedVulnerability, 'itemNumber' | 'assetKey'>;

/** Why something was told: this question about a device, in this document. */
export interface Teller {
  readonly documentId: string;
  readonly advisoryId: Id;
  readonly questionId: string;
}

/** By document and name of the flaw (`itemKey`). */
export interface Wanted {
  readonly items: Map<string, Item>;
  readonly tellers: Map<string, Teller>;
  /** What each item follows from; none of those that are only held. */
  readonly because: Map<string, VerdictRow[]>;
  /** Of those that were told and are over: why. */
  readonly over: Map<string, readonly Ending[]>;
}

/** Why something is not told any more: what is said of a line now, or what became of the question that it was told by. */
export type Ending =
  | { readonly kind: 'verdict'; readonly row: VerdictRow }
  | { readonly kind: 'teller'; readonly teller: Teller; readonly fate: Fate; readonly other: VerdictRow | null };

const nothing = (): Wanted => ({ items: new Map(), tellers: new Map(), because: new Map(), over: new Map() });

export interface ToldItems {
  readonly items: ReadonlyMap<string, Item>;
  readonly tellers: readonly Teller[];
}

const tellerKey = ({ advisoryId, questionId }: Omit<Teller, 'documentId'>): string => `${advisoryId} ${questionId}`;

/** @param assetIds null: all */
export async function wantedFindings(
  scope: Scope,
  told: ReadonlyMap<Id, ToldItems>,
  assetIds: readonly Id[] | null,
): Promise<ReadonlyMap<Id, Wanted>> {
  const rows = await readVerdicts(scope, assetIds);
  const advisories = await readMatched(scope, rows);
  const wanted = new Map<Id, Wanted>();
  for (const row of rows) {
    const advisory = advisories.get(row.advisoryId);
    const items = advisory === undefined || row.status !== 'affected' || !row.isFresh ? [] : itemsOf(advisory, row);
    for (const assetId of items.length === 0 ? [] : row.assetIds) {
      const known = wanted.get(assetId) ?? nothing();
      for (const item of items) {
        const key = itemKey(item);
        known.items.set(key, graver(known.items.get(key), item));
        known.because.set(key, [...(known.because.get(key) ?? []), row]);
      }
      known.tellers.set(tellerKey(row), { documentId: row.documentId, advisoryId: row.advisoryId, questionId: row.questionId });
      wanted.set(assetId, known);
    }
  }
  await holdWhatIsUnknown(scope, { told, wanted, rows, advisories });
  return wanted;
}

export interface VerdictRow extends Teller, Pick<LineVerdict, 'status' | 'answer' | 'decidedBy' | 'clauseText'> {
  readonly identifiedBy: 'person' | 'identifier';
  readonly productIds: readonly string[];
  /** The document is the one that was matched: its product ids are those of another revision else. */
  readonly isFresh: boolean;
  readonly matchedDigest: string;
  readonly revision: string | null;
  readonly line: InventoryLine;
  readonly assetIds: readonly Id[];
}

/** Of what is sure; where it does not affect, only of assets of which something was told. */
async function readVerdicts({ client, organisationId }: Scope, assetIds: readonly Id[] | null): Promise<VerdictRow[]> {
  const { rows } = await client.query<VerdictRow>(
    `select candidate.advisory_id as "advisoryId", known.document_id as "documentId", question.id as "questionId",
       question.identified_by as "identifiedBy", candidate.product_ids as "productIds",
       candidate.matched_digest as "matchedDigest", candidate.matched_digest = known.digest and known.broken_rules = '' as "isFresh", verdict.status, verdict.answer,
       verdict.clause_text as "clauseText", known.revision, verdict.decided_by as "decidedBy", placed.ids as "assetIds",
       jsonb_build_object('id', line.id, 'vendor', line.vendor, 'product', line.product, 'version', line.version,
         'description', line.description, 'udiDi', line.udi_di, 'serial', line.serial) as line
     from match_question question
     join match_candidate candidate on candidate.organisation_id = $1 and candidate.question_id = question.id and candidate.asked
       and (question.identified_by = 'person' or candidate.identified)
     join advisory known on known.id = candidate.advisory_id
     join match_verdict verdict on verdict.organisation_id = $1 and verdict.question_id = question.id
       and verdict.advisory_id = candidate.advisory_id
     join match_line line on line.organisation_id = $1 and line.id = verdict.line_id
     cross join lateral (select array_agg(asset_id order by asset_id) as ids from match_line_asset own
       where own.organisation_id = $1 and own.line_id = verdict.line_id and ($2::uuid[] is null or own.asset_id = any($2))
         and (verdict.status = 'affected' or exists (select from advisory_look look where look.organisation_id = $1
           and look.asset_id = own.asset_id))) placed
     where question.organisation_id = $1 and question.identified_by is not null and placed.ids is not null
     order by known.document_id, known.id, question.id, line.id`,
    [organisationId, assetIds],
  );
  return rows;
}

/** Documents of which more is to be read; not one that has become another since. */
async function readMatched({ client }: Scope, rows: readonly VerdictRow[]): Promise<ReadonlyMap<Id, Advisory>> {
  const digests = new Map(
    rows.flatMap(({ advisoryId, isFresh, status, matchedDigest }) =>
      isFresh && status !== 'fixed' ? [[advisoryId, matchedDigest] as const] : [],
    ),
  );
  const { rows: held } = await client.query<{ id: Id; content: Advisory }>(
    `select known.id, known.content from unnest($1::uuid[], $2::text[]) as given (id, digest)
     join advisory known on known.id = given.id and known.digest = given.digest`,
    [[...digests.keys()], [...digests.values()]],
  );
  return new Map(held.map(({ id, content }) => [id, content]));
}

const affectedStatuses: ReadonlySet<ProductStatus> = new Set(['known-affected', 'first-affected', 'last-affected']);

/** By what an item is known: the document and the name of the flaw. */
export function itemKey({ check, cveIds, aliases }: Pick<Item, 'check' | 'cveIds' | 'aliases'>): string {
  return `${check.nativeId}\n${flawKeysOf({ check, cveIds, aliases })[0] ?? ''}`;
}

/** Of a key of `itemKey`: what the flaw goes by. */
export function flawOfKey(key: string): string {
  return key.slice(key.indexOf('\n') + 1);
}

interface FlawNames {
  readonly nativeId: string;
  readonly cveIds: readonly string[];
  readonly aliases: readonly string[];
}

/**
 * What a finding of a flaw goes by: its CVE, else another public id, else an id of its publisher within the document. Null: it has none
 * by which it could be known again.
 */
function namesOfFlaw(documentId: string, { cveId, otherIds }: AdvisoryFlaw): FlawNames | null {
  const aliases = advisoryNamesIn(otherIds);
  if (cveId !== null || aliases.length > 0) return { nativeId: documentId, cveIds: cveId === null ? [] : [cveId], aliases };
  const own = otherIds.toSorted(compareCodePoints)[0];
  return own === undefined ? null : { nativeId: `${documentId}${ownIdMark}${own}`, cveIds: [], aliases };
}

const ownIdMark = '#';

function flawKeyOf(documentId: string, flaw: AdvisoryFlaw): string | null {
  const names = namesOfFlaw(documentId, flaw);
  return names === null ? null : (flawKeysOf({ ...names, check: { scanner: advisoryScanner, nativeId: names.nativeId } })[0] ?? null);
}

/** The flaws of those products whose clause holds the version. */
function itemsOf(advisory: Advisory, { documentId, decidedBy }: VerdictRow): Item[] {
  return flawsOf(advisory, decidedBy).flatMap((flaw) => {
    const own = new Set(idsOf(flaw, decidedBy, (status) => affectedStatuses.has(status)));
    const names = own.size === 0 ? null : namesOfFlaw(documentId, flaw);
    if (names === null) return [];
    const { nativeId, cveIds, aliases } = names;
    const score = scoreOf(flaw, own);
    const best = flaw.scores.find(
      ({ baseScore, productIds: of }) =>
        baseScore !== null && baseScore === score && (of.length === 0 || of.some((productId) => own.has(productId))),
    );
    const fix = flaw.remediations.find(({ category, productIds: of }) => category === 'vendor_fix' && of.some((id) => own.has(id)));
    return [
      {
        kind: 'vulnerability',
        observedAt: null,
        check: { scanner: advisoryScanner, nativeId, title: advisory.title, family: null, solution: fix?.details ?? null },
        severity: severityOfScore(best?.baseScore ?? null),
        cveIds,
        aliases,
        ...neutralTitle([...cveIds, ...aliases]),
        cvss: best === undefined || best.baseScore === null ? null : { score: best.baseScore, vector: best.vector, version: best.version },
        epss: null,
        kev: null,
        protocol: null,
        port: null,
      },
    ];
  });
}

/**
 * A public name is of a flaw that documents of several makers may name: their titles, often also of the flaw within them, call
 * products of their own.
 */
export function neutralTitle([name]: readonly string[]): Pick<Item, 'flawTitle'> {
  return name === undefined ? {} : { flawTitle: name };
}

function idsOf(flaw: AdvisoryFlaw, productIds: readonly string[], is: (status: ProductStatus) => boolean): string[] {
  return flaw.statuses.flatMap(({ productId, status }) => (is(status) && productIds.includes(productId) ? [productId] : []));
}

/** Bands of CVSS 3.1 (5) and 4.0 (6); without a score it is looked at like one in the middle. */
function severityOfScore(score: number | null): Severity {
  if (score === null) return 'medium';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

/** The first of two that are as grave: rows come in one order always. */
function graver(known: Item | undefined, item: Item): Item {
  if (known === undefined) return item;
  const by = severityRank(item.severity) - severityRank(known.severity) || (item.cvss?.score ?? 0) - (known.cvss?.score ?? 0);
  return by > 0 ? item : known;
}

interface Holding {
  readonly told: ReadonlyMap<Id, ToldItems>;
  readonly wanted: Map<Id, Wanted>;
  readonly rows: readonly VerdictRow[];
  readonly advisories: ReadonlyMap<Id, Advisory>;
}

async function holdWhatIsUnknown(scope: Scope, { told, wanted, rows, advisories }: Holding): Promise<void> {
  const missing = [...told].flatMap(([assetId, { items, tellers }]) =>
    [...items].flatMap(([key, item]) => (wanted.get(assetId)?.items.has(key) === true ? [] : [{ assetId, key, item, tellers }])),
  );
  if (missing.length === 0) return;
  const concerned = new Set(missing.map(({ assetId }) => assetId));
  const rowsOf = groupedBy(
    rows.flatMap((row) => row.assetIds.flatMap((assetId) => (concerned.has(assetId) ? [{ assetId, row }] : []))),
    ({ assetId, row }) => `${assetId} ${row.documentId}`,
  );
  const fates = await readFates(
    scope,
    missing.flatMap(({ tellers }) => tellers),
  );
  for (const { assetId, key, item, tellers } of missing) {
    const documentId = documentOf(item.check.nativeId, tellers);
    const here = (rowsOf.get(`${assetId} ${documentId}`) ?? []).map(({ row }) => row);
    const reasons = tellers.filter((one) => one.documentId === documentId);
    const known = wanted.get(assetId) ?? nothing();
    wanted.set(assetId, known);
    if (isOver({ documentId, flawKey: flawOfKey(key) }, here, reasons, { fates, advisories }))
      known.over.set(key, endingsOf(here, reasons, fates));
    else known.items.set(key, item);
  }
}

interface ToldFlaw {
  readonly documentId: string;
  readonly flawKey: string;
}

/** An id of the publisher may stand behind the number of the document. */
function documentOf(nativeId: string, tellers: readonly Teller[]): string {
  const own = tellers.map(({ documentId }) => documentId).filter((id) => nativeId === id || nativeId.startsWith(id + ownIdMark));
  return own.toSorted((left, right) => right.length - left.length)[0] ?? nativeId;
}

/** Whether it is known that a flaw is not there, by all that is said now and all that it was told by. */
function isOver(
  told: ToldFlaw,
  here: readonly VerdictRow[],
  tellers: readonly Teller[],
  { fates, advisories }: { readonly fates: ReadonlyMap<string, Fate>; readonly advisories: ReadonlyMap<Id, Advisory> },
): boolean {
  if (here.length + tellers.length === 0) return false;
  const judged = new Set(here.map(tellerKey));
  const isOut = (row: VerdictRow): boolean =>
    row.isFresh && row.answer !== 'conflict' && (row.status === 'fixed' || !mayConcern(advisories.get(row.advisoryId), told, row));
  const isGone = (teller: Teller): boolean => {
    if (judged.has(tellerKey(teller))) return true;
    const fate = fates.get(tellerKey(teller));
    // A number had named it, and now a person says which other product of the document it is.
    const isOther = here.some(({ advisoryId, identifiedBy }) => identifiedBy === 'person' && advisoryId === teller.advisoryId);
    return fate !== undefined && (overFates.has(fate.kind) || (fate.kind === 'unanswered' && isOther));
  };
  return here.every(isOut) && tellers.every(isGone);
}

/** Of what is over: what is said of the product that it was told by, and what became of the questions that are not asked any more. */
function endingsOf(here: readonly VerdictRow[], tellers: readonly Teller[], fates: ReadonlyMap<string, Fate>): Ending[] {
  const told = new Set(tellers.map(tellerKey));
  const own = here.filter((row) => told.has(tellerKey(row)));
  const judged = new Set(own.map(tellerKey));
  const gone = [...new Map(tellers.map((teller) => [tellerKey(teller), teller])).values()].flatMap((teller): Ending[] => {
    const fate = fates.get(tellerKey(teller));
    if (judged.has(tellerKey(teller)) || fate === undefined) return [];
    const other = here.find(({ advisoryId, identifiedBy }) => identifiedBy === 'person' && advisoryId === teller.advisoryId) ?? null;
    return [{ kind: 'teller', teller, fate, other }];
  });
  return [...gone, ...(tellers.length === 0 ? here : own).map((row): Ending => ({ kind: 'verdict', row }))];
}

const clearedStatuses: ReadonlySet<ProductStatus> = new Set(['fixed', 'first-fixed', 'recommended', 'known-not-affected']);

/** Whether a device may have this one flaw, by the products of which the document does not say that they are without it. */
function mayConcern(advisory: Advisory | undefined, { documentId, flawKey }: ToldFlaw, { productIds, line }: VerdictRow): boolean {
  if (advisory === undefined) return true;
  const own = advisory.flaws
    .filter((flaw) => flawKeyOf(documentId, flaw) === flawKey)
    .flatMap((flaw) => idsOf(flaw, productIds, (status) => !clearedStatuses.has(status)));
  if (own.length === 0) return false;
  return judgeAnswered(line, advisory, entriesOfProducts(advisory, [...new Set(own)]), []).status !== 'fixed';
}

/** What became of a question; `unanswered`: a number had named the product. */
export interface Fate {
  readonly kind: 'denied' | 'confirmation-withdrawn' | 'document-withdrawn' | 'unanswered' | 'standing';
  readonly answers: readonly StoredDecision[];
}

const overFates: ReadonlySet<Fate['kind']> = new Set(['denied', 'confirmation-withdrawn', 'document-withdrawn']);

async function readFates(scope: Scope, tellers: readonly Teller[]): Promise<ReadonlyMap<string, Fate>> {
  const different = [...new Map(tellers.map((one) => [tellerKey(one), one])).values()];
  const decisions = groupedBy(
    await identityDecisionsOf(
      scope,
      different.map(({ questionId }) => questionId),
    ),
    ({ questionId }) => questionId,
  );
  const { rows } = await scope.client.query<{ id: Id }>(
    `select id from advisory where id = any($1::uuid[]) and content->>'isRejected' = 'true'`,
    [different.map(({ advisoryId }) => advisoryId)],
  );
  const rejected = new Set(rows.map(({ id }) => id));
  const fateOf = ({ advisoryId, questionId }: Teller): Fate => {
    if (rejected.has(advisoryId)) return { kind: 'document-withdrawn', answers: [] };
    return fateOfAnswers(decisions.get(questionId) ?? []);
  };
  return new Map(different.map((one) => [tellerKey(one), fateOf(one)]));
}

/** @param own to one question, oldest first */
function fateOfAnswers(own: readonly StoredDecision[]): Fate {
  const left = own.filter(({ withdrawnAt }) => withdrawnAt === null);
  const standing = standingOf(left.map(decisionOf));
  if (standing.kind === 'decided')
    return standing.decision.answer === 'denied'
      ? { kind: 'denied', answers: left.filter(({ answer }) => answer === 'denied').slice(-1) }
      : { kind: 'standing', answers: [] };
  if (standing.kind === 'conflict') return { kind: 'standing', answers: [] };
  const confirmed = own.filter(({ answer }) => answer === 'confirmed');
  const last = confirmed.toSorted((one, other) => compareCodePoints(one.withdrawnAt ?? '', other.withdrawnAt ?? '')).slice(-1);
  return { kind: last.length === 0 ? 'unanswered' : 'confirmation-withdrawn', answers: last };
}
