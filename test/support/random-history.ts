/**
 * A small random hospital for property tests: assets and findings with histories, gaps and versions shorter than a day,
 * written into the tables behind everything's back, and the same records in memory as of any day.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { asset } from '#core/assets/asset.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays, startOfDay, addMilliseconds } from '#core/kernel/time.ts';
import type { Literal } from '#core/query/filter.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import type { PlainRecord } from '#core/query/sort.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { storedKinds } from '#store/kinds/registry.ts';
import type { StoredKind } from '#store/kinds/stored-kind.ts';
import type { Scope } from '#store/scope.ts';
import { arbitraryRecord } from './arbitrary-filters.ts';

type Values = Readonly<Record<string, Literal | null>>;

export interface Version {
  readonly fromOn: Day;
  /** Exclusive; null: still. */
  readonly toOn: Day | null;
  readonly values: Values;
}
export interface RandomRecord {
  readonly id: string;
  readonly latest: Values;
  readonly versions: readonly Version[];
}
export interface RandomHistory {
  readonly assets: readonly RandomRecord[];
  readonly findings: readonly (RandomRecord & { readonly asset: RandomRecord; readonly check: number })[];
}

export const historyFrom = '2026-01-01' as Day;
export const historyDays = 12;
export const historyTo = addDays(historyFrom, historyDays - 1);

const assetRequired = new Set(
  Object.entries(storedKinds.asset.fields).flatMap(([name, column]) => (column.notNull === true ? [name] : [])),
);
const findingRequired = new Set(
  Object.entries(storedKinds.finding.fields).flatMap(([name, column]) => (column.notNull === true ? [name] : [])),
);

/** Cuts of a history: where versions start, and whether there is a version at all from there on. */
const arbitraryCuts = fc.array(fc.record({ after: fc.constantFrom(0, 1, 1, 2, 3, 5), present: fc.constantFrom(true, true, true, false) }), {
  minLength: 1,
  maxLength: 4,
});

function arbitraryVersions(kind: RecordKind, required: ReadonlySet<string>): fc.Arbitrary<readonly Version[]> {
  return fc
    .tuple(fc.integer({ min: -3, max: 8 }), arbitraryCuts, fc.array(arbitraryRecord(kind, required), { minLength: 4, maxLength: 4 }))
    .map(([start, cuts, values]) => {
      let day = addDays(historyFrom, start);
      return cuts.flatMap((cut, index): Version[] => {
        const fromOn = day;
        day = addDays(day, cut.after);
        // The last stretch goes on for ever as often as it ends.
        const toOn = index === cuts.length - 1 && cut.after % 2 === 1 ? null : day;
        // Most values stay from version to version, as they do in life.
        return cut.present
          ? [
              {
                fromOn,
                toOn,
                values: {
                  ...values[0],
                  ...Object.fromEntries(Object.entries(values[index] ?? {}).filter((_, at) => at % 3 === index % 3)),
                },
              },
            ]
          : [];
      });
    });
}

const idPool = ['01935b2c-8d4e-7a10-9c3f-5e6f7a8b9c0d', '01935b2c-8d4e-7a10-9c3f-5e6f7a8b9c0e', 'ffffffff-ffff-7fff-bfff-ffffffffffff'];
function idAt(index: number): string {
  return idPool[index] ?? `0193${index.toString(16).padStart(4, '0')}-0000-7000-8000-000000000000`;
}

export const arbitraryHistory: fc.Arbitrary<RandomHistory> = fc
  .record({
    assets: fc.array(fc.tuple(arbitraryRecord(asset, assetRequired), arbitraryVersions(asset, assetRequired)), {
      minLength: 1,
      maxLength: 8,
    }),
    findings: fc.array(
      fc.record({
        latest: arbitraryRecord(finding, findingRequired),
        versions: arbitraryVersions(finding, findingRequired),
        asset: fc.nat({ max: 7 }),
        check: fc.nat({ max: 2 }),
      }),
      { minLength: 6, maxLength: 24, size: 'max' },
    ),
  })
  .map(({ assets: drawn, findings }) => {
    const assets = drawn.map(([latest, versions], index) => ({ id: idAt(index), latest, versions }));
    return {
      assets,
      findings: findings.flatMap((one, index) => {
        const owner = assets[one.asset % assets.length];
        return owner === undefined ? [] : [{ ...one, latest: withWhoseWord(one.latest), id: idAt(index), asset: owner }];
      }),
    };
  });

