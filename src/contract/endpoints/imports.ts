/** Handing in files and following what comes of them. */
import { z } from 'zod';
import { importStatuses } from '#core/imports/import-run.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const ImportIssueJson = z.object({
  code: z.string(),
  message: z.string(),
  path: z.string().nullable(),
  line: z.int().nullable(),
  severity: z.enum(['refused', 'warning', 'note']),
});
export type ImportIssueJson = z.infer<typeof ImportIssueJson>;

/** What came of one file; the command line prints exactly the members up to `issuesTotal`. */
export const ImportReport = z.object({
  file: z.string(),
  digest: z.string(),
  importer: z.string().nullable(),
  importerVersion: z.int().nullable(),
  status: z.enum(importStatuses.map((status) => status.value)),
  observedAt: z.iso.datetime().nullable(),
  read: count,
  stored: count,
  merged: count,
  unchanged: count,
  refused: count,
  duplicateOf: z.string().nullable(),
  issues: z.array(ImportIssueJson).describe('the first 100; before them what ended the reading of a file that was refused or read in part'),
  issuesTotal: count,
  id: z.string(),
  source: z.string().nullable(),
  sizeBytes: count,
  bytesDone: count,
  receivedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const CreateImportQuery = z.strictObject({
  file: z.string().min(1).max(400).describe('the name of the file'),
  format: z.string().max(60).optional().describe('importer id; default: recognised from the content'),
  observedAt: z.iso.date().optional().describe('the day of observation where the file names none'),
  partial: flag.optional().describe('true: the file is no full snapshot of its source'),
  source: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('name of the source; default: the importer, for a register the file name without dates'),
  mapping: z.string().max(8000).optional().describe('JSON object: target field to column header'),
});

export const createImport = defineEndpoint({
  id: 'imports.create',
  method: 'POST',
  path: '/imports',
  summary: 'Hand in a file; answered when file and import row are on disk, the work goes on in the background',
  access: access.import,
  params: NoParams,
  query: CreateImportQuery,
  body: null,
  bodyKind: 'bytes',
  response: ImportReport,
  status: 202,
  problems: ['request-invalid', 'file-empty', 'file-too-large'],
});

export const ImportPreview = z.object({
  importer: z.string().nullable(),
  title: z.string().nullable(),
  shape: z.enum(['register', 'findings']).nullable(),
  columns: z.array(z.object({ header: z.string(), target: z.string().nullable(), samples: z.array(z.string()) })),
  targets: z.array(z.object({ target: z.string(), label: z.object({ en: z.string(), nl: z.string() }) })),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const previewImport = defineEndpoint({
  id: 'imports.preview',
  method: 'POST',
  path: '/imports/preview',
  summary: 'How the head of a file (its first 64 KiB; of a workbook 4 MiB) would be read: format and guessed column mapping',
  access: access.import,
  params: NoParams,
  query: z.strictObject({ file: z.string().min(1).max(400) }),
  body: null,
  bodyKind: 'bytes',
  response: ImportPreview,
  problems: ['request-invalid'],
});

export const getImport = defineEndpoint({
  id: 'imports.get',
  method: 'GET',
  path: '/imports/{id}',
  summary: 'What came of one file',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ImportReport,
  problems: ['not-found'],
});

export const importEvents = defineEndpoint({
  id: 'imports.events',
  method: 'GET',
  path: '/imports/{id}/events',
  summary: 'Progress as server-sent events: each `data` is an import report; ends when the import has ended',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: ImportReport,
  responseKind: 'events',
  problems: ['not-found'],
});

export const downloadIssues = defineEndpoint({
  id: 'imports.issues',
  method: 'GET',
  path: '/imports/{id}/issues.csv',
  summary: 'Every remark and refused row of one file, as CSV',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: null,
  responseKind: 'text',
  status: 200,
  problems: ['not-found'],
});

export const importEndpoints = [createImport, previewImport, getImport, importEvents, downloadIssues] as const;
