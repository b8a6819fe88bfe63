/**
 * Matches the register of one organisation with the advisories of the node, in the worker: device models first, then their versions.
 * Where neither changed since, nothing is matched and at most what moves by itself (numbers of assets, the catalogue of exploited
 * flaws) is looked at again. The same input writes nothing. The matcher lives only as long as this runs.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { dayOf, type Clock } from '#core/kernel/time.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { matcherVersion } from '#core/matching/matcher-version.ts';
import { prepareMatcher, type Matcher } from '#core/matching/match-model.ts';
import { matchProducts } from '#core/matching/match.ts';
import { bandEdges } from '#core/matching/probability.ts';
import { asksForSerial, productMatchesOf, type ProductMatch } from '#core/matching/settle-matches.ts';
import { hintsOf, type ListedAlias } from '#core/matching/shared-aliases.ts';
import { vendorPackVersion } from '#core/matching/vendor-pack.ts';
import { matchingWeights } from '#core/matching/weights.ts';
import { wordPackVersion } from '#core/matching/word-pack.ts';
import type { Database } from '#store/database.ts';
import { groupedBy } from '#store/matching/grouped-by.ts';
import {
  countAdvisories,
  noteProducts,
  readNamedProducts,
  walkAdvisories,
  type HeldAdvisories,
  type HeldAdvisory,
} from '#store/matching/held-advisories.ts';
import { beginMatching, endMatching, failMatching, readMatchingState } from '#store/matching/matching-state.ts';
import {
  readRegister,
  tellApart,
  tierLowestOf,
  writeRegister,
  type RegisterLine,
  type RegisterReading,
} from '#store/matching/register-lines.ts';
import { assetsAtOnce, assetsToSpeakOf, speakOfMatches } from '#store/matching/match-findings.ts';
import { dropOtherDevices, lockMatching, writeMatches, type DeviceMatches } from '#store/matching/write-matches.ts';
import { writeQuestions } from '#store/matching/write-questions.ts';
import { hintingAliases } from '#store/matching/shared-aliases.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { readSources } from '#store/sources/sources.ts';
import { withHints } from './shared-hints.ts';

export interface MatchingOptions {
  readonly database: Database;
  readonly organisationId: OrganisationId;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly signal?: Pick<AbortSignal, 'aborted'>;
  /** Of this code, unless a test says that it is newer. */
  readonly version?: number;
}

type Matched =
  | { readonly kind: 'unchanged' }
  /** Names and advisories are as they were. */
  | { readonly kind: 'counted'; readonly changed: number }
  | { readonly kind: 'matched'; readonly changed: number; readonly models: number; readonly documents: number; readonly seconds: number }
  | { readonly kind: 'stopped' };

export type MatchingOutcome = Matched & {
  /** Assets of whose flaws advisories say something else now. */
  readonly assetsSpokenOf: number;
};

/** What went wrong is kept for people to see, and thrown. */
export async function runMatching(options: MatchingOptions): Promise<MatchingOutcome> {
  try {
    const matched = await match(options);
    return { ...matched, assetsSpokenOf: matched.kind === 'stopped' ? 0 : await speak(options) };
  } catch (cause) {
    const problem = isProblem(cause) ? { code: cause.code, detail: cause.message } : { code: 'internal', detail: unexpected };
    await withOrganisation(options.database, options.organisationId, (scope) => failMatching(scope, problem, options.clock.now())).catch(
      () => undefined,
    );
    throw cause;
  }
}

const unexpected = 'Matching failed by an error of ours; the log of the node has it.';

/** Answers given since count too, so this looks also where nothing was matched. */
async function speak({ database, organisationId, clock, newId, signal }: MatchingOptions): Promise<number> {
  const given = await readingOrganisation(database, organisationId, (scope) => assetsToSpeakOf(scope));
  let assets = 0;
  for (let from = 0; from < given.length; from += assetsAtOnce) {
    if (signal?.aborted === true) break;
    const some = given.slice(from, from + assetsAtOnce);
    assets += await withOrganisation(database, organisationId, (scope) => speakOfMatches(scope, some, { now: clock.now(), newId }));
  }
  return assets;
}

