/**
 * A hospital of any size written straight into the tables, for tests and measurements of what reads them: assets whose
 * flags, department and owner change from month to month, findings that open, fall due and close, a weekly register and
 * a monthly scan. Chance is a hash of the row's number, so every run writes the same.
 */
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '#store/scope.ts';

export interface StoredHospital {
  readonly assets: number;
  readonly findingsPerAsset: number;
  readonly from: Day;
  readonly months: number;
}

/** Uniform in 0 … 1 from any text. */
const chance = (text: string) => `((hashtext(${text}) & 2147483647)::float8 / 2147483647)`;

export async function storeHospital({ client, organisationId }: Scope, hospital: StoredHospital): Promise<void> {
  const { assets, from, months } = hospital;
  await client.query(
    `insert into department (organisation_id, id, name, name_folded, created_at)
     select $1, md5('d' || n)::uuid, 'Ward ' || n, 'ward ' || n, now() from generate_series(1, 6) n`,
    [organisationId],
  );
  await client.query(
    `insert into asset (organisation_id, id, first_seen_at) select $1, md5('a' || n)::uuid, $2::date from generate_series(1, $3::int) n`,
    [organisationId, from, assets],
  );
  await client.query(
    `insert into asset_version (organisation_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, name, name_folded, class,
       department, department_folded, tier, owner, owner_folded, lifecycle, scannable, registered, seen, scanned, scanned_authenticated, facts_digest,
       support_end_on, exposure, compensating_control, networked, endpoint_protection, logging, baseline_met, mds2, software_version,
       segment, seen_within_30_days, agreement)
     select $1, md5('a' || n)::uuid, starts_on::timestamp at time zone 'Europe/Amsterdam', coalesce(ends_on::timestamp at time zone 'Europe/Amsterdam', 'infinity'),
       starts_on, coalesce(ends_on, 'infinity'), 'asset ' || n, 'asset ' || n,
       (array['medical', 'server', 'workstation', null])[1 + n % 4], 'Ward ' || ward, 'ward ' || ward, nullif(n % 5, 0),
       case when owned then 'Owner ' || n % 9 end, case when owned then 'owner ' || n % 9 end,
       case when ${chance(`'l' || n || m`)} < 0.05 then 'retired' when ${chance(`'l' || n || m`)} < 0.8 then 'in-use' end,
       n % 10 > 0, registered, seen, scanned, scanned and n % 3 = 0, '',
       case when n % 10 > 2 then $2::date + (n * 37) % 1200 - 300 end, nullif((n + m / 7) % 5, 0),
       (array['none', 'segmentation', 'virtual-patch', null, null])[1 + n % 5], (array[true, true, false, null])[1 + (n + m / 6) % 4],
       (array['active', 'active', 'missing', 'not-possible', null])[1 + (n + m / 5) % 5], (array['active', 'missing', null])[1 + n % 3],
       (array[true, false, null])[1 + (n + m / 4) % 3], case when n % 8 < 4 + m / 6 then true end, case when n % 6 > 0 then '4.' || n % 6 end,
       case when n % 7 > 0 then 'Segment ' || (n + m / 5) % 60 end, seen and (n + m) % 4 > 0,
       (array['one-source', 'agrees', 'agrees', 'differs', 'nothing-in-common'])[1 + (n + m / 3) % 5]
     from generate_series(1, $4::int) n
     cross join generate_series(0, $3::int - 1) m
     cross join lateral (select
       ($2::date + make_interval(months => m))::date + case when m = 0 then 0 else n % 20 end as starts_on,
       case when m < $3::int - 1 then ($2::date + make_interval(months => m + 1))::date + n % 20 end as ends_on,
       ${chance(`'o' || n || m / 4`)} < 0.7 as owned, ${chance(`'r' || n || m / 5`)} < 0.9 as registered,
       ${chance(`'s' || n || m / 2`)} < 0.85 as seen, ${chance(`'c' || n || m / 3`)} < 0.9 as scanned,
       1 + (n + case when ${chance(`'w' || n || m / 6`)} < 0.1 then 1 else 0 end) % 6 as ward) facts`,
    [organisationId, from, months, assets],
  );
  await storeFindings({ client, organisationId }, hospital);
  await storeSources({ client, organisationId }, hospital);
}

/**
 * A KEV catalogue and an edition of EPSS over the flaws of the hospital, known to be right until a day: every fourth CVE is listed, a day
 * later than the one before, and some are withdrawn again; nine in ten have a score.
 */
export async function storeLists(
  { client, organisationId }: Connection,
  { from, asOf }: { readonly from: Day; readonly asOf: Day },
): Promise<void> {
  await client.query(
    `insert into advisory_source (id, edition, dated_at, as_of, taken_at, entries)
     select id, edition, $1::date + time '06:00', $1::date + time '06:00', $1::date + time '06:00', 1 from (values ('kev', '1'), ('epss', 'v1')) given (id, edition)`,
    [asOf],
  );
  await client.query(`insert into epss_model (held_from, model) values ($1::date + time '06:00', 'v1')`, [asOf]);
  await client.query(
    `insert into kev_entry (cve_id, vendor, product, title, added_on, due_on, ransomware, action, withdrawn_in, withdrawn_on)
     select cve_id, '', '', '', added_on, added_on + 21, false, '', case when n % 12 = 0 then '2' end, case when n % 12 = 0 then added_on + 90 end
     from (select cve_id, row_number() over (order by cve_id) as n from flaw where organisation_id = $1 and cve_id is not null) flaw
     cross join lateral (select $2::date - 60 + n::int as added_on) facts where n % 4 = 0`,
    [organisationId, from],
  );
  await client.query(
    `update flaw set listed_epss = round(${chance('cve_id')}::numeric / 4, 5)::float8, listed_epss_at = $2::date
     where organisation_id = $1 and cve_id is not null and ${chance(`'scored' || cve_id`)} < 0.9`,
    [organisationId, asOf],
  );
}

