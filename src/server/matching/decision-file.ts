/**
 * The book of answers as a file, in the very form that `cybermetrics match --decisions` reads, and from such a file. A line that is no
 * answer is listed and left out; an answer that is in the book, also one that was taken back here, is not taken again.
 */
import { Problem } from '#core/kernel/problem.ts';
import { addMilliseconds } from '#core/kernel/time.ts';
import { readDecision, unnamedOwner, type MatchDecision } from '#core/matching/decisions.ts';
import { addDecisions, allDecisions, decisionOf, type StoredDecision } from '#store/matching/match-decisions.ts';
import { groupedBy } from '#store/matching/grouped-by.ts';
import { askMatching } from '#store/matching/matching-state.ts';
import { settleDevice } from '#store/matching/settle-device.ts';
import { withOrganisation } from '#store/scope.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

type Names = (principal: string | null) => string | null;

const bytesMax = 16 * 1024 ** 2;
/** Of more device models at once the worker works out what follows. */
const devicesAtOnceMax = 100;
/** Clocks differ; what is said to be of later would stand above every answer until then. */
const aheadMaxMs = 86_400_000;

function personOf({ origin, person }: Pick<StoredDecision, 'origin' | 'person'>, names: Names): string {
  if (origin === 'file') return person;
  return names(person) ?? (person === unnamedOwner.kept ? unnamedOwner.told : person);
}

/** One JSON object per line, oldest first. */
export function exportLines(book: readonly StoredDecision[], names: Names): string {
  return book.map((one) => `${JSON.stringify({ ...decisionOf(one), person: personOf(one, names) })}\n`).join('');
}

export interface TakenDecisions {
  readonly added: number;
  readonly known: number;
  readonly refused: readonly { readonly line: number; readonly message: string }[];
}

export async function takeDecisionFile(
  { context, principal }: { readonly context: ServerContext; readonly principal: Principal },
  request: Request,
  namesFor: (book: readonly StoredDecision[]) => Promise<Names>,
): Promise<TakenDecisions> {
  const { decisions, refused } = readLines(await textOf(request), context);
  const { database, clock, newId } = context;
  return withOrganisation(database, principal.organisationId, async (scope) => {
    const book = await allDecisions(scope);
    const names = await namesFor(book);
    const known = new Set(book.map((one) => sameness({ ...decisionOf(one), person: personOf(one, names) })));
    const fresh = new Map(decisions.map((one) => [sameness(one), one]));
    for (const key of known) fresh.delete(key);
    const added = [...fresh.values()];
    await addDecisions(scope, added, { origin: 'file', now: clock.now(), newId });
    const devices = groupedBy(added, ({ deviceKey }) => deviceKey);
    const outcome = { added: added.length, known: decisions.length - added.length, refused };
    if (devices.size > devicesAtOnceMax) {
      await askMatching(scope, clock.now());
      return outcome;
    }
    for (const [deviceKey, own] of devices) await settleDevice(scope, deviceKey, [...new Set(own.map(({ productKey }) => productKey))]);
    return outcome;
  });
}

function sameness(one: MatchDecision): string {
  const { kind, deviceKey, productKey, person, at, answer } = one;
  return JSON.stringify([
    kind,
    deviceKey,
    productKey,
    person,
    at,
    answer,
    ...(one.kind === 'version' ? [one.clauseText, one.deviceVersion] : []),
  ]);
}

function readLines(text: string, { clock }: ServerContext): { decisions: MatchDecision[]; refused: { line: number; message: string }[] } {
  const latestAt = addMilliseconds(clock.now(), aheadMaxMs);
  const decisions: MatchDecision[] = [];
  const refused: { line: number; message: string }[] = [];
  text.split('\n').forEach((written, index) => {
    if (written.trim() === '') return;
    const read = readDecision(jsonOf(written));
    if (read.kind === 'refused') refused.push({ line: index + 1, message: noDecision(read.field, read.expected) });
    else if (read.decision.at > latestAt) refused.push({ line: index + 1, message: noDecision('at', 'not later than now') });
    else if (hasNul(read.decision)) refused.push({ line: index + 1, message: noDecision('reason', 'text without NUL') });
    else decisions.push(read.decision);
  });
  if (decisions.length === 0 && refused.length === 0)
    throw new Problem('request-invalid', 'The body holds no answer; write one JSON object per line.');
  return { decisions, refused };
}

/** As `match --decisions` says it. */
function noDecision(field: string, expected: string): string {
  return `The line is no decision: ${field} should be ${expected}.`;
}

function hasNul(decision: MatchDecision): boolean {
  return Object.values(decision).some((value) => typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed()));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new Problem('file-too-large', `The body is over ${bytesMax} bytes; hand in fewer answers at a time.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
