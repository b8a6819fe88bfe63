/** Handlers of names shared between hospitals. What they change is worked out by the worker. */
import type { AliasesJson } from '#contract/endpoints/aliases.ts';
import { Problem } from '#core/kernel/problem.ts';
import { sharedAliasSchemaId } from '#core/matching/shared-aliases.ts';
import { groupedBy } from '#store/matching/grouped-by.ts';
import { compareAliases, shareableAliases, writeAliasList, type ComparedAlias } from '#store/matching/shared-aliases.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';

const itemsMax = 1_000;

type Item = AliasesJson['items'][number];

export const aliasHandlers: Pick<Handlers, 'aliases.list' | 'aliases.export' | 'aliases.import' | 'aliases.remove'> = {
  'aliases.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope): Promise<AliasesJson> => {
      const compared = await compareAliases(scope);
      const { aliases, leftOut } = await shareableAliases(scope);
      const items = compared.map(itemOf);
      const isContradiction = ({ standing }: Item): boolean => standing === 'contradicts' || standing === 'lists-disagree';
      const lists = groupedBy(
        compared.flatMap(({ lists: own }) => own),
        ({ list }) => list,
      );
      return {
        items: [...items.filter(isContradiction), ...items.filter((one) => !isContradiction(one))].slice(0, itemsMax),
        total: items.length,
        contradictions: items.filter(isContradiction).length,
        lists: [...lists].map(([list, own]) => ({ list, aliases: own.length })),
        shareable: { aliases: aliases.length, leftOut },
      };
    }),

  'aliases.export': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const { aliases } = await shareableAliases(scope);
      return { $schema: sharedAliasSchemaId, version: 1 as const, aliases: [...aliases] };
    }),

  'aliases.import': async ({ context, principal, params: { list }, body: { aliases } }) => {
    const now = context.clock.now();
    const seen = new Map(aliases.map((one) => [`${one.deviceKey}\n${one.productKey}`, one]));
    if (seen.size < aliases.length)
      throw new Problem('request-invalid', 'The list names a device and a product together more than once; each pair has one answer.');
    const done = await withOrganisation(context.database, principal.organisationId, (scope) =>
      writeAliasList(scope, list, aliases, { now, by: principal.name }),
    );
    await context.jobs.enqueueMatching(principal.organisationId);
    return done;
  },

  'aliases.remove': async ({ context, principal, params: { list } }) => {
    const now = context.clock.now();
    const { removed } = await withOrganisation(context.database, principal.organisationId, (scope) =>
      writeAliasList(scope, list, [], { now, by: principal.name }),
    );
    if (removed === 0) throw new Problem('not-found', 'No list of names is called so.', { list });
    await context.jobs.enqueueMatching(principal.organisationId);
    return null;
  },
};

function itemOf({ answer: _answer, ...one }: ComparedAlias): Item {
  const said = new Set(one.lists.map(({ answer }) => answer));
  const isContradicted = one.own !== null && [...said].some((answer) => answer !== one.own);
  const standing = isContradicted ? 'contradicts' : said.size > 1 ? 'lists-disagree' : one.own === null ? 'open' : 'agrees';
  return { ...one, lists: [...one.lists], standing };
}
