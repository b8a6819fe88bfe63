/** What a withdrawn phase leaves: the signals that its chart showed (metrics.md 5.3.5). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { Day } from '#core/kernel/time.ts';
import { metricById } from '#core/metrics/registry.ts';
import { insertAnnotation } from '#store/annotations/annotations.ts';
import { readSignals } from '#store/annotations/signal-events.ts';
import { insertSignedPhase } from '#store/annotations/signed-phases.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { shiftedPart, shiftStartsOn, writeShiftedChart } from '../../../test/support/shifted-chart.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { takeBackPhase } from './sign-phase.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const signed = async (scope: Scope): Promise<Id> => {
  const { clock, newId } = node.context;
  const saying = { by: 'local', now: clock.now(), newId };
  const [fromOn, toOn] = ['2023-12-01' as Day, '2023-12-01' as Day];
  const annotationId = await insertAnnotation(
    scope,
    {
      kind: 'intervention',
      fromOn,
      toOn,
      text: 'Weekly',
      detail: null,
      metricId: null,
      domain: null,
      scope: null,
      startsPhase: false,
      specialCause: null,
    },
    saying,
  );
  const version = metricById('AST-01')?.version ?? expect.fail('there is such a metric');
  return insertSignedPhase(scope, { ...shiftedPart, version, startsOn: fromOn, annotationId, reason: 'r', signature: 'J. Jansen' }, saying);
};

test('are put on record before it goes, also those of a part of the hospital that no headline chart is of', async () => {
  await withOrganisation(node.fresh.database, node.fresh.organisationId, async (scope) => {
    await writeShiftedChart(scope, shiftedPart);
    const kept = async () => [...(await readSignals(scope, { metricId: 'AST-01', scope: shiftedPart.scope })).values()].flat();
    const id = await signed(scope);
    expect(await kept()).toEqual([]);
    await takeBackPhase(scope, id, { by: 'local', now: node.context.clock.now() });
    expect((await kept()).map(({ rule, fromOn }) => [rule, fromOn])).toContainEqual([2, shiftStartsOn]);
  });
});