async function match(options: MatchingOptions): Promise<Matched> {
  const { database, organisationId, clock } = options;
  const startedMs = performance.now();
  const readAt = clock.now();
  const found = await readingOrganisation(database, organisationId, async (scope) => ({
    register: await readRegister(scope, dayOf(readAt, scope.timeZone)),
    held: await countAdvisories(scope),
    state: await readMatchingState(scope),
    aliases: await hintingAliases(scope),
    kev: (await readSources(scope.client)).find(({ id }) => id === 'kev')?.digest ?? '',
  }));
  const { register, held, state } = found;
  const fingerprint = fingerprintOf(register, found, options);
  if (fingerprint === state.fingerprint && state.askedAt === null && state.problem === null) return { kind: 'unchanged' };
  const isSame = state.fingerprint?.split(' ')[0] === fingerprint.split(' ')[0];
  const begun = { upTo: state.askedAt ?? readAt, askedAt: state.askedAt, isDifferent: !isSame };
  await withOrganisation(database, organisationId, (scope) => beginMatching(scope, begun));
  let changed = await withOrganisation(database, organisationId, async (scope) => {
    await lockMatching(scope);
    return writeRegister(scope, register.lines, null);
  });
  let { lines } = register;
  if (!isSame) {
    const matched = await matchDevices(options, register, found.aliases);
    if (matched === null) return { kind: 'stopped' };
    changed += matched.changed;
    ({ lines } = matched);
  }
  changed += await withOrganisation(database, organisationId, async (scope) => {
    await lockMatching(scope);
    const told = { ...register, lines };
    const rows = await writeQuestions(scope, null);
    const assets = lines.reduce((sum, line) => sum + line.assets.length, 0);
    const { notMatchable } = register;
    const ended = { fingerprint: fingerprintOf(told, found, options), now: clock.now(), lines: lines.length, assets, notMatchable, held };
    await endMatching(scope, ended, begun.upTo);
    return rows;
  });
  if (isSame) return { kind: 'counted', changed };
  const models = new Set(register.lines.map(({ deviceKey }) => deviceKey)).size;
  return { kind: 'matched', changed, models, documents: held.documents, seconds: Math.round(performance.now() - startedMs) / 1_000 };
}

function digestOf(texts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}

/** First of what matches hang on, then of what else is told. */
function fingerprintOf(
  register: RegisterReading,
  { held, kev, aliases }: { readonly held: HeldAdvisories; readonly kev: string; readonly aliases: readonly ListedAlias[] },
  { version = matcherVersion }: Pick<MatchingOptions, 'version'>,
): string {
  return `${namesDigest(register, [held.digest, aliases], version)} ${factsDigest(register, kev)} ${held.setAside}`;
}

/** Of all that matches hang on: lines, documents and what lists say of names, and by what they are read. */
function namesDigest({ lines }: RegisterReading, others: readonly unknown[], version: number): string {
  const read = [version, vendorPackVersion, wordPackVersion, matchingWeights.version, matchingWeights.bias];
  return digestOf([lines.map(({ id, deviceKey }) => [id, deviceKey]), ...others, read]);
}

function factsDigest({ lines, notMatchable }: RegisterReading, kev: string): string {
  return digestOf([lines.map((line) => [line.assets.map(({ id }) => id), tierLowestOf(line), line.modelId]), notMatchable, kev]);
}

/** Device models read, matched and written together. */
const modelsAtOnce = 40;

