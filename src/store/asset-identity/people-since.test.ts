/** What people do between a merge and its withdrawal holds after it: nothing that was undone comes back, nothing that was said is lost. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StatedFacts } from '#core/assets/stated-facts.ts';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import type { DecisionAct } from '#core/vulnerabilities/decisions.ts';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nessusFile, registerFile, twoFlaws, ward, type ReportHost } from '#test/support/report-files.ts';
import { stateAssets, undoStatements } from '../asset-work/state-assets.ts';
import { assignFindings, commentFinding } from '../finding-work/assign-findings.ts';
import { decideFindings, endDecisions, undoDecisions } from '../finding-work/decide-findings.ts';
import { relayDecisions, type DecidedFinding } from '../finding-work/relay-decisions.ts';
import { stateApart, withdrawStatement } from '../flaw-names/state-names.ts';
import type { Scope } from '../scope.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

const card = (letter: 'a' | 'b', changed: Partial<ReportHost> = {}): ReportHost => ({
  ...ward,
  ip: `10.20.${letter === 'a' ? 1 : 2}.5`,
  fqdn: `kaart-${letter}.zuiderhof.example`,
  mac: `00:1b:44:11:3a:0${letter}`,
  items: twoFlaws,
  startedAt: noon('2026-03-10'),
  ...changed,
});

/** A hospital with one machine that a scan takes for two, and people who work on it. */
async function openHospital() {
  const bench = await openIdentityBench();
  await bench.handIn({
    file: 'scan.nessus',
    source: 'nessus',
    content: nessusFile([card('a'), card('b')]),
    observedAt: noon('2026-03-10'),
  });
  const [keptId, otherId] = [await bench.idOf('kaart-a'), await bench.idOf('kaart-b')];
  const rows = <T extends object>(text: string, ...parameters: unknown[]): Promise<T[]> =>
    bench.read(async (scope) => (await scope.client.query<T>(text, [scope.organisationId, ...parameters])).rows);
  const { newId } = bench.fresh;
  let days = 0;
  const work = (kind: RecordKind, filter: string) => {
    const now = new Date(Date.parse('2026-04-01T12:00:00.000Z') + (days += 1) * 86_400_000).toISOString() as Instant;
    const by = { by: 'local', now, newId, isDryRun: false, reason: 'nagekeken' };
    return { ...by, filter: parseFilter(filter, kind, recordKinds), expectedCount: undefined, today: dayOf(now, 'Europe/Amsterdam') };
  };
  const batchOf = async (acting: (scope: Scope) => Promise<{ batchId: Id | null }>): Promise<Id | null> =>
    (await bench.read(acting)).batchId;
  return {
    bench,
    keptId,
    otherId,
    rows,
    decide: (act: DecisionAct, filter: string, untilOn: Day | null = act === 'accepted' ? ('2026-12-31' as Day) : null) =>
      batchOf((scope) => decideFindings(scope, { ...work(recordKinds.finding, filter), act, untilOn })),
    undo: (batchId: Id | null) => bench.read((scope) => undoDecisions(scope, batchId as Id, work(recordKinds.finding, 'eq(port,445)'))),
    end: (now: string) => bench.read((scope) => endDecisions(scope, { now: now as Instant, newId })),
    assign: (filter: string, to: { readonly assignee?: string | null; readonly ticket?: string | null }) =>
      bench.read((scope) => assignFindings(scope, { ...work(recordKinds.finding, filter), ...to })),
    state: (filter: string, facts: StatedFacts) => batchOf((scope) => stateAssets(scope, { ...work(recordKinds.asset, filter), facts })),
    unstate: (batchId: Id | null) => bench.read((scope) => undoStatements(scope, batchId as Id, work(recordKinds.asset, 'eq(tier,1)'))),
    comment: async (comment: string) => {
      const [finding] = await rows<{ id: Id }>('select id from finding where organisation_id = $1 and asset_id = $2 order by id', keptId);
      await bench.read((scope) =>
        commentFinding(scope, finding?.id ?? newId(), { id: newId(), comment, by: 'local', now: noon('2026-05-01') }),
      );
    },
    /** What laying decisions over evidence anew still finds to change; null is right. */
    relayEverything: async () => {
      const findings = await rows<DecidedFinding>(
        'select id as "findingId", asset_id as "assetId" from finding where organisation_id = $1',
      );
      return bench.read((scope) => relayDecisions(scope, newId(), findings));
    },
    /** Asset and what holds of each finding, until today. */
    held: () =>
      rows<{ text: string }>(
        `select case finding.asset_id when $2 then 'a' else 'b' end || ' ' || flaw.key || ' ' || coalesce(held.decision, 'none') || ' '
           || coalesce(finding.decision_until::text, '-') as text
         from finding join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id
         join finding_version held on held.organisation_id = $1 and held.finding_id = finding.id and held.valid_to = 'infinity'
         where finding.organisation_id = $1 order by 1`,
        keptId,
      ).then((all) => all.map((row) => row.text)),
    assigned: () =>
      rows<{ text: string }>(
        `select distinct case asset_id when $2 then 'a' else 'b' end || ' ' || coalesce(assignee, '-') || ' ' || coalesce(ticket, '-') as text
         from finding where organisation_id = $1 order by 1`,
        keptId,
      ).then((all) => all.map((row) => row.text)),
  };
}

