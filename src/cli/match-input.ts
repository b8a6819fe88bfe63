/** What `match` is given: the advisories below its paths, each once and in its newest revision, and what is none is called what it is. */
import { readAdvisoryFiles } from '#advisory-sources/advisory-files.ts';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import { compareEditions, publisherOf, type AdvisoryEdition } from '#core/advisories/edition-order.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import { csv } from '#importers/csv/importer.ts';
import { foreignFormat } from '#importers/inventory/foreign-format.ts';
import { openFile } from '#importers/read-head.ts';
import { xlsx } from '#importers/xlsx/importer.ts';
import { localAdvisoryFiles } from './local-advisory-files.ts';

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
  /** Those that break rules of their standard, which are matched all the same; none where nobody asked. */
  readonly broken: readonly BrokenDocument[];
}

export interface BrokenDocument {
  readonly path: string;
  readonly line: number | null;
  readonly document: string;
  readonly rules: readonly string[];
}

/** @param withRules documents are held against the rules of their standard too, which takes seconds */
export async function readAdvisories(paths: readonly string[], signal: AbortSignal, withRules = false): Promise<ReadAdvisories> {
  const now = instantFromMilliseconds(Date.now());
  const newest = new Map<string, Advisory>();
  const refused: Refused[] = [];
  const foreign = new Map<string, Problem | null>();
  const broken: BrokenDocument[] = [];
  let leftOut = 0;
  for await (const found of readAdvisoryFiles(localAdvisoryFiles, paths)) {
    if (signal.aborted) break;
    if (found.kind === 'refused') {
      const { path, line, problem } = found;
      const known = foreign.get(path);
      // A file of something else is refused once, and not line by line.
      if (known !== undefined && known !== null) continue;
      const other = known === null || !unreadable.has(problem.code) ? null : await foreignProblem(path);
      foreign.set(path, other);
      refused.push(other === null ? { path, sheet: null, line, problem } : { path, sheet: null, line: null, problem: other });
    } else {
      if (withRules) {
        const failures = (await validateCsafDocument(found.document))?.failures ?? [];
        const rules = [...new Set(failures.map(({ ruleId }) => ruleId))];
        if (rules.length > 0) broken.push({ path: found.path, line: found.line, document: found.advisory.documentId, rules });
      }
      const advisory = withoutTexts(found.advisory);
      const key = [advisory.documentId, publisherOf(advisory) ?? '', advisory.kind].join('\u001f');
      const known = newest.get(key);
      if (known !== undefined) leftOut += 1;
      if (known === undefined || compareEditions(editionOf(known), editionOf(advisory), now) < 0) newest.set(key, advisory);
    }
  }
  const advisories = [...newest].toSorted(([left], [right]) => compareCodePoints(left, right)).map(([, advisory]) => advisory);
  return { advisories, refused, leftOut, broken };
}

const unreadable: ReadonlySet<string> = new Set(['file-malformed', 'file-truncated', 'file-encoding-invalid']);
const nameOfTable = /\.(csv|tsv|xlsx)(\.gz)?$/i;

/** What the file is that holds no JSON; null where nothing is known of it. */
async function foreignProblem(path: string): Promise<Problem | null> {
  try {
    const { head, bytes } = await openFile(localAdvisoryFiles.open(path), path);
    // Closes the file: an iteration that never began would leave it open.
    for await (const _ of bytes) break;
    const isTable = xlsx.accepts(head) || csv.accepts(head);
    const other = foreignFormat(head.bytes);
    if (isTable || (other === null && nameOfTable.test(path))) {
      const message = 'This path was read as an advisory, and it is a table. Where it is an inventory, give it with --inventory.';
      return new Problem('file-format-mismatch', message);
    }
    return other === null ? null : new Problem('file-format-unknown', `This is ${other}, not a JSON document.`);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return null;
  }
}

/** Matching reads names, versions and statuses; the texts are the greater part of a document. */
function withoutTexts(advisory: Advisory): Advisory {
  const flaws = advisory.flaws.map(({ cveId, otherIds, statuses, applicability, affected }) => ({
    cveId,
    otherIds,
    statuses,
    ...(applicability === undefined ? {} : { applicability }),
    ...(affected === undefined ? {} : { affected }),
    title: null,
    cweIds: [],
    scores: [],
    remediations: [],
  }));
  const { references: _, ...rest } = advisory;
  return { ...rest, notes: [], flaws };
}

function editionOf(advisory: Advisory): AdvisoryEdition {
  return { modifiedAt: advisory.modifiedAt, revision: advisory.revision, digest: JSON.stringify(advisory) };
}
