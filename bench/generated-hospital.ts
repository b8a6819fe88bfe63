/**
 * A large hospital written straight into the tables, for measuring what reads them: a year of monthly scans, flaws that
 * are new every month, findings that open, fall due, close and sometimes come back. Everything in it is invented; chance
 * is a hash of the row's number, so every run writes the same. Not here: files, and what reading them costs (`import.ts`).
 */
import type { Client } from 'pg';
import type { OrganisationId } from '#core/kernel/id.ts';
import type { Day } from '#core/kernel/time.ts';

export interface GeneratedHospital {
  readonly organisationId: OrganisationId;
  readonly assets: number;
  readonly findings: number;
  /** History ends on it. */
  readonly today: Day;
}

const months = 12;
const departments = 40;
const flawsPerMonth = 2_000;

/** Uniform in 0 … 1 of a number; the seed tells throws about the same number apart. */
const chance = (number: string, seed: number): string => `((hashint8extended(${number}, ${seed}) & 2147483647)::float8 / 2147483647)`;
/** Ids order as they were made, like those of a node. */
const id = (kind: 'asset' | 'check' | 'flaw' | 'finding' | 'department' | 'import', number: string): string =>
  `('0190000${['asset', 'check', 'flaw', 'finding', 'department', 'import'].indexOf(kind)}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const atZone = (day: string): string => `(${day}::timestamp at time zone 'Europe/Amsterdam')`;
const startOn = (today: Day): string => `('${today}'::date - 30 * ${months})`;

/** @param owner a connection of the tables' owner, whom row-level security does not bind */
export async function generateHospital(owner: Client, hospital: GeneratedHospital): Promise<void> {
  await owner.query('begin');
  await owner.query('set local synchronous_commit = off');
  for (const statement of [
    ...assetStatements(hospital),
    ...flawStatements(hospital),
    ...findingStatements(hospital),
    ...sourceStatements(hospital),
  ])
    await owner.query(statement);
  await owner.query('commit');
  await owner.query('vacuum analyze');
}

function assetStatements({ organisationId, assets, today }: GeneratedHospital): readonly string[] {
  const start = startOn(today);
  return [
    `insert into department (organisation_id, id, name, name_folded, created_at)
     select '${organisationId}', ${id('department', 'n')}, 'Ward ' || n, 'ward ' || n, now() from generate_series(1, ${departments}) n`,
    `insert into asset (organisation_id, id, host_name, host_name_folded, ip_address, operating_system, operating_system_folded,
       first_seen_at, last_seen_at, last_scanned_at, source_count)
     select '${organisationId}', ${id('asset', 'n')}, 'host-' || n, 'host-' || n, '10.' || n / 65536 || '.' || n / 256 % 256 || '.' || n % 256,
       'System ' || n % 12, 'system ' || n % 12, ${start}, ${atZone(`('${today}'::date - (60 * ${chance('n', 1)})::int)`)},
       ${atZone(`('${today}'::date - (60 * ${chance('n', 2)})::int)`)}, 1 + n % 3
     from generate_series(1, ${assets}) n`,
    // Four of ten change once in the year, one of ten twice: seen or not, scanned or not, another owner.
    `insert into asset_version (organisation_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, name, name_folded, class, vendor,
       vendor_folded, model, model_folded, department, department_folded, tier, segment, exposure, owner, owner_folded, lifecycle, scannable,
       registered, seen, scanned, scanned_authenticated, facts_digest)
     select '${organisationId}', ${id('asset', 'n')}, ${atZone('from_on')}, coalesce(${atZone('to_on')}, 'infinity'), from_on,
       coalesce(to_on, 'infinity'), 'asset ' || lpad(n::text, 6, '0'), 'asset ' || lpad(n::text, 6, '0'), class,
       'Vendor ' || n % 60, 'vendor ' || n % 60, 'Model ' || n % 400, 'model ' || n % 400, 'Ward ' || ward, 'ward ' || ward, nullif(n % 5, 0),
       'segment-' || n % 30, 1 + n % 4, case when owned then 'Owner ' || n % 90 end, case when owned then 'owner ' || n % 90 end,
       case when ${chance('n', 3)} < 0.03 then 'retired' else 'in-use' end, n % 10 > 0, ${chance('n', 4)} < 0.93, seen,
       seen and n % 10 > 0, seen and n % 3 = 0, ''
     from generate_series(1, ${assets}) n
     cross join lateral (select n % 20 as loaded, 60 + n % 120 as changed, 200 + n % 120 as again,
       case when ${chance('n', 5)} < 0.1 then 2 when ${chance('n', 5)} < 0.5 then 1 else 0 end as changes) dates
     cross join lateral generate_series(0, changes) version
     cross join lateral (select ${start} + case version when 0 then loaded when 1 then changed else again end as from_on,
       case when version < changes then ${start} + case version when 0 then changed else again end end as to_on,
       ${chance('n * 3 + version', 6)} < 0.9 as seen, ${chance('n * 3 + version', 7)} < 0.8 as owned,
       1 + (${departments} * ${chance('n', 8)} ^ 1.5)::int % ${departments} as ward,
       (array['medical', 'medical', 'workstation', 'workstation', 'workstation', 'workstation', 'server', 'network', 'operational', 'mobile', 'printer', null])
         [1 + (11.99 * ${chance('n', 9)})::int % 12] as class) facts`,
  ];
}

function flawStatements({ organisationId, today }: GeneratedHospital): readonly string[] {
  const flaws = flawsPerMonth * months;
  return [
    `insert into scanner_check (organisation_id, id, scanner, native_id, title, title_folded, family, described_at)
     select '${organisationId}', ${id('check', 'n')}, 'nessus', (10000 + n)::text, 'Update of product ' || n, 'update of product ' || n,
       'Family ' || n % 40, '${today}' from generate_series(0, ${flaws} / 2) n`,
    `insert into flaw (organisation_id, id, key, cve_id, title, title_folded, cvss_score, said_epss, said_kev, described_at)
     select '${organisationId}', ${id('flaw', 'n')}, coalesce(cve, 'nessus:' || n), cve, 'Flaw in product ' || n / 2, 'flaw in product ' || n / 2,
       round((10 * ${chance('n', 11)})::numeric, 1), case when cve is not null then round((${chance('n', 12)} ^ 8)::numeric, 5) end,
       case when cve is not null then ${chance('n', 13)} < 0.015 end, '${today}'
     from generate_series(0, ${flaws} - 1) n
     cross join lateral (select case when ${chance('n', 10)} < 0.85 then 'CVE-2026-' || 10000 + n end as cve) named`,
  ];
}

/** Each month every asset gets some findings of that month's flaws, few of which are common and most rare. */
function findingStatements({ organisationId, assets, findings, today }: GeneratedHospital): readonly string[] {
  const perMonth = Math.ceil(findings / months);
  const perAsset = Math.ceil(perMonth / assets);
  const start = startOn(today);
  const facts = `generate_series(0, ${findings} - 1) n
     cross join lateral (select n / ${perMonth} as month, n % ${perMonth} as place) round
     cross join lateral (select (1 + place::bigint * ${assets} / ${perMonth})::int as asset,
       ${flawsPerMonth} * month + place % ${perAsset} + ${perAsset} * floor(${flawsPerMonth / perAsset} * 0.999999 * ${chance('n', 20)} ^ 2)::int as flaw) what`;
  return [
    `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, protocol, port, first_seen_at, last_seen_at)
     select '${organisationId}', ${id('finding', 'n')}, ${id('asset', 'asset')}, ${id('flaw', 'flaw')}, ${id('check', 'flaw / 2')}, 'tcp',
       (array[22, 80, 443, 445, 3389])[1 + n % 5], ${atZone(`(${start} + 30 * month + asset % 28)`)}, ${atZone(`'${today}'::date`)} from ${facts}`,
    // Open; then, for three of four within a hundred days, closed; then, for three of a hundred of these, open again.
    `insert into finding_version (organisation_id, finding_id, asset_id, flaw_id, check_id, valid_from, valid_to, valid_from_on, valid_to_on, state, severity,
       opened_at, closed_at, last_seen_before_close_at, due_on, closed_in_time, prevalent, occurrence)
     select '${organisationId}', ${id('finding', 'n')}, ${id('asset', 'asset')}, ${id('flaw', 'flaw')}, ${id('check', 'flaw / 2')}, ${atZone('from_on')}, coalesce(${atZone('to_on')}, 'infinity'), from_on,
       coalesce(to_on, 'infinity'), state, severity, ${atZone('since_on')}, case when state = 'closed' then ${atZone('closed_on')} end,
       case when state = 'closed' then ${atZone('(closed_on - 28)')} end, since_on + days_allowed, state = 'closed' and closed_on <= since_on + days_allowed, month = 0,
       occurrence
     from ${facts}
     cross join lateral (select case when ${chance('flaw', 21)} < 0.06 then 4 when ${chance('flaw', 21)} < 0.3 then 3
       when ${chance('flaw', 21)} < 0.8 then 2 else 1 end as severity, ${start} + 30 * month + asset % 28 as opened_on) given
     cross join lateral (select (array[180, 90, 30, 14])[severity] as days_allowed,
       case when ${chance('n', 22)} < 0.75 then opened_on + 10 + (90 * ${chance('n', 23)})::int end as closed_on) allowed
     cross join lateral (select case when ${chance('n', 24)} < 0.03 then closed_on + 30 end as again_on) returned
     cross join lateral (values ('open', opened_on, closed_on, opened_on, 1), ('closed', closed_on, again_on, opened_on, 1),
       ('open', again_on, null, again_on, 2)) stretch (state, from_on, until_on, since_on, occurrence)
     cross join lateral (select case when until_on <= '${today}' then until_on end as to_on) cut
     where from_on <= '${today}'`,
  ];
}

/** A full register every week and a scan every month: what the gates of the metrics ask for. */
function sourceStatements({ organisationId, today }: GeneratedHospital): readonly string[] {
  return [
    `insert into import_run (organisation_id, id, digest, file, size_bytes, source, status, outcome, observed_at, received_at, full_register)
     select '${organisationId}', ${id('import', '(extract(epoch from at)::bigint + length(kind))')}, kind || at, kind || '.file', 1, kind, 'complete', 'complete', at, at,
       kind = 'register'
     from (values ('register', interval '7 days'), ('scan', interval '28 days')) sources (kind, every)
     cross join lateral generate_series(${startOn(today)} + time '08:00', '${today}'::timestamp, every) at`,
    `insert into sighting (organisation_id, asset_id, kind, source, observed_at, import_id)
     select organisation_id, ${id('asset', '1')}, source, source, observed_at, id from import_run where organisation_id = '${organisationId}'`,
    `insert into presence (organisation_id, asset_id, kind, source, from_at, last_at)
     select organisation_id, ${id('asset', '1')}, source, source, min(observed_at), max(observed_at) from import_run
     where organisation_id = '${organisationId}' group by 1, 3`,
  ];
}