let hospital: Awaited<ReturnType<typeof openHospital>>;
let bench: IdentityBench;
beforeEach(async () => {
  hospital = await openHospital();
  ({ bench } = hospital);
});
afterEach(() => bench.end());

const ofB = 'eq(assetName,"kaart-b")';
const all = 'or(eq(port,445),eq(port,3389))';
const none = ['a', 'b'].flatMap((side) => ['CVE-2021-1675', 'CVE-2021-34527', 'nessus:10003'].map((flaw) => `${side} ${flaw} none -`));

describe('what was decided before a merge', () => {
  test.each([
    ['of the other asset', ofB],
    ['of both assets at once', all],
  ])('and undone in it stays undone when it is withdrawn: %s', async (_whose, filter) => {
    const before = await bench.history();
    const batch = await hospital.decide('false-positive', filter);
    const merged = await bench.merge('kaart-a', 'kaart-b');
    expect(await hospital.undo(batch)).toBe(3);
    await bench.withdraw(merged);
    expect(await hospital.held()).toEqual(none);
    expect(await hospital.rows('select from finding_decision where organisation_id = $1 and withdrawn_at is null')).toEqual([]);
    expect(await bench.history()).toEqual(before);
  });

  test('and whose day came in it has ended when it is withdrawn', async () => {
    await hospital.decide('accepted', all, '2026-05-10' as Day);
    const merged = await bench.merge('kaart-a', 'kaart-b');
    expect(await hospital.end('2026-05-12T00:00:00.000Z')).toBe(3);
    await bench.withdraw(merged);
    expect(await hospital.held()).toEqual(none);
    expect(await hospital.end('2026-05-12T00:00:00.000Z')).toBe(0);
  });

  test('and taken up again in it stays so on both, and what was decided in it stays with the asset that stayed', async () => {
    await hospital.decide('accepted', ofB);
    const merged = await bench.merge('kaart-a', 'kaart-b');
    await hospital.decide('reopened', 'eq(cveId,"CVE-2021-1675")');
    await hospital.decide('false-positive', 'eq(port,3389)');
    await bench.withdraw(merged);
    expect(await hospital.held()).toEqual([
      'a CVE-2021-1675 none -',
      'a CVE-2021-34527 none -',
      'a nessus:10003 false-positive -',
      'b CVE-2021-1675 none -',
      'b CVE-2021-34527 accepted 2026-12-31',
      'b nessus:10003 accepted 2026-12-31',
    ]);
  });

  test('and undone in a merge of merges stays undone through both withdrawals', async () => {
    await bench.handIn({
      file: 'register.csv',
      source: 'ultimo',
      content: registerFile([{ 'Asset tag': 'MT-7', Name: 'Pomp 7', Class: 'medical' }]),
      observedAt: noon('2026-03-01'),
    });
    const batch = await hospital.decide('false-positive', ofB);
    const first = await bench.merge('kaart-a', 'kaart-b');
    const second = await bench.merge('Pomp 7', 'kaart-a');
    await hospital.undo(batch);
    await bench.withdraw(second);
    await bench.withdraw(first);
    expect(await hospital.held()).toEqual(none);
  });
});

