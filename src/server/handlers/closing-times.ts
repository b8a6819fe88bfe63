/** How long findings stay open. */
import type { ClosingTimesJson } from '#contract/endpoints/closing-times.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addDays, dayOf, startOfDay, type Instant } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { everything } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { recordKinds } from '#core/records/registry.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { closingTimes, outcomeFieldOf, type ClosingTimes } from '#core/vulnerabilities/time-to-close.ts';
import { isNoFalsePositive } from '#core/metrics/populations.ts';
import { readSpells, type GroupedSpell } from '#store/query/finding-spells.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { closingGroupsOf, type SpellGroup } from '../measuring/closing-groups.ts';

const defaultDays = 365;

export const closingTimesHandlers: Pick<Handlers, 'findings.closingTimes'> = {
  'findings.closingTimes': ({ context, principal, query }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope): Promise<ClosingTimesJson> => {
      const filter = query.filter === undefined ? everything : parseFilter(query.filter, finding, recordKinds);
      refuseOutcome(filter);
      if (query.all !== undefined && query.days !== undefined)
        throw new Problem('request-invalid', 'days and all were both given; give the one that counts.', { wrong: [{ path: 'days' }] });
      const now = context.clock.now();
      const today = dayOf(now, scope.timeZone);
      const sinceOn = query.all === undefined ? addDays(today, -(query.days ?? defaultDays)) : null;
      const since: Instant | null = sinceOn === null ? null : startOfDay(sinceOn, scope.timeZone);
      const by = query.by ?? null;
      const spells = await readSpells(scope, { filter, by, since, now, today });
      const curves = by === null ? [] : closingGroupsOf(spells, by).map((group) => curveOf({ group, spells: group.spells, filter }));
      return { asOf: today, sinceOn, by, curves: [curveOf({ group: null, spells, filter }), ...curves] };
    }),
};

function refuseOutcome(filter: Filter): void {
  const field = outcomeFieldOf(filter);
  if (field === null) return;
  const detail = `The filter reads ${field}, which tells how a finding ended: chosen by it, they would answer themselves. Leave it out.`;
  throw new Problem('request-invalid', detail, { wrong: [{ path: 'filter' }], field });
}

interface Asked {
  readonly group: SpellGroup | null;
  readonly spells: readonly GroupedSpell[];
  readonly filter: Filter;
}

function curveOf({ group, spells, filter }: Asked): ClosingTimesJson['curves'][number] {
  const { steps, ...times }: ClosingTimes = closingTimes(group?.value ?? null, spells);
  const own = [...(filter === everything ? [] : [filter]), isNoFalsePositive, ...(group === null ? [] : [group.filter])];
  return {
    ...times,
    closedBy: [...times.closedBy],
    steps: steps.map(({ age, atRisk, closed, open, interval }) => ({ age, atRisk, closed, open, interval })),
    filter: printFilter({ op: 'and', of: own }),
  };
}
