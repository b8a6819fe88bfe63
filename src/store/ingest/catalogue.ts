/**
 * Checks and flaws: what a scanner's item is about, described once per organisation however many findings it has.
 * The newest description wins; an older one only fills what is unknown. Within one import the first wording stands, so
 * that a file with two titles for one CVE does not write the row over and over.
 */
import type { ImportedCheck, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { flawKeysOf } from '#core/vulnerabilities/flaw-names.ts';
import type { Scope } from '../scope.ts';
import { columnsOf, type Cell } from './staged-rows.ts';

interface FlawFacts {
  readonly key: string;
  readonly cveId: string | null;
  readonly title: string;
  readonly cvss: ImportedVulnerability['cvss'];
  readonly epss: number | null;
  readonly kev: boolean | null;
}

interface KnownFlaw {
  readonly id: Id;
  readonly hasCvss: boolean;
  readonly hasEpss: boolean;
  readonly hasKev: boolean;
}

export interface Catalogue {
  checkIdOf(check: ImportedCheck): Id;
  flawIdsOf(item: ImportedVulnerability): readonly Id[];
  /**
   * Writes what these items describe and remembers the ids; must run before the two above see them.
   * @returns the keys of flaws of which the import speaks for the first time
   */
  describe(
    scope: Scope,
    items: Iterable<{ readonly check: ImportedCheck }>,
    vulnerabilities: Iterable<ImportedVulnerability>,
  ): Promise<readonly string[]>;
}

function checkKey(check: ImportedCheck): string {
  return `${check.scanner}\u0000${check.nativeId}`;
}

/** One per import. @param describedAt the import's instant, not the host's: one import speaks with one voice. */
export function openCatalogue(describedAt: Instant, newId: NewId): Catalogue {
  const checks = new Map<string, Id>();
  const flaws = new Map<string, KnownFlaw>();
  return {
    checkIdOf: (check) => known(checks.get(checkKey(check))),
    flawIdsOf: (item) => flawKeysOf(item).map((key) => known(flaws.get(key)).id),
    describe: async (scope, items, vulnerabilities) => {
      await describeChecks(scope, items, checks, describedAt, newId);
      return describeFlaws(scope, vulnerabilities, flaws, describedAt, newId);
    },
  };
}

function known<T>(value: T | undefined): T {
  invariant(value !== undefined, 'checks and flaws are described before they are used');
  return value;
}

async function describeChecks(
  scope: Scope,
  items: Iterable<{ readonly check: ImportedCheck }>,
  checks: Map<string, Id>,
  describedAt: Instant,
  newId: NewId,
): Promise<void> {
  const fresh = new Map<string, readonly Cell[]>();
  for (const { check } of items) {
    const key = checkKey(check);
    if (checks.has(key) || fresh.has(key)) continue;
    fresh.set(key, [newId(), check.scanner, check.nativeId, check.title, foldName(check.title), check.family, check.solution]);
  }
  if (fresh.size === 0) return;
  const columns = columnsOf([...fresh.values()], 7);
  await scope.client.query(
    `insert into scanner_check as known (organisation_id, id, scanner, native_id, title, title_folded, family, solution, described_at)
     select $1, id, scanner, native_id, title, title_folded, family, solution, $2
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       as given (id, scanner, native_id, title, title_folded, family, solution)
     on conflict (organisation_id, scanner, native_id) do update set title = excluded.title, title_folded = excluded.title_folded,
       family = coalesce(excluded.family, known.family), solution = coalesce(excluded.solution, known.solution),
       described_at = excluded.described_at
     where known.described_at < excluded.described_at`,
    [scope.organisationId, describedAt, ...columns],
  );
  const { rows } = await scope.client.query<{ id: Id; scanner: string; native_id: string }>(
    `select known.id, known.scanner, known.native_id from unnest($2::text[], $3::text[]) as given (scanner, native_id)
     join scanner_check known on known.organisation_id = $1 and known.scanner = given.scanner and known.native_id = given.native_id`,
    [scope.organisationId, columns[1], columns[2]],
  );
  for (const row of rows) checks.set(`${row.scanner}\u0000${row.native_id}`, row.id);
}

/** What the sources list of a flaw that is new; of those that are known `sources/apply-sources.ts` keeps it. */
const listedSql = `scored.score, scores.as_of, case when exploits.as_of is not null then exploit.cve_id is not null end, exploits.as_of,
       exploit.due_on, exploit.ransomware`;

async function describeFlaws(
  scope: Scope,
  items: Iterable<ImportedVulnerability>,
  flaws: Map<string, KnownFlaw>,
  describedAt: Instant,
  newId: NewId,
): Promise<string[]> {
  const fresh = freshFlaws(items, flaws);
  if (fresh.size === 0) return [];
  const newKeys = [...fresh.keys()].filter((key) => !flaws.has(key));
  const rows = [...fresh.values()].map((flaw): readonly Cell[] => [
    newId(),
    flaw.key,
    flaw.cveId,
    flaw.title,
    foldName(flaw.title),
    flaw.cvss?.score ?? null,
    flaw.cvss?.vector ?? null,
    flaw.cvss?.version ?? null,
    flaw.epss,
    flaw.kev,
  ]);
  const columns = columnsOf(rows, 10);
  // CVSS is taken whole: a score of one description never stands beside the vector of another.
  const newer = 'known.described_at < excluded.described_at';
  const cvss = (column: string): string =>
    `${column} = case when excluded.cvss_score is not null and (${newer} or known.cvss_score is null) then excluded.${column} else known.${column} end`;
  const plain = (column: string): string =>
    `${column} = case when ${newer} then coalesce(excluded.${column}, known.${column}) else coalesce(known.${column}, excluded.${column}) end`;
  const text = (column: string): string => `${column} = case when ${newer} then excluded.${column} else known.${column} end`;
  await scope.client.query(
    `insert into flaw as known (organisation_id, id, key, cve_id, title, title_folded, cvss_score, cvss_vector, cvss_version, said_epss,
       said_kev, described_at, first_described_at, listed_epss, listed_epss_at, listed_kev, listed_kev_at, kev_due_on, ransomware)
     select $1, given.id, key, given.cve_id, given.title, title_folded, cvss_score, cvss_vector, cvss_version, given.epss, given.kev, $2, $2,
       ${listedSql}
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::text[], $10::text[], $11::float8[], $12::boolean[])
       as given (id, key, cve_id, title, title_folded, cvss_score, cvss_vector, cvss_version, epss, kev)
     left join advisory_source scores on scores.id = 'epss' and given.cve_id is not null
     left join epss_score scored on scored.cve_id = given.cve_id
     left join advisory_source exploits on exploits.id = 'kev' and given.cve_id is not null
     left join kev_entry exploit on exploit.cve_id = given.cve_id and exploit.withdrawn_in is null
     on conflict (organisation_id, key) do update set ${text('title')}, ${text('title_folded')}, ${cvss('cvss_vector')},
       ${cvss('cvss_version')}, ${cvss('cvss_score')}, ${plain('said_epss')}, ${plain('said_kev')},
       described_at = greatest(known.described_at, excluded.described_at),
       first_described_at = least(known.first_described_at, excluded.first_described_at)
     where ${newer} or known.first_described_at is null or excluded.first_described_at < known.first_described_at
       or (known.cvss_score is null and excluded.cvss_score is not null)
       or (known.said_epss is null and excluded.said_epss is not null) or (known.said_kev is null and excluded.said_kev is not null)`,
    [scope.organisationId, describedAt, ...columns],
  );
  const found = await scope.client.query<{ id: Id; key: string }>(
    `select known.id, known.key from unnest($2::text[]) as given (key)
     join flaw known on known.organisation_id = $1 and known.key = given.key`,
    [scope.organisationId, columns[1]],
  );
  for (const row of found.rows) {
    const facts = fresh.get(row.key);
    const before = flaws.get(row.key);
    flaws.set(row.key, {
      id: row.id,
      hasCvss: before?.hasCvss === true || (facts?.cvss ?? null) !== null,
      hasEpss: before?.hasEpss === true || (facts?.epss ?? null) !== null,
      hasKev: before?.hasKev === true || (facts?.kev ?? null) !== null,
    });
  }
  return newKeys;
}

/** Flaws that this import has not spoken of, or of which it now tells more. */
function freshFlaws(items: Iterable<ImportedVulnerability>, flaws: ReadonlyMap<string, KnownFlaw>): Map<string, FlawFacts> {
  const fresh = new Map<string, FlawFacts>();
  for (const item of items) {
    for (const key of flawKeysOf(item)) {
      const before = flaws.get(key);
      const pending = fresh.get(key);
      const tellsMore =
        (item.cvss !== null && !(before?.hasCvss ?? false)) ||
        (item.epss !== null && !(before?.hasEpss ?? false)) ||
        (item.kev !== null && !(before?.hasKev ?? false));
      if ((before !== undefined || pending !== undefined) && !tellsMore) continue;
      fresh.set(key, {
        key,
        cveId: item.cveIds.length > 0 ? key : null,
        title: pending?.title ?? item.flawTitle ?? item.check.title,
        cvss: pending?.cvss ?? item.cvss,
        epss: pending?.epss ?? item.epss,
        kev: pending?.kev ?? item.kev,
      });
    }
  }
  return fresh;
}