describe('who works on a finding', () => {
  test('stays so on both where it was given in the merge', async () => {
    const merged = await bench.merge('kaart-a', 'kaart-b');
    await hospital.assign(all, { assignee: 'Jansen', ticket: 'T-1' });
    await bench.withdraw(merged);
    expect(await hospital.assigned()).toEqual(['a Jansen T-1', 'b Jansen T-1']);
    expect(await hospital.rows(`select from finding where organisation_id = $1 and assignee_folded = 'jansen'`)).toHaveLength(6);
  });

  test('is as it was on each where nobody changed it, and only what was changed stays', async () => {
    await hospital.assign(ofB, { assignee: 'De Vries', ticket: 'T-9' });
    const merged = await bench.merge('kaart-a', 'kaart-b');
    await hospital.assign(all, { ticket: 'T-10' });
    await bench.withdraw(merged);
    expect(await hospital.assigned()).toEqual(['a - T-10', 'b De Vries T-10']);
  });

  test('is nobody any longer where somebody was taken off in the merge', async () => {
    await hospital.assign(all, { assignee: 'Jansen', ticket: 'T-1' });
    const merged = await bench.merge('kaart-a', 'kaart-b');
    await hospital.assign(all, { assignee: null });
    await bench.withdraw(merged);
    expect(await hospital.assigned()).toEqual(['a - T-1', 'b - T-1']);
  });
});

test.each([
  ['of the other asset', 'eq(name,"kaart-b")'],
  ['of both assets at once', 'startsWith(name,"kaart")'],
])('a value stated before a merge and undone in it stays undone: %s', async (_whose, filter) => {
  const before = await bench.history();
  const batch = await hospital.state(filter, { tier: 1 });
  const merged = await bench.merge('kaart-a', 'kaart-b');
  await hospital.unstate(batch);
  await bench.withdraw(merged);
  expect(await hospital.rows('select from asset_statement where organisation_id = $1 and withdrawn_at is null')).toEqual([]);
  expect(await bench.history()).toEqual(before);
});

test('what was said of a flaw at the other asset and withdrawn in the merge stays withdrawn', async () => {
  await bench.handIn({
    file: 'defender.nessus',
    source: 'nessus',
    content: nessusFile([
      card('b', { items: [{ plugin: 10009, severity: 3, cves: ['CVE-2021-1675'] }, ...twoFlaws], startedAt: noon('2026-03-12') }),
    ]),
    observedAt: noon('2026-03-12'),
  });
  const [finding] = await hospital.rows<{ id: Id }>(
    `select finding.id from finding join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id and flaw.key = 'CVE-2021-1675'
     where finding.organisation_id = $1 and finding.asset_id = $2`,
    hospital.otherId,
  );
  const saying = { reason: 'nagekeken', by: 'local', now: noon('2026-05-01'), newId: bench.fresh.newId };
  const apart = { findingId: finding?.id ?? bench.fresh.newId(), scanner: 'nessus', nativeId: '10009', extent: 'asset' as const };
  const said = await bench.read((scope) => stateApart(scope, { ...apart, ...saying }));
  const merged = await bench.merge('kaart-a', 'kaart-b');
  await bench.read((scope) => withdrawStatement(scope, said.id, saying));
  await bench.withdraw(merged);
  expect(await hospital.rows('select asset_id, withdrawn_by from flaw_statement where organisation_id = $1')).toEqual([
    { asset_id: hospital.otherId, withdrawn_by: 'local' },
  ]);
});

const cves = ['eq(cveId,"CVE-2021-34527")', 'eq(port,3389)', all] as const;
const decide = fc.record({
  do: fc.constant('decide' as const),
  what: fc.constantFrom('accepted' as const, 'false-positive' as const),
  of: fc.nat(2),
});
const state = fc.record({ do: fc.constant('state' as const), tier: fc.constantFrom(1 as const, 2 as const, 3 as const) });
const undo = fc.record({ do: fc.constantFrom('undo' as const, 'unstate' as const), which: fc.nat(5) });
const assign = fc.record({ do: fc.constant('assign' as const), to: fc.constantFrom('Jansen', 'De Vries', null), of: fc.nat(2) });
const act = fc.oneof(decide, state, undo, assign, fc.record({ do: fc.constant('comment' as const) }));
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Batches {
  readonly isUndone: Map<Id, boolean>;
}

