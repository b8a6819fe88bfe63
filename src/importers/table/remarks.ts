/** What is said of a table's headers: why it cannot be read, what was not read, and which of several columns was. */
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { TableMapping } from './columns.ts';

export function unmapped(headers: readonly string[]): Problem {
  const seen = headers.slice(0, 100).map((header) => header.slice(0, 100).toWellFormed());
  const needed = {
    register: 'name, serial number, asset number, host name, IP address or MAC address',
    findings: 'host or IP address, with a check or CVE, with a severity',
  };
  const detail =
    `The headers make neither an asset list (needs ${needed.register}) nor a scanner export (needs ${needed.findings}). ` +
    `Headers of the file: ${seen.join(', ')}. Rename them, or say which column is what when importing.`;
  return new Problem('file-unmapped', detail, { headers: seen, needed });
}

export function remarksOnHeaders({ unmapped: unread, ambiguous, repeated, missing, settings }: TableMapping): ImportIssue[] {
  const issues: ImportIssue[] = [];
  for (const header of missing) {
    const message = 'The profile names this column, and the file does not have it; its field is left out.';
    issues.push({ ...remark('column-missing', message, null), path: header, severity: 'warning' });
  }
  const why = settings === null ? 'no field is known for it' : 'the profile does not name it';
  if (unread.length > 0) issues.push(remark('column-not-read', `Not read, because ${why}: ${shown(unread)}.`, null));
  for (const { target, headers } of ambiguous) {
    issues.push(
      remark('column-ambiguous', `Several columns fit the field ${target}: ${shown(headers)}. The first of these was taken.`, null),
    );
  }
  for (const header of repeated) {
    issues.push({
      ...remark('header-repeated', 'Several columns have this header; the first is read.', null),
      path: header,
      severity: 'warning',
    });
  }
  return issues;
}

function shown(headers: readonly string[]): string {
  const list = headers.slice(0, 50).map((header) => `"${header.slice(0, 60).toWellFormed()}"`);
  return list.join(', ') + (headers.length > 50 ? ` and ${headers.length - 50} more` : '');
}

function remark(code: string, message: string, line: number | null): ImportIssue {
  return { code, message, path: null, line, severity: 'note', itemNumber: null };
}
