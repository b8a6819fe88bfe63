import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, freshDatabase, type EmptyDatabase } from '#test/support/database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/registry.ts';

let empty: EmptyDatabase;
beforeEach(async () => {
  empty = await emptyDatabase();
});
afterEach(() => empty.drop());

async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: empty.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('migrating', () => {
  it('runs every migration once, also when two nodes start together', async () => {
    const results = await Promise.all([migrate(empty), migrate(empty), migrate(empty)]);
    const all = migrations.map((migration) => migration.id);
    expect(results.map((result) => result.applied.length).toSorted((left, right) => left - right)).toEqual([0, 0, all.length]);
    expect(results.flatMap((result) => result.applied)).toEqual(all);
    expect(await migrate(empty)).toEqual({ applied: [] });
  });

  it('secures a table that a later migration adds', async () => {
    await migrate(empty);
    const later = { id: '9999-later', sql: 'create table later (organisation_id uuid primary key)' };
    expect(await migrate({ ...empty, migrations: [...migrations, later] })).toEqual({ applied: ['9999-later'] });
    const found = await asOwner((client) => client.query(`select policyname::text from pg_policies where tablename = 'later'`));
    expect(found.rows).toEqual([{ policyname: 'organisation' }]);
  });

  it('keeps what was published of phishing tests where every subject has its publications', async () => {
    const before = migrations.filter(({ id }) => id < '0045');
    await migrate({ ...empty, migrations: before });
    const [organisation, campaign] = ['01a00000-0000-7000-8000-000000000001', '01a00000-0000-7000-8000-000000000002'];
    await asOwner((client) =>
      client.query(`
        set cybermetrics.organisation = '${organisation}';
        insert into organisation values ('${organisation}', 'A hospital', 'a hospital', 'Europe/Amsterdam', now());
        insert into campaign (organisation_id, id, name, name_folded, created_at) values ('${organisation}', '${campaign}', 'A', 'a', now());
        insert into published_campaign values ('${organisation}', '${campaign}', now(), 2026, '[]', '[]', '["clicked"]', '{}');
        insert into published_cell values ('${organisation}', '${campaign}', '', '', null, 40, '{"clicked": 3}');
        insert into published_cell values ('${organisation}', '${campaign}', 'a', '', 'few-people', null, null);`),
    );
    await migrate(empty);
    const { rows } = await asOwner(async (client) => {
      await client.query(`set cybermetrics.organisation = '${organisation}'`);
      return client.query(
        `select subject, key, group_id, hidden, people, counts, measures from publication join publication_cell using (subject, key) order by group_id`,
      );
    });
    const of = { subject: 'phishing', key: campaign, measures: ['clicked'] };
    expect(rows).toEqual([
      { ...of, group_id: '', hidden: null, people: 40, counts: { clicked: 3 } },
      { ...of, group_id: 'a', hidden: 'few-people', people: null, counts: null },
    ]);
  });

  it('tells every version of a finding that is there already its flaw and its check, and keeps its indexes', async () => {
    await migrate({ ...empty, migrations: migrations.filter(({ id }) => id < '0058') });
    const id = (number: number) => `01a00000-0000-7000-8000-00000000000${number}`;
    const indexes = () =>
      asOwner(async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `select indexname as name from pg_indexes where tablename = 'finding_version' order by 1`,
        );
        return rows.map(({ name }) => name);
      });
    const indexesBefore = await indexes();
    await asOwner((client) =>
      client.query(`
        set cybermetrics.organisation = '${id(1)}';
        insert into organisation values ('${id(1)}', 'A hospital', 'a hospital', 'Europe/Amsterdam', now());
        insert into finding (organisation_id, id, asset_id, flaw_id, check_id, first_seen_at, last_seen_at)
          values ('${id(1)}', '${id(2)}', '${id(3)}', '${id(4)}', '${id(5)}', now(), now()),
            ('${id(1)}', '${id(6)}', '${id(3)}', '${id(7)}', '${id(8)}', now(), now());
        insert into finding_version (organisation_id, finding_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, state, severity,
          opened_at, prevalent, occurrence)
          values ('${id(1)}', '${id(2)}', '${id(3)}', '2026-01-01', '2026-02-01', '2026-01-01', '2026-02-01', 'open', 3, '2026-01-01', false, 1),
            ('${id(1)}', '${id(2)}', '${id(3)}', '2026-02-01', 'infinity', '2026-02-01', 'infinity', 'closed', 3, '2026-01-01', false, 1),
            ('${id(1)}', '${id(6)}', '${id(3)}', '2026-01-01', 'infinity', '2026-01-01', 'infinity', 'open', 4, '2026-01-01', false, 1);`),
    );
    await migrate(empty);
    const { rows } = await asOwner((client) =>
      client.query(
        `select finding_id, valid_from_on::text as from_on, state, severity, flaw_id, check_id from finding_version order by 1, 2`,
      ),
    );
    expect(rows).toEqual([
      { finding_id: id(2), from_on: '2026-01-01', state: 'open', severity: 3, flaw_id: id(4), check_id: id(5) },
      { finding_id: id(2), from_on: '2026-02-01', state: 'closed', severity: 3, flaw_id: id(4), check_id: id(5) },
      { finding_id: id(6), from_on: '2026-01-01', state: 'open', severity: 4, flaw_id: id(7), check_id: id(8) },
    ]);
    expect(await indexes()).toEqual([...indexesBefore, 'finding_version_open_by_flaw'].toSorted());
  });

  it('changes nothing where a version would be lost because its finding is gone', async () => {
    await migrate({ ...empty, migrations: migrations.filter(({ id }) => id < '0058') });
    const id = (number: number) => `01a00000-0000-7000-8000-00000000000${number}`;
    await asOwner((client) =>
      client.query(`
        set cybermetrics.organisation = '${id(1)}';
        insert into organisation values ('${id(1)}', 'A hospital', 'a hospital', 'Europe/Amsterdam', now());
        insert into finding_version (organisation_id, finding_id, asset_id, valid_from, valid_to, valid_from_on, valid_to_on, state, severity,
          opened_at, prevalent, occurrence)
          values ('${id(1)}', '${id(2)}', '${id(3)}', '2026-01-01', 'infinity', '2026-01-01', 'infinity', 'open', 3, '2026-01-01', false, 1);`),
    );
    await expect(migrate(empty)).rejects.toThrow('a version of a finding stands without its finding');
    const { rows } = await asOwner((client) => client.query('select count(*)::int as count from finding_version'));
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('leaves nothing of a migration that fails', async () => {
    const failing = { id: '0001-failing', sql: 'create table half (organisation_id uuid primary key); select 1 / 0' };
    await expect(migrate({ ...empty, migrations: [failing] })).rejects.toThrow('division by zero');
    const found = await asOwner((client) =>
      client.query(`select to_regclass('half')::text as half, (select count(*)::int from schema_migration) as done`),
    );
    expect(found.rows).toEqual([{ half: null, done: 0 }]);
  });

  it('refuses a database of a newer release', async () => {
    const newer = { id: '9998-newer', sql: 'select 1' };
    await migrate({ ...empty, migrations: [...migrations, newer] });
    await expect(migrate(empty)).rejects.toMatchObject({ code: 'database-version-unknown', data: { unknownMigrations: ['9998-newer'] } });
  });

  it('refuses a database whose migrations were other ones', async () => {
    await migrate({ ...empty, migrations: [{ id: '0001-foundation', sql: 'select 1' }] });
    await expect(migrate(empty)).rejects.toMatchObject({
      code: 'database-version-unknown',
      data: { changedMigrations: ['0001-foundation'] },
    });
  });

  it('says what is missing where the owner does not own, or may not act for the node', async () => {
    await expect(migrate({ ...empty, ownerUrl: empty.url })).rejects.toMatchObject({ code: 'configuration-invalid' });
    await expect(migrate({ ...empty, runtimeRole: 'pg_monitor' })).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining('GRANT'),
    });
  });

  it('leaves room for the queue, which migrates itself with the login of the node', async () => {
    const fresh = await freshDatabase();
    try {
      await runMigrations({ connectionString: fresh.url });
      const client = new Client({ connectionString: fresh.url });
      await client.connect();
      const job = await client.query(`select id from graphile_worker.add_job('measure', '{}')`);
      await client.end();
      expect(job.rowCount).toBe(1);
    } finally {
      await fresh.drop();
    }
  });
});