/** Undone is the one meant of those that hold; none holds: nothing happens. */
async function doActs(
  acts: readonly Act[],
  of: Awaited<ReturnType<typeof openHospital>>,
  decided: Batches,
  stated: Batches,
): Promise<void> {
  const made = ({ isUndone }: Batches, id: Id | null): void => void (id !== null && isUndone.set(id, false));
  const one = ({ isUndone }: Batches, which: number): Id | undefined => {
    const holding = [...isUndone].flatMap(([id, undone]) => (undone ? [] : [id]));
    return holding[which % holding.length];
  };
  for (const [number, step] of acts.entries()) {
    if (step.do === 'decide') made(decided, await of.decide(step.what, cves[step.of] ?? all));
    if (step.do === 'state') made(stated, await of.state('startsWith(name,"kaart")', { tier: step.tier }));
    if (step.do === 'assign') await of.assign(cves[step.of] ?? all, { assignee: step.to });
    if (step.do === 'comment') await of.comment(`bericht ${number}`);
    if (step.do === 'undo') {
      const id = one(decided, step.which);
      if (id === undefined) continue;
      await of.undo(id);
      decided.isUndone.set(id, true);
    }
    if (step.do === 'unstate') {
      const id = one(stated, step.which);
      if (id === undefined) continue;
      await of.unstate(id);
      stated.isUndone.set(id, true);
    }
  }
}

test('whatever people do before a merge and in it survives its withdrawal', async () => {
  const acts = fc.array(act, { minLength: 1, maxLength: 4 });
  const before = fc.tuple(decide, state, acts).map(([first, second, more]) => [first, second, ...more]);
  const since = fc.tuple(acts, undo, assign).map(([more, last, given]) => [...more, last, given]);
  let undoneInIt = 0;
  await fc.assert(
    fc.asyncProperty(before, since, async (actsBefore, actsSince) => {
      const own = await openHospital();
      try {
        const [decided, stated] = [{ isUndone: new Map<Id, boolean>() }, { isUndone: new Map<Id, boolean>() }];
        await doActs(actsBefore, own, decided, stated);
        const saidBefore = [...(await said(own, 'finding_decision')), ...(await said(own, 'asset_statement'))];
        const [comments, undoneBefore] = [await commentsOf(own), countUndone(decided) + countUndone(stated)];
        const merged = await own.bench.merge('kaart-a', 'kaart-b');
        await doActs(actsSince, own, decided, stated);
        undoneInIt += countUndone(decided) + countUndone(stated) - undoneBefore;
        const inIt = await assigneesOf(own, own.keptId);
        await own.bench.withdraw(merged);
        const saidAfter = [...(await said(own, 'finding_decision')), ...(await said(own, 'asset_statement'))];
        // Every batch on whom it was said of, undone where it was undone, whenever that was.
        for (const { batchId, ownerId } of saidBefore) expect(saidAfter).toContainEqual(expect.objectContaining({ batchId, ownerId }));
        for (const { batchId, isUndone } of saidAfter)
          expect([batchId, isUndone]).toEqual([batchId, decided.isUndone.get(batchId) ?? stated.isUndone.get(batchId)]);
        expect(new Set(saidAfter.map((one) => one.batchId))).toEqual(new Set([...decided.isUndone.keys(), ...stated.isUndone.keys()]));
        expect(await commentsOf(own)).toBe(comments + actsSince.filter((one) => one.do === 'comment').length);
        // Whom everything was given to last, works on both.
        const last = actsSince.findLast((one) => one.do === 'assign');
        if (last !== undefined && last.do === 'assign' && cves[last.of] === all) {
          expect(new Set(inIt)).toEqual(new Set([last.to]));
          expect(new Set([...(await assigneesOf(own, own.keptId))])).toEqual(new Set([last.to]));
        }
        expect(await own.bench.foldEverything()).toBeNull();
        expect(await own.relayEverything()).toBeNull();
      } finally {
        await own.bench.end();
      }
    }),
    { numRuns: 8, seed, endOnFailure: true },
  );
  expect(undoneInIt).toBeGreaterThan(2);
});

const countUndone = ({ isUndone }: Batches): number => [...isUndone.values()].filter(Boolean).length;

const said = (of: Awaited<ReturnType<typeof openHospital>>, table: 'finding_decision' | 'asset_statement') =>
  of.rows<{ batchId: Id; ownerId: Id; isUndone: boolean }>(
    `select batch_id as "batchId", ${table === 'finding_decision' ? 'finding_id' : 'asset_id'} as "ownerId", withdrawn_at is not null as "isUndone"
     from ${table} where organisation_id = $1 order by 1, 2`,
  );

const commentsOf = async (of: Awaited<ReturnType<typeof openHospital>>): Promise<number> =>
  (await of.rows('select from finding_comment where organisation_id = $1')).length;

const assigneesOf = async (of: Awaited<ReturnType<typeof openHospital>>, assetId: Id): Promise<(string | null)[]> =>
  (await of.rows<{ assignee: string | null }>('select assignee from finding where organisation_id = $1 and asset_id = $2', assetId)).map(
    (row) => row.assignee,
  );
