/** Handlers of files handed in: accept, preview, follow, and the list of remarks. */
import { sayIn } from '#contract/dutch/say-in.ts';
import type { ImportPreview, ImportReport } from '#contract/endpoints/imports.ts';
import { guardFormula } from '#core/kernel/formula-guard.ts';
import { Problem } from '#core/kernel/problem.ts';
import { isId } from '#core/kernel/id.ts';
import type { UsedProfile } from '#core/imports/mapping-profile.ts';
import type { Language } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { getImport, listIssues } from '#store/imports.ts';
import { listMappingProfiles } from '#store/mapping-profiles.ts';
import { countRegistered } from '#store/register-size.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { languageOf } from '../http/language.ts';
import { bodyOf } from '../http/request-body.ts';
import { acceptUpload } from '../imports/accept-upload.ts';
import { hasEnded, readImportReport } from '../imports/import-report.ts';
import { requireFaultless, usedProfileOf } from '../imports/mapping-profiles.ts';
import { previewBytesMax, previewImport } from '../imports/preview-import.ts';
import { sourceNameOf } from '../imports/source-name.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

const progressEveryMs = 300;

export const importHandlers: Pick<Handlers, 'imports.create' | 'imports.preview' | 'imports.get' | 'imports.events' | 'imports.issues'> = {
  'imports.create': async ({ context, principal, query, request }) => {
    const row = await acceptUpload(context, principal.organisationId, bodyOf(request), {
      file: query.file,
      format: query.format ?? null,
      observedOn: query.observedAt ?? null,
      partial: query.partial ?? false,
      source: query.source ?? null,
      mapping: query.mapping === undefined ? null : parseMapping(query.mapping),
      profile: await profileOf(context, principal, query),
      arrival: 'upload',
      receivedBy: principal.name,
    });
    return report(context, principal, row.id, languageOf(request));
  },

  'imports.preview': async ({ context, principal, query, request }) => {
    const profile = await usedProfileOf(context.database, principal.organisationId, query);
    const chunks: Uint8Array[] = [];
    let size = 0;
    let bytesMax = previewBytesMax.text;
    for await (const chunk of bodyOf(request)) {
      // PK: a ZIP archive, most likely a workbook.
      if (size === 0 && chunk[0] === 0x50 && chunk[1] === 0x4b) bytesMax = previewBytesMax.workbook;
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= bytesMax) break;
    }
    const asked = await readingOrganisation(context.database, principal.organisationId, async (scope) => ({
      profile,
      timeZone: scope.timeZone,
      saved: await listMappingProfiles(scope),
      registered: await registeredOf(scope, { ...query, profile, at: context.clock.now() }),
    }));
    return previewIn(
      languageOf(request),
      await previewImport(query.file, new Uint8Array(Buffer.concat(chunks).subarray(0, bytesMax)), asked),
    );
  },

  'imports.get': ({ context, principal, params, request }) => report(context, principal, params.id, languageOf(request)),

  'imports.events': async ({ context, principal, params, request }) => {
    const ask = () => report(context, principal, params.id, languageOf(request));
    const first = await ask();
    const encoder = new TextEncoder();
    const stop = request.signal;
    let last = '';
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const now = last === '' ? first : await ask();
        const text = JSON.stringify(now);
        if (text !== last) controller.enqueue(encoder.encode(`data: ${text}\n\n`));
        else controller.enqueue(encoder.encode(': waiting\n\n'));
        last = text;
        if (hasEnded(now) || stop.aborted) controller.close();
        else await pause(progressEveryMs, stop);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } });
  },

  'imports.issues': async ({ context, principal, params, request }) => {
    const language = languageOf(request);
    requireId(params.id);
    const { file, issues } = await withOrganisation(context.database, principal.organisationId, async (scope) => ({
      file: (await getImport(scope, params.id)).file,
      issues: await listIssues(scope, params.id, { after: 0, limit: 1_000_000 }),
    }));
    const rows = issues.map((issue) =>
      [issue.line, issue.itemNumber, issue.severity, issue.code, issue.path, sayIn(language, issue.message)].map(csvCell).join(','),
    );
    const name = encodeURIComponent(`${file}-remarks.csv`);
    return new Response(['line,item,severity,code,path,message', ...rows, ''].join('\r\n'), {
      headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename*=UTF-8''${name}` },
    });
  },
};

interface AskedSource {
  readonly file: string;
  readonly source?: string | undefined;
  readonly partial?: boolean | undefined;
  readonly profile: UsedProfile | null;
  readonly at: Instant;
}

/** Null where the file is handed in as a part, or its source is not known before it is read. */
async function registeredOf(scope: Scope, { file, source: asked, partial, profile, at }: AskedSource) {
  const source = asked ?? profile?.settings.source ?? sourceNameOf(file);
  if (partial === true || profile?.settings.partial === true || source === undefined) return null;
  return { source, count: await countRegistered(scope, source, at) };
}

async function report(context: ServerContext, principal: Principal, importId: string, language: Language): Promise<ImportReport> {
  requireId(importId);
  const found = await withOrganisation(context.database, principal.organisationId, (scope) => readImportReport(scope, importId));
  const issues = found.issues.map((issue) => ({ ...issue, message: sayIn(language, issue.message) }));
  return { ...found, issues, problem: problemIn(language, found.problem) };
}

function previewIn(language: Language, preview: ImportPreview): ImportPreview {
  const said = <Issue extends { readonly message: string }>(issue: Issue | null) =>
    issue === null ? null : { ...issue, message: sayIn(language, issue.message) };
  const rows = preview.rows.map((row) => ({
    ...row,
    refused: said(row.refused),
    cells: row.cells.map((cell) => ({ ...cell, issue: said(cell.issue) })),
  }));
  const remarks = preview.remarks.map((remark) => ({ ...remark, message: sayIn(language, remark.message) }));
  const title = preview.title === null ? null : sayIn(language, preview.title);
  return { ...preview, title, rows, remarks, problem: problemIn(language, preview.problem) };
}

function problemIn(language: Language, problem: ImportReport['problem']): ImportReport['problem'] {
  return problem === null ? null : { ...problem, detail: sayIn(language, problem.detail) };
}

function requireId(importId: string): void {
  if (!isId(importId)) throw new Problem('not-found', 'There is no such import in this organisation.', { importId });
}

type Asked = Readonly<Partial<Record<'profile' | 'settings' | 'mapping', string | undefined>>>;

async function profileOf(context: ServerContext, principal: Principal, query: Asked) {
  const profile = await usedProfileOf(context.database, principal.organisationId, query);
  if (profile === null) return null;
  if (query.mapping !== undefined) throw new Problem('request-invalid', 'mapping and a profile were both given; give the one that counts.');
  requireFaultless(profile.settings);
  return profile;
}

function parseMapping(text: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Problem('request-invalid', 'mapping is no valid JSON.', {}, cause);
  }
  const isMapping =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((header) => typeof header === 'string');
  if (!isMapping) throw new Problem('request-invalid', 'mapping must be a JSON object of target field to column header.');
  return value as Record<string, string>;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  const safe = guardFormula(String(value));
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
