import { expect, test } from 'vitest';
import { Client } from 'pg';
import { freshDatabase } from '../../test/support/database.ts';
import { makeLog } from './log.ts';

function capture() {
  const lines: string[] = [];
  return { lines, log: makeLog({ level: 'info', fields: { thread: 'test' }, destination: { write: (line) => void lines.push(line) } }) };
}

test('an error of the database is written without the values it quotes', async () => {
  const fresh = await freshDatabase();
  const client = new Client({ connectionString: fresh.ownerUrl });
  await client.connect();
  const { lines, log } = capture();
  try {
    await client.query('create temporary table person (email text primary key)');
    await client.query(`insert into person values ('jansen@example.org')`);
    const failing = [`insert into person values ('jansen@example.org')`, `select 'jansen@example.org'::uuid`];
    for (const text of failing) await client.query(text).catch((err: unknown) => log.error({ err }, 'failed'));
  } finally {
    await client.end();
    await fresh.drop();
  }
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toContain('jansen');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ thread: 'test', msg: 'failed', err: { code: '23505', constraint: 'person_pkey' } });
});

test('the causes of an error are written too, each by the same rule', () => {
  const { lines, log } = capture();
  log.warn(
    { err: new Error('outer', { cause: Object.assign(new Error('inner'), { detail: 'Key (email)=(jansen)', code: 'X1' }) }) },
    'failed',
  );
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: 'outer', cause: { message: 'inner', code: 'X1' } } });
  expect(lines[0]).not.toContain('jansen');
});
