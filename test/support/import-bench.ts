/** Hands files in to a test's database as a node would, and reads back what the tables say, without the ids. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { runImport, type RunImportOptions } from '#server/imports/run-import.ts';
import { createImport, getImport, type ImportRow } from '#store/imports.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

export interface FileToImport {
  readonly file: string;
  readonly content: string | Uint8Array;
  /** Day asked for, as an instant. */
  readonly observedAt?: string;
  readonly receivedAt?: string;
  readonly isPartial?: boolean;
  readonly source?: string;
}

export interface ImportBench {
  readonly fresh: FreshDatabase;
  /** Accepts the file without reading it. */
  accept(file: FileToImport): Promise<ImportRow>;
  run(row: ImportRow, options?: Partial<Pick<RunImportOptions, 'onProgress' | 'signal' | 'chunkItems' | 'newId'>>): Promise<ImportRow>;
  /** Both. */
  handIn(file: FileToImport): Promise<ImportRow>;
  read<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
  /** Rows as text, sorted; assets and findings by their names. */
  history(): Promise<{ assets: string[]; presence: string[]; findings: string[] }>;
  end(): Promise<void>;
}

export async function openImportBench(): Promise<ImportBench> {
  const fresh = await freshDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'cybermetrics-import-'));
  const read = <T>(work: (scope: Scope) => Promise<T>): Promise<T> => withOrganisation(fresh.database, fresh.organisationId, work);
  const newId: NewId = fresh.newId;
  const accept = async ({ file, content, observedAt, receivedAt, isPartial = false, source }: FileToImport): Promise<ImportRow> => {
    const bytes = Buffer.from(content);
    const digest = createHash('sha256').update(bytes).digest('hex');
    await writeFile(path.join(folder, digest), bytes);
    return read((scope) =>
      createImport(scope, {
        id: newId(),
        digest,
        file,
        sizeBytes: bytes.length,
        source: source ?? null,
        formatAsked: null,
        mapping: null,
        observedAtAsked: (observedAt ?? null) as Instant | null,
        partialFile: isPartial,
        receivedAt: (receivedAt ?? fresh.now) as Instant,
        receivedBy: null,
      }),
    );
  };
  const run: ImportBench['run'] = async (row, options = {}) => {
    if (row.duplicateOf !== null) return row;
    const { database, organisationId } = fresh;
    const filePath = path.join(folder, row.digest);
    await runImport({ database, organisationId, importId: row.id, filePath, clock: { now: () => fresh.now }, newId, ...options });
    return read((scope) => getImport(scope, row.id));
  };
  return {
    fresh,
    accept,
    run,
    handIn: async (file) => run(await accept(file)),
    read,
    history: () => read(readHistory),
    end: async () => {
      const wrong = await read(wronglyNamed);
      await fresh.drop();
      await rm(folder, { recursive: true, force: true });
      if (wrong > 0) throw new Error(`${wrong} versions of findings say another flaw or check than their finding`);
    },
  };
}

/** Versions that are not of the flaw of their finding, or of another check where nothing says that it has changed. */
async function wronglyNamed({ client, organisationId }: Scope): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from finding_version version
     left join finding on finding.organisation_id = $1 and finding.id = version.finding_id
     where version.organisation_id = $1 and (version.flaw_id is distinct from finding.flaw_id
       or (version.check_id is distinct from finding.check_id and finding.check_moved is not true))`,
    [organisationId],
  );
  return rows[0]?.count ?? 0;
}

/** An asset is named by its last name: the tests' assets have one each. */
const nameSql = `(select name from asset_version named where named.organisation_id = $1 and named.asset_id = given.asset_id order by valid_from desc limit 1)`;

async function readHistory(scope: Scope): Promise<{ assets: string[]; presence: string[]; findings: string[] }> {
  const rowsOf = async (sql: string): Promise<string[]> => {
    const { rows } = await scope.client.query<{ text: string }>(sql, [scope.organisationId]);
    return rows.map((row) => row.text).toSorted();
  };
  return {
    assets: await rowsOf(
      `select ${nameSql} || ' ' || (to_jsonb(given) - 'organisation_id' - 'asset_id' - 'model_id')::text as text from asset_version given where organisation_id = $1`,
    ),
    presence: await rowsOf(
      `select ${nameSql} || ' ' || (to_jsonb(given) - 'organisation_id' - 'asset_id')::text as text from presence given where organisation_id = $1`,
    ),
    findings: await rowsOf(
      `select ${nameSql} || ' ' || flaw.key || ' ' || coalesce(finding.port::text, '') || ' ' || finding.first_seen_at || ' ' || finding.last_seen_at || ' '
         || (to_jsonb(given) - array['organisation_id', 'asset_id', 'finding_id', 'flaw_id', 'check_id'])::text as text
       from finding_version given
       join finding on finding.organisation_id = $1 and finding.id = given.finding_id
       join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
       where given.organisation_id = $1`,
    ),
  };
}
