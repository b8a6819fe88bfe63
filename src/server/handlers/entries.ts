/** Handlers of what people enter. */
import type { EntryJson } from '#contract/endpoints/entries.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Evidence, StoredEntry } from '#store/entries/entries.ts';
import { readEntries, stands } from '#store/entries/entries.ts';
import { departmentNames } from '#store/measuring/scope-names.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { correctEntry, enterValue, withdrawEntry } from '../measuring/enter-value.ts';
import { requireMetric } from '../measuring/metric-view.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

export const entryHandlers: Pick<Handlers, 'entries.list' | 'entries.enter' | 'entries.correct' | 'entries.withdraw'> = {
  'entries.list': async ({ context, principal, params }) => {
    const metric = requireMetric(params.id);
    const [entries, departments] = await readingOrganisation(context.database, principal.organisationId, async (scope) => [
      await readEntries(scope, metric.id),
      await departmentNames(scope),
    ]);
    const names = await namesOf(
      { context, principal },
      entries.flatMap(({ revisions }) => revisions.map(({ saidBy }) => saidBy)),
    );
    return { items: entries.map((entry) => wireEntry(entry, names, departments)) };
  },

  'entries.enter': async (asked) => {
    const { fromOn, toOn, evidence, evidenceLink, evidenceReference, ...words } = asked.body;
    const said = {
      ...words,
      metricId: requireMetric(asked.params.id).id,
      fromOn: fromOn as Day,
      toOn: toOn as Day,
      evidence: evidenceOf({ evidence, evidenceLink, evidenceReference }),
    };
    return withOrganisation(asked.context.database, asked.principal.organisationId, (scope) => enterValue(scope, said, sayingOf(asked)));
  },

  'entries.correct': async (asked) => {
    const { numerator, denominator, days, reason } = asked.body;
    const words = { numerator, denominator, days, reason, evidence: evidenceOf(asked.body) };
    return withOrganisation(asked.context.database, asked.principal.organisationId, (scope) =>
      correctEntry(scope, asked.params.id, words, sayingOf(asked)),
    );
  },

  'entries.withdraw': async (asked) =>
    withOrganisation(asked.context.database, asked.principal.organisationId, (scope) =>
      withdrawEntry(scope, asked.params.id, asked.body.reason, sayingOf(asked)),
    ),
};

function sayingOf({ context, principal }: { readonly context: ServerContext; readonly principal: Principal }) {
  return { by: principal.name, now: context.clock.now(), newId: context.newId };
}

function evidenceOf(said: {
  readonly evidence: string;
  readonly evidenceLink: string | null;
  readonly evidenceReference: string | null;
}): Evidence {
  return { text: said.evidence, link: said.evidenceLink, reference: said.evidenceReference };
}

function wireEntry(entry: StoredEntry, names: (name: string | null) => string | null, departments: ReadonlyMap<string, string>): EntryJson {
  const { id, metricId, measure, scope, fromOn, toOn, revisions } = entry;
  return {
    id,
    metricId,
    measure,
    scope: { kind: scope.kind, id: scope.kind === 'department' ? (departments.get(scope.id) ?? scope.id) : scope.id },
    fromOn,
    toOn,
    stands: stands(entry),
    revisions: revisions.map(({ evidence, saidBy, ...revision }) => ({
      ...revision,
      evidence: evidence.text,
      evidenceLink: evidence.link,
      evidenceReference: evidence.reference,
      saidBy: names(saidBy),
    })),
  };
}
