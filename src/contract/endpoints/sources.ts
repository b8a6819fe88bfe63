/** The public sources that the node holds a copy of: how old and how whole they are, and taking a newer one. */
import { z } from 'zod';
import { advisorySourceIds, leanedSourceIds, sourceStandings } from '#core/advisories/sources.ts';
import { fetchHoursMax } from '#core/advisories/fetch-schedule.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const instant = z.iso.datetime();

export const FetchPlanJson = z.object({
  everyHours: z.int().nullable().describe('null: only when somebody asks'),
  isUsual: z.boolean().describe('nobody set it'),
  nextAt: instant.nullable().describe('null: not planned yet, or never by itself'),
  failures: z.int().describe('attempts in a row that gave nothing; the more, the later the next'),
});

export const SourceJson = z.object({
  id: z.enum(advisorySourceIds),
  title: z.object({ en: z.string(), nl: z.string() }),
  attribution: z.string(),
  url: z.string().describe('where it is fetched from'),
  edition: z.string().nullable().describe('KEV: version of the catalogue; EPSS: version of the model; null: nothing was taken yet'),
  datedAt: instant.nullable().describe('the date that the copy says of itself'),
  asOf: instant.nullable().describe('until when the copy is known to be what the source says'),
  ageDays: z.int().nullable().describe('whole days since then'),
  isStale: z.boolean(),
  staleAfterDays: z.int(),
  entries: z.int(),
  origin: z.string().nullable().describe('the address or the name of the file that the copy came from'),
  takenAt: instant.nullable(),
  triedAt: instant.nullable().describe('the last attempt, whether it gave anything or not'),
  problem: z
    .object({ code: z.string(), detail: z.string(), at: instant })
    .nullable()
    .describe('why the last attempt gave nothing; what is held stayed'),
  fetch: FetchPlanJson.describe('when it is fetched next by itself'),
});
export type SourceJson = z.infer<typeof SourceJson>;

export const LeanedSourceJson = z.object({
  id: z.enum(leanedSourceIds).describe('`csaf`: the advisories that are held'),
  standing: z.enum(sourceStandings).describe('missing: nothing was ever taken, so nothing is known; stale: older than is set'),
  asOf: instant.nullable(),
  ageDays: z.int().nullable().describe('whole days since then'),
  staleAfterDays: z.int().describe('older than this is stale'),
  notice: z.object({ en: z.string(), nl: z.string() }).nullable().describe('of a stale one: how old it is, and what to do'),
});
export type LeanedSourceJson = z.infer<typeof LeanedSourceJson>;

export const SourcesJson = z.object({
  items: z.array(SourceJson),
  leaned: z.array(LeanedSourceJson).describe('every source that figures and lists lean on'),
  coverage: z
    .object({
      cves: z.int().describe('CVE ids among the flaws of this organisation'),
      scored: z.int().describe('of these, with a score of EPSS'),
      exploited: z.int().describe('of these, in the KEV catalogue'),
    })
    .describe('what the sources say of what was found here'),
});
export type SourcesJson = z.infer<typeof SourcesJson>;

const SourceParams = z.strictObject({ id: z.enum(advisorySourceIds) });
const replace = z
  .enum(['true', 'false'])
  .optional()
  .describe('true: also in the place of what is held when that is newer, or has many more entries; when what is held is wrong');
const Asked = z.object({ askedAt: instant.describe('`triedAt` is this or later when it is done') });

export const listSources = defineEndpoint({
  id: 'sources.list',
  method: 'GET',
  path: '/sources',
  summary: 'Age and completeness of the public sources that the node holds a copy of',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: SourcesJson,
  problems: [],
});

export const syncSource = defineEndpoint({
  id: 'sources.sync',
  method: 'POST',
  path: '/sources/{id}/sync',
  summary: 'Fetch a source from its publisher, if it changed; answered at once, the work goes on in the background',
  access: access.node,
  params: SourceParams,
  query: z.strictObject({ replace }),
  body: null,
  response: Asked,
  status: 202,
  problems: ['request-invalid'],
});

export const handInSource = defineEndpoint({
  id: 'sources.handIn',
  method: 'POST',
  path: '/sources/{id}/file',
  summary:
    'Hand in a mirrored file of a source, gzipped or not, where the node has no way out; read in the background, whole or not at all',
  access: access.node,
  params: SourceParams,
  query: z.strictObject({ file: z.string().min(1).max(400).describe('the name of the file'), replace }),
  body: null,
  bodyKind: 'bytes',
  response: Asked,
  status: 202,
  problems: ['request-invalid', 'file-empty', 'file-too-large'],
});

export const scheduleSource = defineEndpoint({
  id: 'sources.schedule',
  method: 'PUT',
  path: '/sources/{id}/schedule',
  summary: 'How often a source or a provider is fetched by itself; without hours as is usual, which is daily where an address is known',
  access: access.node,
  params: z.strictObject({ id: z.string().max(610).describe('`kev`, `epss` or the id of a provider') }),
  query: NoQuery,
  body: z.strictObject({ everyHours: z.int().min(0).max(fetchHoursMax).nullable().describe('0: never by itself; null: as is usual') }),
  response: FetchPlanJson,
  problems: ['request-invalid', 'not-found'],
});

export const sourceEndpoints = [listSources, syncSource, handInSource, scheduleSource] as const;