/** Whose word an EPSS score or "known exploited" is, where there is one: never nobody's, and never somebody's without a value. */
function withWhoseWord(latest: Values): Values {
  const wordOf = (name: string): Literal | null => ((latest[name] ?? null) === null ? null : (latest[`${name}From`] ?? 'scanner'));
  const epssFrom = wordOf('epss');
  const epssListed = epssFrom === 'catalogue' ? (latest['epss'] ?? null) : null;
  return { ...latest, epssFrom, epssListed, kevFrom: wordOf('kev') };
}

/** What the store works out for itself is written as what it works it out from. */
function saidOrListed(flaw: Record<string, unknown>): Record<string, unknown> {
  const { epss, epss_from: epssFrom, kev, kev_from: kevFrom, ...others } = flaw;
  const listedAt = '2999-01-01T00:00:00.000Z';
  return {
    ...others,
    said_epss: epssFrom === 'catalogue' ? null : epss,
    listed_epss: epssFrom === 'catalogue' ? epss : null,
    listed_epss_at: listedAt,
    said_kev: kevFrom === 'catalogue' ? null : kev,
    listed_kev: kevFrom === 'catalogue' ? kev : null,
    listed_kev_at: listedAt,
  };
}

function versionOn(record: RandomRecord, day: Day): Version | undefined {
  return record.versions.find((version) => version.fromOn <= day && (version.toOn === null || day < version.toOn));
}

const checks = ['nessus', 'nessus', 'b'].map((scanner, index) => ({
  id: idAt(100 + index),
  scanner,
  checkId: `c ${index}`,
  title: `Check ${index}`,
}));

/** The findings of memory as of the end of a day; `withLatest: false` leaves latest fields unknown. */
export function findingsOn(history: RandomHistory, day: Day, withLatest: boolean): PlainRecord[] {
  return history.findings.flatMap((one) => {
    const version = versionOn(one, day);
    if (version === undefined) return [];
    const ofAsset = versionOn(one.asset, day)?.values;
    const check = checks[one.check];
    const latest = { ...one.latest, scanner: check?.scanner ?? null, checkId: check?.checkId ?? null };
    const record = shaped(finding, { latest: withLatest ? latest : {}, kept: version.values });
    for (const [name, column] of Object.entries(storedKinds.finding.fields)) {
      if (column.source === 'av') record[name] = ofAsset?.[name === 'assetName' ? 'name' : name] ?? null;
    }
    return [{ ...record, ...listedOn(one.latest['cveId'], day), id: one.id, assetId: one.asset.id }];
  });
}

export function assetsOn(history: RandomHistory, day: Day, withLatest: boolean): PlainRecord[] {
  const findings = findingsOn(history, day, withLatest);
  return history.assets.flatMap((one) => {
    const version = versionOn(one, day);
    if (version === undefined) return [];
    const record = shaped(asset, { latest: withLatest ? one.latest : {}, kept: version.values });
    return [{ ...record, id: one.id, findings: findings.filter((candidate) => candidate['assetId'] === one.id) }];
  });
}

function shaped(kind: RecordKind, { latest, kept }: { readonly latest: Values; readonly kept: Values }): Record<string, Literal | null> {
  return Object.fromEntries(
    Object.entries(kind.fields).map(([name, field]) => [name, (field.history === 'kept' ? kept[name] : latest[name]) ?? null]),
  );
}

/** An entry of the KEV catalogue. */
interface Listing {
  readonly addedOn: Day;
  /** Exclusive; null: still listed. */
  readonly withdrawnOn: Day | null;
  readonly dueOn: Day;
}

/** What the catalogue says of a CVE, the same whenever it is asked: some are listed, of these some from a later day, some for a while. */
function listingOf(cveId: Literal | null | undefined): Listing | null {
  if (typeof cveId !== 'string') return null;
  const number = Buffer.from(cveId).reduce((sum, byte) => sum + byte, cveId.length);
  if (number % 3 === 0) return null;
  const addedOn = addDays(historyFrom, (number % 11) - 2);
  return { addedOn, withdrawnOn: number % 4 === 1 ? addDays(addedOn, number % 5) : null, dueOn: addDays(addedOn, (number % 7) - 1) };
}

function listedOn(cveId: Literal | null | undefined, day: Day): Pick<PlainRecord, 'inKev' | 'kevDueOn'> {
  const listing = listingOf(cveId);
  const isListed = listing !== null && listing.addedOn <= day && (listing.withdrawnOn === null || day < listing.withdrawnOn);
  return { inKev: isListed ? true : null, kevDueOn: isListed ? listing.dueOn : null };
}

