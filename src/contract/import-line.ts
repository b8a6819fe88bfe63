/** What is written of one file that was handed in: one line of `import --json`, and the report beside a file of the inbox. */
import type { Problem } from '#core/kernel/problem.ts';
import type { ImportReport } from './endpoints/imports.ts';

/** In this order. */
export const importLineFields = [
  'file',
  'digest',
  'importer',
  'importerVersion',
  'status',
  'observedAt',
  'read',
  'stored',
  'merged',
  'unchanged',
  'refused',
  'duplicateOf',
  'issues',
  'issuesTotal',
] as const satisfies readonly (keyof ImportReport)[];

export type ImportLine = Pick<ImportReport, (typeof importLineFields)[number]>;

export function writeImportLine(line: ImportLine): string {
  return JSON.stringify(Object.fromEntries(importLineFields.map((name) => [name, line[name]])));
}

/**
 * Of a file whose content was handed in before, what comes of that first import is what comes of this one; only that
 * nothing is counted twice.
 */
export function repeatedReport(again: ImportReport, first: ImportReport): ImportReport {
  const { status, importer, importerVersion, observedAt } = first;
  const ended = { ...again, status, importer, importerVersion, observedAt };
  if (status === 'complete') return ended;
  const { problem, issues, issuesTotal } = first;
  return { ...ended, problem, issues, issuesTotal };
}

/** Of a file that was not even accepted. */
export function refusedLine(file: string, digest: string, problem: Problem): ImportLine {
  return {
    file,
    digest,
    importer: null,
    importerVersion: null,
    status: 'rejected',
    observedAt: null,
    read: 0,
    stored: 0,
    merged: 0,
    unchanged: 0,
    refused: 0,
    duplicateOf: null,
    issues: [{ code: problem.code, message: problem.message, path: null, line: null, severity: 'refused' }],
    issuesTotal: 1,
  };
}
