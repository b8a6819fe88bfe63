/** Handlers of questionnaires: packs, rounds and what was published of them. */
import { requireNewVersion } from '#core/questionnaires/pack-versions.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { requirePack } from '#core/questionnaires/check-pack.ts';
import type { QuestionnairePack } from '#core/questionnaires/pack.ts';
import { Problem } from '#core/kernel/problem.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import type { PackJson, RoundDetail, RoundJson } from '#contract/endpoints/questionnaires.ts';
import { listPublications } from '#store/awareness/publications.ts';
import type { StandingPublication } from '#core/disclosure/publish.ts';
import { countSheets } from '#store/questionnaires/answers.ts';
import { insertPack, listPacks } from '#store/questionnaires/packs.ts';
import { listReadRounds } from '#store/questionnaires/read-sheets.ts';
import { listGroups, listRoundActs, listRounds, type Round, type RoundGroup } from '#store/questionnaires/rounds.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { foreseenPlan } from '../awareness/group-plan.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { resultsCsv, resultsOf, type EarlierRound } from '../questionnaires/results.ts';
import { peopleOfGroups } from '../questionnaires/people-of-groups.ts';
import { makeRoundOfFile } from '../questionnaires/round-of-file.ts';
import {
  closeRound,
  discardRound,
  groupsOf,
  keyDigest,
  makeLinks,
  makeRound,
  openRound,
  publishRound,
  requireRound,
  stateOf,
  tellable,
} from '../questionnaires/rounds.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

type QuestionnaireEndpoints = Extract<keyof Handlers, `questionnaires.${string}`>;

const actsShown = 100;

