/** Handing in files and following what comes of them. */
import { z } from 'zod';
import { importArrivals, importStatuses } from '#core/imports/import-run.ts';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { MappingFieldJson, ProfileSuggestion } from './mapping-profiles.ts';

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
  issues: z
    .array(ImportIssueJson)
    .describe(
      'the first 100; before them what ended the reading of a file that was refused or read in part, and warnings about the file as a whole',
    ),
  issuesTotal: count,
  id: z.string(),
  source: z.string().nullable(),
  arrival: z.enum(importArrivals.map((arrival) => arrival.value)),
  profile: z
    .object({ slug: z.string().nullable(), name: z.string().nullable(), revision: z.int().nullable(), settings: MappingSettings })
    .nullable()
    .describe('with which mapping a table was read, as it was then; without a slug it was made for this file'),
  sizeBytes: count,
  bytesDone: count,
  receivedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

const ProfileName = z.string().min(1).max(80);
const SettingsText = z.string().max(8000);

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
  profile: ProfileName.optional().describe('slug or name of the mapping profile, saved or ready, that a table is read with'),
  settings: SettingsText.optional().describe('JSON object: the settings of a mapping profile, for this file only'),
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
  problems: [
    'request-invalid',
    'not-found',
    'conflict',
    'awareness-key-locked',
    'file-empty',
    'file-too-large',
    'file-format-unknown',
    'file-format-mismatch',
    'file-malformed',
    'file-truncated',
    'file-unmapped',
  ],
});

const CellIssue = z.object({ code: z.string(), message: z.string() });
const PreviewCellJson = z.object({
  written: z.string(),
  value: z.string().nullable().describe('as it would be kept; null: nothing is'),
  issue: CellIssue.nullable().describe('why the cell is left out'),
});

export const ImportPreview = z.object({
  importer: z.string().nullable(),
  title: z.string().nullable(),
  shape: z.enum(['register', 'findings']).nullable(),
  sheet: z.string().nullable().describe('of a workbook, the sheet that is shown'),
  sheets: z.array(z.string()),
  headerRow: z.int().nullable().describe('null: no table, or one without a row of headers'),
  columns: z.array(
    z.object({
      header: z.string(),
      field: z.string().nullable().describe('null: not read'),
      reason: z
        .enum(['profile', 'header', 'taken', 'unknown'])
        .describe('profile: the settings say so; header: it is known; taken: it is known, but a surer column gives that field; unknown'),
      couldBe: z.string().nullable().describe('the field that a surer column gives'),
    }),
  ),
  rows: z
    .array(z.object({ line: z.int(), refused: CellIssue.nullable(), cells: z.array(PreviewCellJson).describe('one for each column') }))
    .describe('the first ten, as they would be read'),
  words: z
    .array(z.object({ field: z.string(), header: z.string(), word: z.string() }))
    .describe('words of the first rows that no value is known for; a profile can translate them'),
  fields: z.array(MappingFieldJson),
  settings: MappingSettings.nullable().describe('what the rows were read with; null where the file is no table, or no column is known'),
  profile: z.object({ slug: z.string(), name: z.string(), remark: z.object({ en: z.string(), nl: z.string() }).nullable() }).nullable(),
  suggestions: z.array(ProfileSuggestion).describe('profiles that fit these headers, the best first; none where one was asked for'),
  remarks: z
    .array(z.object({ code: z.string(), message: z.string(), line: z.int().nullable() }))
    .describe(
      'of the table as a whole: a row of headers that looks like data, rows above it, far fewer rows than its source has registered',
    ),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const previewImport = defineEndpoint({
  id: 'imports.preview',
  method: 'POST',
  path: '/imports/preview',
  summary: 'How the head of a file (its first 64 KiB; of a workbook 16 MiB) would be read: format, columns and the first ten rows',
  access: access.import,
  params: NoParams,
  query: z.strictObject({
    file: z.string().min(1).max(400),
    profile: ProfileName.optional(),
    settings: SettingsText.optional(),
    source: z.string().min(1).max(100).optional().describe('name of the source, as it will be handed in'),
    partial: flag.optional().describe('true: it will be handed in as a part'),
  }),
  body: null,
  bodyKind: 'bytes',
  response: ImportPreview,
  problems: ['request-invalid', 'not-found'],
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