type Connection = Pick<Scope, 'client' | 'organisationId'>;

async function storeFindings(
  { client, organisationId }: Connection,
  { assets, findingsPerAsset, from, months }: StoredHospital,
): Promise<void> {
  await client.query(
    `insert into scanner_check (organisation_id, id, scanner, native_id, title, title_folded, described_at)
     select $1, md5('c' || n)::uuid, 'nessus', n::text, 'Check ' || n, 'check ' || n, now() from generate_series(0, 499) n`,
    [organisationId],
  );
  await client.query(
    `insert into flaw (organisation_id, id, key, cve_id, title, title_folded, described_at)
     select $1, md5('f' || n)::uuid, case when n % 5 = 0 then 'nessus:' || n else 'CVE-2024-' || 1000 + n end,
       case when n % 5 > 0 then 'CVE-2024-' || 1000 + n end, 'Check ' || n, 'check ' || n, now() from generate_series(0, 499) n`,
    [organisationId],
  );
  const numbers = `generate_series(1, $2::int) n cross join generate_series(1, $3::int) k`;
  await client.query(
    `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, first_seen_at, last_seen_at)
     select $1, md5('v' || n || '-' || k)::uuid, md5('a' || n)::uuid, md5('f' || (n * 7 + k * 13) % 500)::uuid,
       md5('c' || (n * 7 + k * 13) % 500)::uuid, now(), now() from ${numbers} on conflict do nothing`,
    [organisationId, assets, findingsPerAsset],
  );
  // Opened on some day; due 30 or 90 days later; most are closed on some later day: two versions, else one.
  await client.query(
    `insert into finding_version (organisation_id, finding_id, asset_id, flaw_id, check_id, valid_from, valid_to, valid_from_on, valid_to_on, state, severity,
       opened_at, closed_at, due_on, closed_in_time, prevalent, occurrence)
     select $1, finding_id, asset_id, flaw_id, check_id, at_zone(starts_on), coalesce(at_zone(ends_on), 'infinity'), starts_on, coalesce(ends_on, 'infinity'), state, severity,
       at_zone(opened_on), case when state = 'closed' then at_zone(closed_on) end, due_on, coalesce(state = 'closed' and closed_on <= due_on, false), false, 1
     from (
       select md5('v' || n || '-' || k)::uuid as finding_id, md5('a' || n)::uuid as asset_id,
         md5('f' || (n * 7 + k * 13) % 500)::uuid as flaw_id, md5('c' || (n * 7 + k * 13) % 500)::uuid as check_id, 1 + (n + k) % 4 as severity, opened_on,
         case when ${chance(`'x' || n || '-' || k`)} < 0.8 then opened_on + 3 + (100 * ${chance(`'y' || n || '-' || k`)})::int end as closed_on,
         case when (n + k) % 7 > 0 then opened_on + case when (n + k) % 4 > 1 then 30 else 90 end end as due_on
       from ${numbers}
       cross join lateral (select $4::date + (30 * $5::int * ${chance(`'z' || n || '-' || k`)})::int as opened_on) facts
       where exists (select from finding where organisation_id = $1 and id = md5('v' || n || '-' || k)::uuid)) found
     cross join lateral (values ('open', opened_on, closed_on), ('closed', closed_on, null::date)) as stretch (state, starts_on, ends_on)
     where starts_on is not null`.replaceAll(/at_zone\(([a-z_]+)\)/g, "($1::timestamp at time zone 'Europe/Amsterdam')"),
    [organisationId, assets, findingsPerAsset, from, months],
  );
}

/** A full register every week and a scan every month, each giving one asset a sighting, and presence. */
async function storeSources({ client, organisationId }: Connection, { from, months }: StoredHospital): Promise<void> {
  await client.query(
    `insert into import_run (organisation_id, id, digest, file, size_bytes, source, status, outcome, observed_at, received_at, full_register)
     select $1, md5(kind || d)::uuid, kind || d, 'file', 1, kind, 'complete', 'complete', d, d, kind = 'register'
     from (values ('register', interval '7 days'), ('scan', interval '28 days')) sources (kind, every)
     cross join lateral generate_series($2::date + time '08:00', ($2::date + make_interval(months => $3::int))::timestamp, every) d`,
    [organisationId, from, months],
  );
  await client.query(
    `insert into sighting (organisation_id, asset_id, kind, source, observed_at, import_id)
     select $1, md5('a1')::uuid, source, source, observed_at, id from import_run where organisation_id = $1`,
    [organisationId],
  );
  await client.query(
    `insert into presence (organisation_id, asset_id, kind, source, from_at, last_at)
     select $1, md5('a1')::uuid, source, source, min(observed_at), max(observed_at) from import_run where organisation_id = $1 group by source`,
    [organisationId],
  );
}
