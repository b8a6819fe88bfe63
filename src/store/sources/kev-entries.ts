/** The catalogue of known exploited flaws, as it is now and with what was withdrawn from it. */
import type { PoolClient } from 'pg';
import type { Day } from '#core/kernel/time.ts';

export interface KevEntry {
  readonly cveId: string;
  readonly vendor: string;
  readonly product: string;
  readonly title: string;
  readonly addedOn: Day;
  readonly dueOn: Day;
  readonly ransomware: boolean;
  readonly action: string;
}

export interface ChangedRows {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
}

/** Makes the table what the catalogue says. The same catalogue again writes nothing. */
export async function replaceKev(
  client: PoolClient,
  { edition, releasedOn, entries }: { readonly edition: string; readonly releasedOn: Day; readonly entries: readonly KevEntry[] },
): Promise<ChangedRows> {
  const columnOf = <K extends keyof KevEntry>(key: K) => entries.map((entry) => entry[key]);
  const { rows } = await client.query<{ isNew: boolean }>(
    `insert into kev_entry as known (cve_id, vendor, product, title, added_on, due_on, ransomware, action)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::date[], $7::boolean[], $8::text[])
     on conflict (cve_id) do update set vendor = excluded.vendor, product = excluded.product, title = excluded.title,
       added_on = excluded.added_on, due_on = excluded.due_on, ransomware = excluded.ransomware, action = excluded.action,
       withdrawn_in = null, withdrawn_on = null
     where (known.vendor, known.product, known.title, known.added_on, known.due_on, known.ransomware, known.action)
         is distinct from (excluded.vendor, excluded.product, excluded.title, excluded.added_on, excluded.due_on, excluded.ransomware, excluded.action)
       or known.withdrawn_in is not null
     returning (xmax = 0) as "isNew"`,
    [
      columnOf('cveId'),
      columnOf('vendor'),
      columnOf('product'),
      columnOf('title'),
      columnOf('addedOn'),
      columnOf('dueOn'),
      columnOf('ransomware'),
      columnOf('action'),
    ],
  );
  const gone = await client.query(
    `update kev_entry set withdrawn_in = $1, withdrawn_on = $3 where withdrawn_in is null and cve_id <> all ($2::text[])`,
    [edition, columnOf('cveId'), releasedOn],
  );
  const added = rows.filter(({ isNew }) => isNew).length;
  return { added, changed: rows.length - added, withdrawn: gone.rowCount ?? 0 };
}
