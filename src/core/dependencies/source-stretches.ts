/**
 * What files said of a subject, kept short: a nightly export that repeats itself adds nothing but its instant. A run says that
 * every whole file of its source from `fromAt` to `lastAt` named the subject in these words; a file that is a part of something
 * leaves a point. Adding a file gives the same whichever came first (property test). Pure.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { Instant } from '../kernel/time.ts';

/** Words of a node (name, tier, owner), an edge (criticality) or an attachment (criticality, text); absent = not said. */
export interface SaidContent {
  readonly name?: string;
  readonly tier?: number;
  readonly owner?: string;
  readonly criticality?: string;
  /** Of an attachment, as written. */
  readonly text?: string;
}

export interface SaidStretch {
  /** Between whole files; false: a point. */
  readonly isRun: boolean;
  readonly fromAt: Instant;
  readonly lastAt: Instant;
  readonly content: SaidContent;
}

export interface SaidFile {
  readonly at: Instant;
  /** What it does not name, its source no longer says. */
  readonly isWhole: boolean;
}

/** The order of the words does not matter. */
export function contentText(content: SaidContent): string {
  return JSON.stringify(Object.entries(content).toSorted(([a], [b]) => compareCodePoints(a, b)));
}

/**
 * What one source said of one subject once another file is known.
 * @param wholeAts instants of its whole files before this one, in order. @param content what the file says; null: nothing
 */
export function withFile(
  said: readonly SaidStretch[],
  wholeAts: readonly Instant[],
  file: SaidFile,
  content: SaidContent | null,
): readonly SaidStretch[] {
  if (!file.isWhole) return content === null ? said : withPoint(said, file.at, content);
  const runs = said.filter(({ isRun }) => isRun);
  const points = said.filter(({ isRun }) => !isRun);
  const around = runs.find(({ fromAt, lastAt }) => fromAt <= file.at && file.at <= lastAt);
  // Another whole file of this instant: what either says is said, in the greater words.
  const isKnown = wholeAts.includes(file.at);
  if (isKnown && around !== undefined && (content === null || contentText(content) <= contentText(around.content))) return said;
  const kept = runs.flatMap((run) => (run === around ? without(run, file.at, wholeAts) : [run]));
  const added = content === null ? [] : [{ isRun: true, fromAt: file.at, lastAt: file.at, content }];
  return [...join([...kept, ...added], [...wholeAts, file.at]), ...points];
}

function withPoint(said: readonly SaidStretch[], at: Instant, content: SaidContent): readonly SaidStretch[] {
  const known = said.find(({ isRun, fromAt }) => !isRun && fromAt === at);
  if (known !== undefined && contentText(known.content) >= contentText(content)) return said;
  return [...said.filter((one) => one !== known), { isRun: false, fromAt: at, lastAt: at, content }];
}

/** Of the whole files of a run all but the one at this instant; those around it are its new ends. */
function without(run: SaidStretch, at: Instant, wholeAts: readonly Instant[]): readonly SaidStretch[] {
  const inside = wholeAts.filter((one) => run.fromAt <= one && one <= run.lastAt);
  const before = inside.findLast((one) => one < at);
  const after = inside.find((one) => one > at);
  return [...(before === undefined ? [] : [{ ...run, lastAt: before }]), ...(after === undefined ? [] : [{ ...run, fromAt: after }])];
}

/** Runs of the same words with no whole file between them are one. */
function join(runs: readonly SaidStretch[], wholeAts: readonly Instant[]): readonly SaidStretch[] {
  const joined: SaidStretch[] = [];
  for (const run of runs.toSorted((a, b) => compareCodePoints(a.fromAt, b.fromAt))) {
    const last = joined.at(-1);
    const isOne =
      last !== undefined &&
      contentText(last.content) === contentText(run.content) &&
      !wholeAts.some((at) => last.lastAt < at && at < run.fromAt);
    if (isOne) joined[joined.length - 1] = { ...last, lastAt: run.lastAt };
    else joined.push(run);
  }
  return joined;
}

export interface SaidFrom {
  readonly at: Instant;
  /** Null: no longer said. */
  readonly content: SaidContent | null;
}

/**
 * What the source says from when on: the newest file that speaks of the subject counts, until a whole one leaves it out.
 * @param wholeAts instants of all its whole files, in order
 */
export function saidOverTime(said: readonly SaidStretch[], wholeAts: readonly Instant[]): readonly SaidFrom[] {
  const runs = said.filter(({ isRun }) => isRun);
  // At one instant the whole file counts before a part.
  const points = said.filter(
    ({ isRun, fromAt }) => !isRun && !(wholeAts.includes(fromAt) && runs.some((run) => run.fromAt <= fromAt && fromAt <= run.lastAt)),
  );
  const spoken = [...runs, ...points];
  const nextWhole = (at: Instant) => wholeAts.find((one) => one > at);
  const events: SaidFrom[] = spoken.map(({ fromAt, content }) => ({ at: fromAt, content }));
  for (const { lastAt } of spoken) {
    const at = nextWhole(lastAt);
    // A run that goes on there repeats its own words over those of a point before it.
    if (at !== undefined) events.push({ at, content: runs.find((run) => run.fromAt <= at && at <= run.lastAt)?.content ?? null });
  }
  const rank = ({ content }: SaidFrom) => (content === null ? '' : contentText(content));
  const byInstant = new Map<Instant, SaidFrom>();
  for (const event of events) {
    const known = byInstant.get(event.at);
    if (known === undefined || compareCodePoints(rank(event), rank(known)) > 0) byInstant.set(event.at, event);
  }
  return [...byInstant.values()].toSorted((a, b) => compareCodePoints(a.at, b.at));
}
