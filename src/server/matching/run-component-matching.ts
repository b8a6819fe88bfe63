/**
 * Holds the components of an organisation's bills against the advisories of the node, in the worker. A line is judged anew only where a
 * document that names its package, or its product, came, changed or went; the same input reads no document and writes nothing.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Id } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { componentMatcherVersion, indexComponents, judgeComponent } from '#core/matching/packages/judge-component.ts';
import { advisoriesByKey, countKeyedAdvisories, noteAdvisoryKeys, readKeyed } from '#store/components/advisory-keys.ts';
import { assetsToTell, tellOfBills } from '#store/components/bill-findings.ts';
import {
  judgedBefore,
  readComponentMatching,
  writeComponentFlaws,
  writeComponentMatching,
  type JudgedLine,
} from '#store/components/component-flaws.ts';
import { digestOfComponents, placeComponents, readComponentLines, type ReadLine } from '#store/components/component-lines.ts';
import { assetsAtOnce } from '#store/matching/match-findings.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { MatchingOptions } from './run-matching.ts';

type Matched =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'matched'; readonly changed: number; readonly lines: number; readonly judged: number; readonly documents: number }
  | { readonly kind: 'stopped' };

export type ComponentMatchingOutcome = Matched & {
  /** Assets of whose flaws their bills say something else now. */
  readonly assetsSpokenOf: number;
};

export async function runComponentMatching(options: Omit<MatchingOptions, 'version'>): Promise<ComponentMatchingOutcome> {
  const matched = await match(options);
  return { ...matched, assetsSpokenOf: matched.kind === 'stopped' ? 0 : await speak(options) };
}

/** Assets come and go while bills and advisories stay, so this looks also where nothing was matched. */
async function speak({ database, organisationId, clock, newId, signal }: MatchingOptions): Promise<number> {
  const given = await readingOrganisation(database, organisationId, (scope) => assetsToTell(scope, clock.now()));
  let assets = 0;
  for (let from = 0; from < given.length; from += assetsAtOnce) {
    if (signal?.aborted === true) break;
    const some = given.slice(from, from + assetsAtOnce);
    assets += await withOrganisation(database, organisationId, (scope) => tellOfBills(scope, some, { now: clock.now(), newId }));
  }
  return assets;
}

async function match({ database, organisationId, clock, newId, signal }: MatchingOptions): Promise<Matched> {
  const isStopped = (): boolean => signal?.aborted === true;
  await noteAdvisoryKeys(database);
  if (isStopped()) return { kind: 'stopped' };
  const found = await readingOrganisation(database, organisationId, async (scope) => {
    const held = await countKeyedAdvisories(scope);
    const fingerprint = `${componentMatcherVersion} ${await digestOfComponents(scope)} ${held.digest}`;
    const state = await readComponentMatching(scope);
    return { held, fingerprint, reading: state?.fingerprint === fingerprint ? null : await readComponentLines(scope) };
  });
  const { reading, fingerprint, held } = found;
  if (reading === null) return { kind: 'unchanged' };
  let changed = 0;
  let judged = 0;
  for (let from = 0; from < reading.lines.length; from += linesAtOnce) {
    if (isStopped()) return { kind: 'stopped' };
    const some = reading.lines.slice(from, from + linesAtOnce);
    const done = await withOrganisation(database, organisationId, (scope) => judgeLines(scope, some));
    changed += done.changed;
    judged += done.judged;
    // Alerts and deliveries run in this thread too.
    await setImmediate();
  }
  changed += await withOrganisation(database, organisationId, async (scope) => {
    const rows = await placeComponents(scope, reading, newId());
    const { components, notMatchable } = reading;
    await writeComponentMatching(scope, { fingerprint, matchedAt: clock.now(), components, notMatchable, documents: held.documents });
    return rows;
  });
  return { kind: 'matched', changed, lines: reading.lines.length, judged, documents: held.documents };
}

const linesAtOnce = 200;

async function judgeLines(scope: Scope, lines: readonly ReadLine[]): Promise<{ readonly changed: number; readonly judged: number }> {
  const byKey = await advisoriesByKey(scope, [...new Set(lines.flatMap(({ keys }) => [...keys.own, ...keys.whole]))]);
  const before = await judgedBefore(
    scope,
    lines.map(({ id }) => id),
  );
  const due = lines
    .map((line) => ({ line, against: documentsOf(line, byKey) }))
    .map((one) => ({ ...one, judged: digestOf(one.against) }))
    .filter(({ line, judged }) => before.get(line.id) !== judged);
  if (due.length === 0) return { changed: 0, judged: 0 };
  const advisories = await readKeyed(scope, [...new Set(due.flatMap(({ against }) => [...against.keys()]))]);
  const idOf = new Map([...advisories].map(([id, advisory]) => [advisory, id]));
  const index = indexComponents([...advisories.values()]);
  const judged = due.map(({ line, judged: by }): JudgedLine => ({ id: line.id, judged: by, flaws: judgeComponent(line.line, index) }));
  let changed = 0;
  for (const some of inPortions(judged)) changed += await writeComponentFlaws(scope, some, (advisory) => idOf.get(advisory));
  return { changed, judged: due.length };
}

const flawsAtOnce = 5_000;

/** A kernel has thousands of flaws, and a distribution many packages of it. */
function inPortions(lines: readonly JudgedLine[]): readonly (readonly JudgedLine[])[] {
  const portions: JudgedLine[][] = [];
  let flaws = 0;
  for (const line of lines) {
    if (portions.length === 0 || flaws + line.flaws.length > flawsAtOnce) {
      portions.push([]);
      flaws = 0;
    }
    portions.at(-1)?.push(line);
    flaws += line.flaws.length;
  }
  return portions;
}

function documentsOf({ keys }: ReadLine, byKey: ReadonlyMap<string, ReadonlyMap<Id, string>>): ReadonlyMap<Id, string> {
  return new Map([...keys.own, ...keys.whole].flatMap((key) => [...(byKey.get(key) ?? [])]));
}

function digestOf(documents: ReadonlyMap<Id, string>): string {
  const texts = [...documents].map(([id, digest]) => `${id} ${digest}`).toSorted(compareCodePoints);
  return createHash('sha256')
    .update(`${componentMatcherVersion} ${texts.join(' ')}`)
    .digest('hex')
    .slice(0, 32);
}