export const questionnaireHandlers: Pick<Handlers, QuestionnaireEndpoints> = {
  'questionnaires.packs': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => ({ items: [...(await knownPacks(scope))] })),

  'questionnaires.savePack': ({ context, principal, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const pack = requirePack(body.pack);
      const known = await knownPacks(scope);
      if (
        requireNewVersion(
          known.map((held) => held.pack),
          pack,
        ) === 'held'
      ) {
        const held = known.find((one) => one.pack.id === pack.id && one.pack.version === pack.version);
        if (held !== undefined) return held;
      }
      const savedAt = context.clock.now();
      await insertPack(scope, pack, savedAt);
      return { origin: 'own' as const, savedAt, pack: copyOf(pack) };
    }),

  'questionnaires.rounds': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const counts = await countSheets(scope);
      const items: RoundJson[] = [];
      for (const round of await listRounds(scope)) items.push(await entryOf(context, scope, round, counts));
      const read = (await listReadRounds(scope)).map(({ name, answers }) => ({ name, answers: tellable(answers) }));
      return { items, acts: [...(await listRoundActs(scope, actsShown))], read };
    }),

  'questionnaires.groups': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const { plan } = await foreseenPlan(scope, dayOf(context.clock.now(), scope.timeZone));
      return { year: plan.year, items: [...groupsOf(plan)] };
    }),

  'questionnaires.round': ({ context, principal, params }) => detailOf(context, principal, params.id),

  'questionnaires.make': async ({ context, principal, body }) => {
    const { name, packId, packVersion } = body;
    const known = await readingOrganisation(context.database, principal.organisationId, knownPacks);
    const found = known.find(({ pack }) => pack.id === packId && pack.version === packVersion);
    if (found === undefined) throw new Problem('not-found', 'There is no such version of this questionnaire pack.');
    const pack = found.pack as QuestionnairePack;
    if (body.answersFrom !== undefined) {
      if (body.answeredOn === undefined) throw new Problem('request-invalid', 'Give the last day on which somebody answered.');
      if (body.languages !== undefined || body.closesOn !== undefined)
        throw new Problem('request-invalid', 'Languages and a last day for answers are for a round that asks, not for answers of a file.');
      const asked = { name, pack, from: body.answersFrom, answeredOn: body.answeredOn as Day };
      return detailOf(context, principal, await makeRoundOfFile(context, principal, asked));
    }
    if (body.closesOn === undefined) throw new Problem('request-invalid', 'Give the last day on which answers are taken.');
    const languages = body.languages ?? null;
    const id = await makeRound(context, principal, { name, pack, languages, closesOn: body.closesOn as Day });
    return detailOf(context, principal, id);
  },

  'questionnaires.links': async ({ context, principal, params, body }) => {
    const secrets = await makeLinks(context, principal, { id: params.id, ...body });
    const round = await detailOf(context, principal, params.id);
    return { links: secrets.map((secret) => `${context.publicUrl()}${round.answerPath}#${secret}`), round };
  },

  'questionnaires.open': async ({ context, principal, params }) => {
    await openRound(context, principal, params.id);
    return detailOf(context, principal, params.id);
  },

  'questionnaires.close': async ({ context, principal, params }) => {
    await closeRound(context, principal, params.id);
    return detailOf(context, principal, params.id);
  },

  'questionnaires.publish': async ({ context, principal, params }) => {
    await publishRound(context, principal, params.id);
    return detailOf(context, principal, params.id);
  },

  'questionnaires.discard': async ({ context, principal, params }) => ({ answers: await discardRound(context, principal, params.id) }),

  'questionnaires.cells': async ({ context, principal, params }) => {
    const { results, name } = await detailOf(context, principal, params.id);
    if (results === null) throw new Problem('conflict', 'This round is not published yet, so there are no figures to take away.');
    const file = encodeURIComponent(`${name}.csv`);
    return new Response(resultsCsv(results), {
      headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename*=UTF-8''${file}` },
    });
  },
};

/** The wire takes arrays that may be changed. */
function copyOf(pack: QuestionnairePack): PackJson['pack'] {
  return structuredClone(pack) as PackJson['pack'];
}

async function knownPacks(scope: Scope): Promise<readonly PackJson[]> {
  const own = await listPacks(scope);
  return [
    ...shippedPacks.map((pack) => ({ origin: 'shipped' as const, savedAt: null, pack: copyOf(pack) })),
    ...own.map(({ pack, savedAt }) => ({ origin: 'own' as const, savedAt, pack: copyOf(pack) })),
  ];
}

async function entryOf(
  { clock }: ServerContext,
  scope: Scope,
  round: Round,
  counts: ReadonlyMap<string, number>,
  groups?: readonly RoundGroup[],
): Promise<RoundJson> {
  const { id, name, pack, languages, closesOn, createdAt, openedAt, closedAt, publishedAt } = round;
  const asked = groups ?? (await listGroups(scope, id));
  return {
    id,
    name,
    pack: { id: pack.id, version: pack.version, title: { ...pack.title } },
    languages: [...languages],
    state: stateOf(round, dayOf(clock.now(), scope.timeZone)),
    closesOn,
    createdAt,
    openedAt,
    closedAt,
    publishedAt,
    invited: asked.reduce((sum, { invited }) => sum + invited, 0),
    answered: tellable(counts.get(id) ?? 0),
  };
}

/** The last one of the same questionnaire that was published before. */
async function roundBefore(
  scope: Scope,
  { id, pack, publishedAt }: Round,
  published: ReadonlyMap<string, StandingPublication>,
): Promise<EarlierRound | null> {
  const earlier = (await listRounds(scope)).filter(
    (other) => other.id !== id && other.pack.id === pack.id && (other.publishedAt ?? '') < (publishedAt ?? '') && published.has(other.id),
  );
  const last = earlier.toSorted((one, other) => compareCodePoints(one.publishedAt ?? '', other.publishedAt ?? '')).at(-1);
  const facts = last === undefined ? undefined : published.get(last.id)?.facts;
  return last === undefined ? null : { id: last.id, name: last.name, facts };
}

function detailOf(context: ServerContext, { organisationId }: Principal, id: string): Promise<RoundDetail> {
  return readingOrganisation(context.database, organisationId, async (scope) => {
    const round = await requireRound(scope, id);
    const groups = await listGroups(scope, round.id);
    const published = await listPublications(scope, { subject: 'questionnaire' });
    const own = published.get(round.id);
    const today = dayOf(context.clock.now(), scope.timeZone);
    const people = await peopleOfGroups(scope, round, round.closesOn < today ? round.closesOn : today);
    return {
      ...(await entryOf(context, scope, round, await countSheets(scope), groups)),
      groups: groups.map((group) => ({
        id: group.groupId,
        name: group.name,
        invited: group.invited,
        people: people.get(group.groupId) ?? null,
        keyDigest: group.publicKey === '' ? null : keyDigest(group.publicKey),
      })),
      leftOut: round.sheetsLeftOut,
      answerPath: `/answer/${organisationId}/${round.id}`,
      results: own === undefined ? null : resultsOf(own, round.pack, await roundBefore(scope, round, published)),
    };
  });
}
