/** Questions of a large node are written some at a time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { withOrganisation, type Scope } from '../scope.ts';
import { questionsAtOnce, writeQuestions } from './write-questions.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

/** One device, and so many products of one advisory. */
async function giveProducts({ client, organisationId }: Scope, count: number): Promise<void> {
  await client.query(
    "insert into match_line (organisation_id, id, device_key, product, asset_count) values ($1, 'line', 'norda/fg8', 'FG8', 1)",
    [organisationId],
  );
  await client.query(
    `insert into match_candidate (organisation_id, device_key, advisory_id, product_key, question_id, probability, identified, asked, product_name, product_ids, cve_ids, reasons, matched_digest)
     select $1, 'norda/fg8', advisory.id, 'norda/' || at, 'question-' || at, 0.7, false, true, 'Product ' || at, '[]', '[]', '[]', 'd'
     from advisory cross join generate_series(1, $2) as at`,
    [organisationId, count],
  );
}

test('more questions than are written at once are all there, no statement carries them all, and the same again writes nothing', async () => {
  const count = questionsAtOnce + 3;
  const id = fresh.newId();
  await fresh.database.pool.query(
    `insert into advisory (id, kind, document_id, title, publisher, words_folded, product_count, flaw_count, broken_rules, digest, content, taken_at, changed_at)
     values ($1, 'csaf', 'ND-1', 'Title', 'Maker', 'title', 1, 0, '', 'd', '{}', $2, $2)`,
    [id, fresh.now],
  );
  const carried: number[] = [];
  await withOrganisation(fresh.database, fresh.organisationId, async (scope) => {
    await giveProducts(scope, count);
    const watched = new Proxy(scope.client, {
      get: (client, name) => {
        if (name !== 'query') return Reflect.get(client, name) as unknown;
        return (text: string, values: readonly unknown[]) => {
          const [, rows] = values;
          if (text.startsWith('insert') && typeof rows === 'string') carried.push((JSON.parse(rows) as unknown[]).length);
          return client.query(text, [...values]);
        };
      },
    });
    expect(await writeQuestions({ ...scope, client: watched }, null)).toBe(count);
    expect(await writeQuestions(scope, null)).toBe(0);
  });
  expect(carried).toEqual([questionsAtOnce, 3]);
});
