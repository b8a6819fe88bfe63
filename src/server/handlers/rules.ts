/** Handlers of assignment rules. Saving a list is one transaction; what it reaches is measured after. */
import type { AssignedFacts } from '#core/assets/assignment-rules.ts';
import { dayOf } from '#core/kernel/time.ts';
import { previewRules, replaceRules, type GivenRule } from '#store/asset-work/change-rules.ts';
import { listRules } from '#store/asset-work/rule-book.ts';
import { withinOverallLimit } from '#store/query/time-limit.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export const ruleHandlers: Pick<Handlers, 'rules.list' | 'rules.preview' | 'rules.replace'> = {
  'rules.list': (asked) => describeRules(asked),

  'rules.preview': async ({ context, principal, body }) => {
    const counts = await readingOrganisation(context.database, principal.organisationId, (scope) =>
      withinOverallLimit(scope, () => previewRules(scope, body.items.map(givenRule), momentOf(scope, context))),
    );
    return { changes: [...counts.changes] };
  },

  'rules.replace': async (asked) => {
    const { context, principal, body } = asked;
    const { waiting } = await withOrganisation(context.database, principal.organisationId, (scope) =>
      replaceRules(scope, body.items.map(givenRule), { ...momentOf(scope, context), by: principal.name, newId: context.newId }),
    );
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return { ...(await describeRules(asked)), waiting };
  },
};

interface RuleOnTheWire extends Omit<GivenRule, 'facts'> {
  readonly facts: { readonly [F in keyof AssignedFacts]: AssignedFacts[F] | undefined };
}

/** Without what is not set: it would take the place of what a later rule sets. */
function givenRule({ name, filter, facts }: RuleOnTheWire): GivenRule {
  return { name, filter, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) };
}

async function describeRules(asked: Asked) {
  const rules = await readingOrganisation(asked.context.database, asked.principal.organisationId, listRules);
  const names = await namesOf(
    asked,
    rules.map((one) => one.savedBy),
  );
  return { items: rules.map(({ savedBy, ...rule }) => ({ ...rule, by: names(savedBy) })) };
}

function momentOf(scope: Scope, { clock }: ServerContext) {
  const now = clock.now();
  return { now, today: dayOf(now, scope.timeZone) };
}
