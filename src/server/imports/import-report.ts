/** An import row as its report: what API, command line and web show of one file. */
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { getImport, listFileWarnings, listIssues, problemIssue, type ImportRow } from '#store/imports.ts';
import type { Scope } from '#store/scope.ts';

const issuesShown = 100;

export async function readImportReport(scope: Scope, importId: string): Promise<ImportReport> {
  const row = await getImport(scope, importId);
  const ofFile = await listFileWarnings(scope, importId);
  const numbers = new Set(ofFile.map(({ number }) => number));
  const first = await listIssues(scope, importId, { after: 0, limit: issuesShown });
  const stored = [...ofFile, ...first.filter(({ number }) => !numbers.has(number))].slice(0, issuesShown);
  const issues = stored.map(({ code, message, path, line, severity }) => ({ code, message, path, line, severity }));
  return importReport(row, withProblemFirst(row, issues));
}

/** What ended the reading comes last in the file and matters most: it is shown however many remarks come before. */
function withProblemFirst({ problemCode, problemDetail }: ImportRow, issues: ImportReport['issues']): ImportReport['issues'] {
  if (problemCode === null) return issues;
  const problem = problemIssue({ code: problemCode, detail: problemDetail ?? '' });
  const others = issues.filter(({ code, message }) => code !== problem.code || message !== problem.message);
  return [problem, ...others].slice(0, issuesShown);
}

export function importReport(row: ImportRow, issues: ImportReport['issues']): ImportReport {
  return {
    file: row.file,
    digest: row.digest,
    importer: row.importer,
    importerVersion: row.importerVersion,
    status: row.status,
    observedAt: row.observedAt,
    read: row.read,
    stored: row.stored,
    merged: row.merged,
    unchanged: row.unchanged,
    refused: row.refused,
    duplicateOf: row.duplicateOf,
    issues,
    issuesTotal: row.issuesTotal,
    id: row.id,
    source: row.source,
    arrival: row.arrival,
    profile:
      row.profileSettings === null
        ? null
        : { slug: row.profileSlug, name: row.profileName, revision: row.profileRevision, settings: row.profileSettings },
    sizeBytes: row.sizeBytes,
    bytesDone: row.bytesDone,
    receivedAt: row.receivedAt,
    finishedAt: row.finishedAt,
    problem: row.problemCode === null ? null : { code: row.problemCode, detail: row.problemDetail ?? '' },
  };
}

export function hasEnded(report: Pick<ImportReport, 'status'>): boolean {
  return report.status === 'complete' || report.status === 'partial' || report.status === 'rejected';
}
