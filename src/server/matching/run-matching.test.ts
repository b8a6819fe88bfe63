/** The matching of the worker: what it writes, what it leaves alone, and that it says what the black box says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Advisory } from '#core/advisories/advisory.ts';
import { applyDecisions, openDecisionBook } from '#core/matching/decided-candidates.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { matchLines } from '#core/matching/match.ts';
import { askMatching, readMatchingState } from '#store/matching/matching-state.ts';
import { standingDecisions } from '#store/matching/match-decisions.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows, zentrix } from '../../../test/support/matching-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { runMatching } from './run-matching.ts';

const tables = ['match_line', 'match_line_asset', 'match_candidate', 'match_verdict', 'match_question', 'advisory_product'];
const serial = { vendor: 'Norda', name: 'Flowguard FG8 Ventilator', range: '< SN 012U000040' };
const pairs = [
  { number: 'V-1', name: 'Ventilator 1', vendor: 'Norda', model: 'Flowguard FG8', serialNumber: '012U000030' },
  { number: 'V-2', name: 'Ventilator 2', vendor: 'Norda', model: 'Flowguard FG8', serialNumber: '012U000050' },
];

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await giveRegister(node, [...pumpRows, ...pairs]);
  await giveAdvisories(node, [
    advisoryOf('TM-1', [orvado, { ...orvado, name: 'Orvado IP455 Infusion Pump', range: '<=2.1' }]),
    advisoryOf('KV-1', [zentrix]),
    advisoryOf('ND-1', [serial]),
  ]);
});
afterAll(() => node.stop());

const run = () =>
  runMatching({
    database: node.fresh.database,
    organisationId: node.fresh.organisationId,
    clock: node.context.clock,
    newId: node.context.newId,
  });
/** Every row with the transaction that wrote it. */
async function rows(): Promise<unknown> {
  const read = (table: string) =>
    withOrganisation(node.fresh.database, node.fresh.organisationId, ({ client }) =>
      client.query(`select xmin::text, * from ${table} row order by md5(row::text)`),
    );
  return Promise.all(tables.map(async (table) => [table, (await read(table)).rows]));
}

interface Told {
  readonly line: InventoryLine & { readonly assets: number };
  readonly document: string;
  readonly status: string;
}

async function told(): Promise<Told[]> {
  const { rows: found } = await withOrganisation(node.fresh.database, node.fresh.organisationId, ({ client }) =>
    client.query<Told>(
      `select to_jsonb(line) as line, known.document_id as document, verdict.status from match_verdict verdict
       join match_line line on line.organisation_id = verdict.organisation_id and line.id = verdict.line_id
       join advisory known on known.id = verdict.advisory_id
       join match_question question on question.organisation_id = verdict.organisation_id and question.id = verdict.question_id
       where verdict.organisation_id = $1`,
      [node.fresh.organisationId],
    ),
  );
  return found;
}

describe('matching in the worker', () => {
  test('of the same register and advisories changes no row, asked for anew or not', async () => {
    const before = await rows();
    expect(JSON.stringify(before)).toContain('Zentrix');
    expect(await run()).toEqual({ kind: 'unchanged', assetsSpokenOf: 0 });
    const { database, organisationId } = node.fresh;
    await withOrganisation(database, organisationId, (scope) => askMatching(scope, node.context.clock.now()));
    expect(await run()).toMatchObject({ kind: 'matched', changed: 0, models: 3, documents: 3 });
    expect(await rows()).toEqual(before);
    expect(await readingOrganisation(database, organisationId, readMatchingState)).toMatchObject({ askedAt: null, documents: 3 });
  });

  test('says of every line and document what the black box says with the same answers', async () => {
    const advisories = (await node.fresh.database.pool.query<{ content: Advisory }>('select content from advisory')).rows.map(
      ({ content }) => content,
    );
    const found = await told();
    const lines = [...new Map(found.map(({ line }) => [line.id, line])).values()];
    const matcher = prepareMatcher(advisories, lines);
    const decisions = await readingOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => standingDecisions(scope, null));
    const book = openDecisionBook(decisions, matcher.index);
    const expected = lines.flatMap((line) =>
      applyDecisions(line, matchLines([line], matcher), book).map(({ document, status }) => `${line.id} ${document} ${status}`),
    );
    expect(lines.length).toBeGreaterThan(4);
    expect([...new Set(found.map(({ line, document, status }) => `${line.id} ${document} ${status}`))].toSorted()).toEqual(
      expected.toSorted(),
    );
  });

  test('tells devices apart by serial number where an advisory names a range of them, and nowhere else', async () => {
    const found = await told();
    const ofVentilators = found.filter(({ document }) => document === 'ND-1');
    expect(ofVentilators.map(({ line, status }) => `${line.serial} ${status}`).toSorted()).toEqual([
      '012U000030 affected',
      '012U000050 fixed',
    ]);
    expect(found.filter(({ document }) => document !== 'ND-1').every(({ line }) => line.serial === null)).toBe(true);
  });

  test('forgets a device that the register has no more, and counts again without matching where only numbers changed', async () => {
    const more = {
      ...pumpRows[0],
      number: 'P-9',
      name: 'Pump bed 9',
      vendor: 'Tarnmed',
      model: 'Orvado IP450',
      version: '3.2',
      hostName: 'pump9.ward.example',
    };
    await giveRegister(node, [...pumpRows, more, ...pairs], '2026-03-10');
    const questions = async () =>
      withOrganisation(node.fresh.database, node.fresh.organisationId, async ({ client }) => {
        const asked = await client.query<{ model: string; total: number }>(
          'select device_model as model, assets_total as total from match_question where organisation_id = $1 order by 1',
          [node.fresh.organisationId],
        );
        return asked.rows.map(({ model, total }) => `${model} ${total}`);
      });
    expect(await questions()).toContain('Orvado IP450 5');
    await giveRegister(
      node,
      pumpRows.filter(({ number }) => number !== 'M-1'),
      '2026-03-20',
    );
    expect((await questions()).filter((text) => text.startsWith('Zentrix') || text.startsWith('Flowguard'))).toEqual([]);
  });
});
