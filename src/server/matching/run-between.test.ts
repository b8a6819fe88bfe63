/** What happens while the worker matches, and what stays when it is stopped: nothing that was asked for is lost, and nothing is half. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import { addMilliseconds, type Instant } from '#core/kernel/time.ts';
import { matcherVersion } from '#core/matching/matcher-version.ts';
import { vendorPackVersion } from '#core/matching/vendor-pack.ts';
import { askMatching, beginMatching, endMatching, readMatchingState } from '#store/matching/matching-state.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { advisoryOf, giveAdvisories, registerCsv } from '../../../test/support/matching-files.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { runMatching, type MatchingOptions } from './run-matching.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const run = (options: Partial<MatchingOptions> = {}) => {
  const { database, organisationId } = node.fresh;
  const { clock, newId } = node.context;
  return runMatching({ database, organisationId, clock, newId, ...options });
};
const here = <T>(work: (scope: Scope) => Promise<T>) => withOrganisation(node.fresh.database, node.fresh.organisationId, work);
const state = () => readingOrganisation(node.fresh.database, node.fresh.organisationId, readMatchingState);

describe('a matching that is asked for while another runs', () => {
  const held = { documents: 0, digest: '', setAside: 0, rulesBroken: [] };
  const end = (upTo: Instant) =>
    here((scope) => endMatching(scope, { fingerprint: 'a b', now: later(9), lines: 0, assets: 0, notMatchable: 0, held }, upTo));
  const later = (ms: number) => addMilliseconds(node.context.clock.now(), ms);

  test('is done anew after it, also when a clock that went back says it was before', async () => {
    await here((scope) => askMatching(scope, later(5)));
    const { askedAt } = await state();
    invariant(askedAt !== null, 'it was asked for');
    await here((scope) => beginMatching(scope, { upTo: askedAt, askedAt, isDifferent: true }));
    await here((scope) => askMatching(scope, later(0)));
    await end(askedAt);
    expect(await state()).toMatchObject({ fingerprint: null, askedAt: later(6) });
  });

  test('is done anew too where it was asked between the reading and the beginning, at the same moment', async () => {
    await end(later(6));
    expect(await state()).toMatchObject({ fingerprint: 'a b', askedAt: null });
    await here((scope) => askMatching(scope, later(7)));
    await here((scope) => beginMatching(scope, { upTo: later(7), askedAt: null, isDifferent: false }));
    await end(later(7));
    expect(await state()).toMatchObject({ fingerprint: null, askedAt: later(8) });
    await end(later(8));
    expect(await state()).toMatchObject({ fingerprint: 'a b', askedAt: null });
  });
});

describe('a matching that is stopped', () => {
  /** After the first models were written. */
  const stopping = () => {
    let looks = 0;
    return {
      get aborted() {
        looks += 1;
        return looks > 1;
      },
    };
  };
  /** Enough models that not all are written at once; the ventilators are among the first. */
  const rows = [
    { number: 'V-1', name: 'Ventilator 1', vendor: 'Norda', model: 'Flowguard FG8', serialNumber: '012U000030' },
    { number: 'V-2', name: 'Ventilator 2', vendor: 'Norda', model: 'Flowguard FG8', serialNumber: '012U000050' },
    ...Array.from({ length: 45 }, (_, at) => ({ number: `Z-${at}`, name: `Other ${at}`, vendor: 'Zorvan', model: `Quill Q${at}00` })),
  ];

  test('leaves lines that its verdicts are of, and is done again whatever the input is then', async () => {
    await giveAdvisories(node, [advisoryOf('ND-1', [{ vendor: 'Norda', name: 'Flowguard FG8 Ventilator', range: '< SN 012U000040' }])]);
    await run();
    const before = await state();
    expect(before.fingerprint).not.toBeNull();
    await node.importFile(registerCsv(rows), '&observedAt=2026-03-01');
    expect(await run({ signal: stopping() })).toMatchObject({ kind: 'stopped' });
    const said = await here(({ client }) =>
      client.query<{ serial: string | null; status: string; assets: number }>(
        `select line.serial, verdict.status, line.asset_count as assets from match_verdict verdict
         left join match_line line on line.organisation_id = verdict.organisation_id and line.id = verdict.line_id
         where verdict.organisation_id = $1 order by 1`,
        [node.fresh.organisationId],
      ),
    );
    expect(said.rows).toEqual([
      { serial: '012U000030', status: 'affected', assets: 1 },
      { serial: '012U000050', status: 'fixed', assets: 1 },
    ]);
    expect((await state()).fingerprint).toBeNull();
    expect(await run()).toMatchObject({ kind: 'matched' });
    expect(await run()).toMatchObject({ kind: 'unchanged' });
  });

  test('matches anew where the code that matches is newer', async () => {
    const readBy = async () =>
      (
        await node.fresh.database.pool.query<{ by: string }>("select products_read like '%' || $1 as by from advisory", [
          ` ${vendorPackVersion} ${matcherVersion + 1}`,
        ])
      ).rows;
    expect(await readBy()).toEqual([{ by: false }]);
    expect(await run({ version: matcherVersion + 1 })).toMatchObject({ kind: 'matched', changed: 0 });
    expect(await readBy()).toEqual([{ by: true }]);
    expect(await run({ version: matcherVersion + 1 })).toMatchObject({ kind: 'unchanged' });
  });
});
