/** What `match` is given: the advisories below its paths, each once and in its newest revision, and the decisions of people. */
import type { AdvisoryFromFile } from '#advisory-sources/advisory-files.ts';
import { readAdvisoryFiles } from '#advisory-sources/advisory-files.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import { compareEditions, publisherOf, type AdvisoryEdition } from '#core/advisories/edition-order.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import { readDecision, type MatchDecision } from '#core/matching/decisions.ts';
import { linesOf } from '#importers/inventory/json-lines.ts';
import { openFile } from '#importers/read-head.ts';
import { decodeStream } from '#importers/text-decoding.ts';
import { localAdvisoryFiles } from './local-advisory-files.ts';
import { openLocalFile } from './local-file.ts';

/** Something that was not taken, with its place. */
export interface Refused {
  readonly path: string;
  readonly sheet: string | null;
  readonly line: number | null;
  readonly problem: Problem;
}

export interface ReadAdvisories {
  /** By document id. */
  readonly advisories: readonly Advisory[];
  readonly refused: readonly Refused[];
  /** Older revisions and copies of what is in the list. */
  readonly leftOut: number;
}

export async function readAdvisories(paths: readonly string[], signal: AbortSignal): Promise<ReadAdvisories> {
  const now = instantFromMilliseconds(Date.now());
  const newest = new Map<string, Advisory>();
  const refused: Refused[] = [];
  let leftOut = 0;
  for await (const found of readAdvisoryFiles(localAdvisoryFiles, paths)) {
    if (signal.aborted) break;
    if (found.kind === 'refused') refused.push(refusedOf(found));
    else {
      const advisory = withoutTexts(found.advisory);
      const key = `${advisory.documentId}\u001f${publisherOf(advisory) ?? ''}`;
      const known = newest.get(key);
      if (known !== undefined) leftOut += 1;
      if (known === undefined || compareEditions(editionOf(known), editionOf(advisory), now) < 0) newest.set(key, advisory);
    }
  }
  const advisories = [...newest].toSorted(([left], [right]) => compareCodePoints(left, right)).map(([, advisory]) => advisory);
  return { advisories, refused, leftOut };
}

function refusedOf({ path, line, problem }: Extract<AdvisoryFromFile, { kind: 'refused' }>): Refused {
  return { path, sheet: null, line, problem };
}

/** Matching reads names, versions and statuses; the texts are the greater part of a document. */
function withoutTexts(advisory: Advisory): Advisory {
  const flaws = advisory.flaws.map(({ cveId, statuses }) => ({
    cveId,
    statuses,
    otherIds: [],
    title: null,
    cweIds: [],
    scores: [],
    remediations: [],
  }));
  return { ...advisory, notes: [], flaws };
}

function editionOf(advisory: Advisory): AdvisoryEdition {
  return { modifiedAt: advisory.modifiedAt, revision: advisory.revision, digest: JSON.stringify(advisory) };
}

export interface ReadDecisions {
  readonly decisions: readonly MatchDecision[];
  readonly refused: readonly Refused[];
}

/** One decision per line (NDJSON), also gzipped. */
export async function readDecisionFile(path: string): Promise<ReadDecisions> {
  const decisions: MatchDecision[] = [];
  const refused: Refused[] = [];
  const refuse = (line: number | null, problem: Problem): void => void refused.push({ path, sheet: null, line, problem });
  const source = await openLocalFile(path);
  try {
    const { bytes } = await openFile(source, path);
    for await (const { number, text } of linesOf(decodeStream(bytes))) {
      if (text?.trim() === '') continue;
      const read = text === null ? null : readDecision(jsonOf(text));
      if (read === null) refuse(number, new Problem('file-too-large', 'The line is longer than a decision is.'));
      else if (read.kind === 'read') decisions.push(read.decision);
      else refuse(number, new Problem('file-malformed', `The line is no decision: ${read.field} should be ${read.expected}.`));
    }
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    refuse(null, cause);
  }
  return { decisions, refused };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