/** The catalogue belongs to no organisation: it is written by what the findings name. */
async function storeListings({ trx }: Scope, history: RandomHistory): Promise<void> {
  await sql`delete from kev_entry`.execute(trx);
  for (const cveId of new Set(history.findings.map(({ latest }) => latest['cveId']))) {
    const listing = listingOf(cveId);
    if (listing === null) continue;
    const { addedOn, withdrawnOn, dueOn } = listing;
    await sql`insert into kev_entry (cve_id, vendor, product, title, added_on, due_on, ransomware, action, withdrawn_in, withdrawn_on)
      values (${cveId}, '', '', '', ${addedOn}, ${dueOn}, false, '', ${withdrawnOn}, ${withdrawnOn}::date)`.execute(trx);
  }
}

/** Replaces whatever the organisation has by this history. */
export async function storeHistory(scope: Scope, history: RandomHistory): Promise<void> {
  const organisation_id = scope.organisationId;
  for (const table of ['finding_version', 'finding', 'flaw', 'scanner_check', 'asset_version', 'asset']) {
    await sql`delete from ${sql.table(table)} where organisation_id = ${organisation_id}`.execute(scope.trx);
  }
  const insert = async (table: string, rows: readonly object[]): Promise<void> => {
    const [first] = rows;
    if (first === undefined) return;
    // Named, so that columns that are not ours take their default.
    const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)));
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(scope.trx);
  };
  const row = (stored: StoredKind, kind: RecordKind, source: string, values: Values): Record<string, unknown> => ({
    organisation_id,
    ...columnsOf(stored, kind, source, values),
  });
  await insert(
    'asset',
    history.assets.map((one) => ({ ...row(storedKinds.asset, asset, 'a', one.latest), id: one.id })),
  );
  await insert(
    'asset_version',
    history.assets.flatMap((one) =>
      one.versions.map((version, index) => ({
        ...row(storedKinds.asset, asset, 'av', version.values),
        asset_id: one.id,
        facts_digest: `${index}`,
        ...validity(scope, version, index),
      })),
    ),
  );
  await insert(
    'scanner_check',
    checks.map((check) => ({
      organisation_id,
      id: check.id,
      scanner: check.scanner,
      native_id: check.checkId,
      title: check.title,
      title_folded: foldName(check.title),
      described_at: startOfDay(historyFrom, scope.timeZone),
    })),
  );
  await insert(
    'flaw',
    history.findings.map((one) => ({
      ...saidOrListed(row(storedKinds.finding, finding, 'w', one.latest)),
      id: one.id,
      key: one.id,
      described_at: startOfDay(historyFrom, scope.timeZone),
    })),
  );
  await storeListings(scope, history);
  await insert(
    'finding',
    history.findings.map((one) => ({
      ...row(storedKinds.finding, finding, 'f', one.latest),
      id: one.id,
      asset_id: one.asset.id,
      flaw_id: one.id,
      check_id: checks[one.check]?.id,
      check_moved: wasNamedOtherwise(one) ? true : null,
    })),
  );
  await insert(
    'finding_version',
    history.findings.flatMap((one) =>
      one.versions.map((version, index) => ({
        ...row(storedKinds.finding, finding, 'fv', version.values),
        finding_id: one.id,
        asset_id: one.asset.id,
        flaw_id: one.id,
        // A version keeps the check it was written with.
        check_id: checks[wasNamedOtherwise(one) && index === 0 ? (one.check + 1) % checks.length : one.check]?.id,
        ...validity(scope, version, index),
      })),
    ),
  );
}

/** By another check before the one that names it now. */
function wasNamedOtherwise({ id }: { readonly id: string }): boolean {
  return Buffer.from(id).reduce((sum, byte) => sum + byte, 0) % 3 === 0;
}

function validity(scope: Scope, { fromOn, toOn }: Version, index: number): Record<string, string> {
  return {
    valid_from: addMilliseconds(startOfDay(fromOn, scope.timeZone), index),
    valid_to: toOn === null ? 'infinity' : addMilliseconds(startOfDay(toOn, scope.timeZone), index),
    valid_from_on: fromOn,
    valid_to_on: toOn ?? 'infinity',
  };
}

function columnsOf(stored: StoredKind, kind: RecordKind, source: string, values: Values): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(stored.fields)) {
    if (column.source !== source) continue;
    const value = values[name] ?? null;
    const field = kind.fields[name];
    const place = field?.ordered === true ? field.choices?.findIndex((choice) => choice.value === value) : undefined;
    row[column.column] = place === undefined || value === null ? value : place + 1;
    if (column.folded !== undefined) row[column.folded] = value === null ? null : foldName(String(value));
  }
  return row;
}
