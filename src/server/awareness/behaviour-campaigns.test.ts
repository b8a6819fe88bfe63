/** A behaviour campaign, end to end in the node: planned, frozen, judged once when its days are over, concluded. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BehaviourBasis, BehaviourDetail } from '#contract/endpoints/behaviour.ts';
import { addDays } from '#core/kernel/time.ts';
import { inventPlan, publishHospital, type PublishedHospital } from '../../../test/support/published-hospital.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let owner: Client;
let hospital: PublishedHospital;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  hospital = await publishHospital(node, [
    { name: 'Winter', daysFromNow: -80, hasEffect: false },
    { name: 'Lente', daysFromNow: -20, hasEffect: false },
  ]);
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const path = '/awareness/behaviour';
const ask = (method: string, to: string, body?: unknown) => node.ask(node.localToken, method, to, body);
async function answer<Body = BehaviourDetail>(method: string, to: string, body?: unknown): Promise<Body> {
  const response = await ask(method, to, body);
  expect(response.ok, await response.clone().text()).toBe(true);
  return (await response.json()) as Body;
}
async function refused(method: string, to: string, body?: unknown): Promise<readonly [number, string]> {
  const response = await ask(method, to, body);
  return [response.status, ((await response.json()) as { detail: string }).detail];
}
const day = 86_400_000;

describe('a behaviour campaign', () => {
  let id: string;

  test('is planned with what was published of the groups before', async () => {
    const basis = await answer<BehaviourBasis>('GET', '/awareness/behaviour-basis');
    expect(basis.years[0]?.groups).toHaveLength(12);
    expect(basis.tests.map(({ name }) => name)).toEqual(['Winter', 'Lente']);
    expect(basis.tests[0]?.groups.reduce((sum, { people }) => sum + (people ?? 0), 0)).toBe(1_200);
    const made = await answer('POST', path, inventPlan(hospital));
    id = made.id;
    expect(made).toMatchObject({
      state: 'draft',
      mayStart: true,
      effect: null,
      foreseen: { kind: 'foreseen', testsBefore: 2, degrees: 10 },
    });
    expect(made.groups).toHaveLength(12);
  });

  test('can be changed until it starts, and is frozen then, also by the database', async () => {
    const better = { ...inventPlan(hospital), expectedEffect: 0.12 };
    expect((await answer('PUT', `${path}/${id}`, better)).plan.expectedEffect).toBe(0.12);
    const started = await answer('POST', `${path}/${id}/start`);
    expect(started).toMatchObject({ state: 'running', isOver: false, waiting: [], effect: null });
    expect(await refused('PUT', `${path}/${id}`, better)).toEqual([409, expect.stringContaining('frozen')]);
    expect(await refused('DELETE', `${path}/${id}`)).toEqual([409, expect.stringContaining('frozen')]);
    expect(await refused('POST', `${path}/${id}/start`)).toEqual([409, expect.stringContaining('frozen')]);
    await expect(owner.query(`update behaviour_campaign set plan = '{}'`)).rejects.toThrow('frozen');
    await expect(owner.query('delete from behaviour_campaign')).rejects.toThrow('frozen');
  });

  test('shows no comparison and computes none before its days are over', async () => {
    node.turnClock(40 * day);
    await hospital.publishTest({ name: 'Mei', daysFromNow: 35, hasEffect: true });
    expect(await answer('GET', `${path}/${id}`)).toMatchObject({ testsAfter: 1, effect: null, isOver: false });
    expect(await refused('POST', `${path}/${id}/close`)).toEqual([409, expect.stringContaining('not over')]);
    expect(await refused('PUT', `${path}/${id}/conclusion`, { decision: 'adopt', text: 'Ja' })).toEqual([
      409,
      expect.stringContaining('not ended'),
    ]);
  });

  test('is not closed while a test of its days waits: which ones count is no choice', async () => {
    node.turnClock(50 * day);
    const at = `${addDays(hospital.today, 60)}T09:00:00.000Z`;
    await owner.query(
      `insert into campaign (organisation_id, id, name, name_folded, created_at, first_at) values ($1, $2, 'Juni', 'juni', $3, $3)`,
      [node.fresh.organisationId, node.context.newId(), at],
    );
    expect(await answer('GET', `${path}/${id}`)).toMatchObject({ isOver: true, waiting: [{ name: 'Juni' }] });
    expect(await refused('POST', `${path}/${id}/close`)).toEqual([409, expect.stringContaining('not published yet')]);
    await owner.query(`delete from campaign where name = 'Juni'`);
  });

  test('is judged once: twelve points within the interval, frozen, and published as a figure', async () => {
    await hospital.publishTest({ name: 'Juni', daysFromNow: 61, hasEffect: true });
    const closed = await answer('POST', `${path}/${id}/close`);
    const effect = closed.effect?.kind === 'known' ? closed.effect : expect.fail('the effect is known');
    expect(closed.state).toBe('ended');
    expect(effect.comparison.interval.lower).toBeLessThanOrEqual(0.12);
    expect(effect.comparison.interval.upper).toBeGreaterThanOrEqual(0.12);
    expect(effect.verdict).toBe('better');
    expect(effect.tests.map(({ name, period }) => `${name} ${period}`)).toEqual([
      'Winter before',
      'Lente before',
      'Mei after',
      'Juni after',
    ]);
    expect(effect.cautions).toContain('difficulty-unknown');
    expect(await refused('POST', `${path}/${id}/close`)).toEqual([409, expect.stringContaining('does not run')]);
    await expect(owner.query(`update behaviour_campaign set effect = null, stop_reason = 'x'`)).rejects.toThrow('frozen');
    const { rows } = await owner.query<{ facts: { effect: { estimate: number } } }>(
      `select facts from publication where subject = 'behaviour' and key = $1`,
      [id],
    );
    expect(rows[0]?.facts.effect.estimate).toBe(effect.comparison.estimate);
    const { items } = await answer<{ items: { verdict: string | null }[] }>('GET', path);
    expect(items[0]?.verdict).toBe('better');
  });

  test('is concluded by people, who may say it again', async () => {
    await answer('PUT', `${path}/${id}/conclusion`, { decision: 'adapt', text: 'Korter.' });
    const said = await answer('PUT', `${path}/${id}/conclusion`, { decision: 'adopt', text: 'Overal.' });
    expect(said.conclusion).toMatchObject({ decision: 'adopt', text: 'Overal.' });
    expect(await refused('PUT', `${path}/${id}/conclusion`, { decision: 'adopt', text: 'Bel 0612345678' })).toEqual([
      400,
      expect.stringContaining('names nobody'),
    ]);
  });

  test('does not start when the days that are judged have begun, or nothing was published before', async () => {
    const late = await answer('POST', path, inventPlan(hospital, 'Te laat'));
    expect(late.mayStart).toBe(false);
    expect(await refused('POST', `${path}/${late.id}/start`)).toEqual([409, expect.stringContaining('have begun')]);
    const days = (from: number, to: number) => ({ fromOn: addDays(hospital.today, from), toOn: addDays(hospital.today, to) });
    const empty = { ...inventPlan(hospital, 'Leeg'), before: days(81, 85), during: days(95, 100), after: days(101, 140) };
    const made = await answer('POST', path, empty);
    expect(made).toMatchObject({ mayStart: false, foreseen: { kind: 'unknown', reason: 'no-test-before' } });
    expect(await refused('POST', `${path}/${made.id}/start`)).toEqual([409, expect.stringContaining('Nothing can be read')]);
    expect(await answer<{ name: string }>('DELETE', `${path}/${made.id}`)).toEqual({ name: 'Leeg' });
  });

  test('is stopped without an effect, with the reason', async () => {
    const now = hospital.today;
    const later = { ...inventPlan(hospital, 'Gestopt') };
    const days = (from: number, to: number) => ({ fromOn: addDays(now, from), toOn: addDays(now, to) });
    const made = await answer('POST', path, { ...later, during: days(95, 100), after: days(101, 140) });
    await answer('POST', `${path}/${made.id}/start`);
    const stopped = await answer('POST', `${path}/${made.id}/stop`, { reason: 'De knop is vervangen.' });
    expect(stopped).toMatchObject({ state: 'stopped', effect: null, stopReason: 'De knop is vervangen.' });
  });
});