/** @returns rows that differed, and the lines as the advisories ask for them; null: it was stopped */
async function matchDevices(
  { database, organisationId, signal, version = matcherVersion }: MatchingOptions,
  { lines }: RegisterReading,
  aliases: readonly ListedAlias[],
): Promise<{ readonly changed: number; readonly lines: readonly RegisterLine[] } | null> {
  const held: HeldAdvisory[] = [];
  for await (const some of walkAdvisories(database)) held.push(...some);
  const idOf = new Map(held.map(({ id, advisory }) => [advisory, id]));
  const byId = new Map(held.map(({ id, advisory }) => [id, advisory]));
  const digests = new Map(held.map(({ id, digest }) => [id, digest]));
  const named = lines.map(nameOf);
  const matcher = prepareMatcher(
    held.map(({ advisory }) => advisory),
    named,
  );
  await noteProducts(database, held, matcher.index, version);
  const hintsOfDevice = groupedBy(aliases, ({ deviceKey }) => deviceKey);
  const productsNamed = groupedBy(
    await readNamedProducts(database, [...new Set(aliases.map(({ productKey }) => productKey))]),
    ({ productKey }) => productKey,
  );
  const devices = [...groupedBy(lines, ({ deviceKey }) => deviceKey)];
  const sides = { namedAs: (key: string) => productsNamed.get(key) ?? [], advisoryOf: (id: Id) => byId.get(id) };
  const asked: RegisterLine[] = [];
  let changed = 0;
  for (let from = 0; from < devices.length; from += modelsAtOnce) {
    if (signal?.aborted === true) return null;
    const some: DeviceMatches[] = [];
    const linesOfSome: RegisterLine[] = [];
    for (const [deviceKey, own] of devices.slice(from, from + modelsAtOnce)) {
      const matches = withHints(matchesOf(own, matcher, idOf), hintsOf(hintsOfDevice.get(deviceKey) ?? []), sides);
      const isBySerial = [...matches].some(([id, found]) => {
        const advisory = byId.get(id);
        return advisory !== undefined && isWorthALook(found) && asksForSerial(advisory);
      });
      const told = tellApart(own, new Set(isBySerial ? [deviceKey] : []));
      linesOfSome.push(...told);
      some.push({ deviceKey, lines: told, matches });
      // Alerts and deliveries run in this thread too.
      await setImmediate();
    }
    changed += await withOrganisation(database, organisationId, async (scope) => {
      await lockMatching(scope);
      // Together with what is said of them: an answer given meanwhile is settled by the lines that are written.
      const keysOfSome = some.map(({ deviceKey }) => deviceKey);
      const moved = await writeRegister(scope, linesOfSome, keysOfSome);
      return moved + (await writeMatches(scope, some, { advisoryOf: (id) => byId.get(id), digestOf: (id) => digests.get(id), only: null }));
    });
    asked.push(...linesOfSome);
  }
  const keys = devices.map(([key]) => key);
  changed += await withOrganisation(database, organisationId, (scope) => dropOtherDevices(scope, keys));
  return { changed, lines: asked };
}

function isWorthALook(found: readonly ProductMatch[]): boolean {
  return found.some(({ probability }) => probability >= bandEdges.check);
}

/** `3.2.1` names nothing; `A.02` or a type number in the field of the version may. */
const plainVersion = /^v?\s*\d{1,3}(?:[.,]\d+)+$/iu;

/** What a line is called by: its operating system, further versions and plain version numbers say nothing of that. */
function nameOf(line: RegisterLine): InventoryLine {
  return { ...line, version: plainVersion.test((line.version ?? '').trim()) ? null : line.version, description: null };
}

/** Of each advisory the products that a device may be, over all ways in which the register calls it; the best first. */
function matchesOf(
  lines: readonly RegisterLine[],
  matcher: Matcher,
  idOf: ReadonlyMap<Advisory, Id>,
): ReadonlyMap<Id, readonly ProductMatch[]> {
  const names = new Map(
    lines.map((line) => [JSON.stringify([line.vendor, line.product, line.version, line.udiDi, line.serial]), nameOf(line)]),
  );
  const found = new Map<Id, Map<string, ProductMatch>>();
  for (const match of matchProducts([...names.values()], matcher)) {
    const id = idOf.get(match.advisory);
    if (id === undefined) continue;
    const known = found.get(id) ?? new Map<string, ProductMatch>();
    found.set(id, known);
    for (const one of productMatchesOf(match)) {
      const other = known.get(one.productKey);
      known.set(one.productKey, other === undefined ? one : together(other, one));
    }
  }
  return new Map([...found].map(([id, products]) => [id, [...products.values()].toSorted(bestFirst)]));
}

function together(left: ProductMatch, right: ProductMatch): ProductMatch {
  const better = right.probability > left.probability ? right : left;
  const other = better === left ? right : left;
  return {
    ...better,
    isIdentified: left.isIdentified || right.isIdentified,
    productIds: [...new Set([...better.productIds, ...other.productIds])],
  };
}

function bestFirst(left: ProductMatch, right: ProductMatch): number {
  return right.probability - left.probability || compareCodePoints(left.productKey, right.productKey);
}
