/** Cases of the endpoints of questionnaires (`endpoint-cases.ts`): rounds by whoever may, and what whoever is asked does with a link. */
import { expect } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Asked, EndpointCase, World } from './endpoint-cases.ts';
import { blindTicket, fillIn, partsOf, takeTicket } from './questionnaire-answers.ts';

const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };
const shipped = shippedPacks[0];
invariant(shipped !== undefined, 'a pack is shipped');
const asked = { name: 'Voorjaar', packId: shipped.id, packVersion: shipped.version, closesOn: '2026-04-30' };

type Step = 'links' | 'opening' | 'closing' | 'publication';

interface Held {
  readonly round: RoundDetail;
  readonly links: readonly string[];
}

async function held({ node }: World, ...steps: readonly Step[]): Promise<Held> {
  const post = async (path: string, body?: unknown) => {
    const answer = await node.ask(node.localToken, 'POST', `/questionnaires/rounds${path}`, body);
    invariant(answer.ok, `a round is held: ${answer.status}`);
    return (await answer.json()) as unknown;
  };
  const round = (await post('', asked)) as RoundDetail;
  let links: readonly string[] = [];
  for (const step of steps) {
    const body = step === 'links' ? { groupId: round.groups[0]?.id, count: 2 } : undefined;
    const answer = (await post(`/${round.id}/${step}`, body)) as { readonly links?: readonly string[] };
    links = answer.links ?? links;
  }
  return { round, links };
}

const ofRound =
  (...steps: readonly Step[]) =>
  async (world: World): Promise<Asked> => ({ params: { id: (await held(world, ...steps)).round.id } });

/** A round that is open, and a link of it. */
async function opened(world: World): Promise<{ readonly params: Record<string, string>; readonly link: string }> {
  const { links } = await held(world, 'links', 'opening');
  const [, , organisationId = '', roundId = ''] = new URL(links[0] ?? '').pathname.split('/');
  return { params: { organisationId, roundId }, link: links[0] ?? '' };
}
const post = (world: World) => (path: string, body: unknown) => world.node.ask(world.node.localToken, 'POST', path, body);

let versions = 0;
const ownPack = () => {
  versions += 1;
  return { ...structuredClone(shipped), id: 'own-pack', version: `1.${versions}.0` };
};

const roundOfNobody = { params: { organisationId: nobody.params.id, roundId: nobody.params.id } };
const anyLink = 'a'.repeat(43);

export const questionnaireCases = {
  'questionnaires.packs': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [{ origin: 'shipped', savedAt: null }] }) },
  },
  'questionnaires.savePack': {
    works: () => ({ body: { pack: ownPack() } }),
    bad: {
      'a pack without questions': { body: { pack: { ...structuredClone(shipped), items: [] } } },
      'a version that is kept already, with another text': {
        body: { pack: { ...structuredClone(shipped), author: 'Somebody else', title: { en: 'Other', nl: 'Anders' } } },
      },
    },
    stranger: 'public',
  },
  'questionnaires.rounds': {
    works: async (world: World) => {
      await held(world);
      return {};
    },
    stranger: { own: (answer: unknown) => expect(answer).toEqual({ items: [], acts: [], read: [] }) },
  },
  'questionnaires.groups': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ year: 2026, items: [{ name: '', people: null }] }) },
  },
  'questionnaires.round': { works: ofRound(), bad: { 'a round of nobody': nobody }, stranger: 'not-found' },
  'questionnaires.make': {
    works: () => ({ body: asked }),
    bad: {
      'a last day in the past': { body: { ...asked, closesOn: '2026-03-31' } },
      'a day that is none': { body: { ...asked, closesOn: '2026-02-30' } },
      'no last day': { body: { ...asked, closesOn: undefined } },
      'answers that no file brought': { body: { ...asked, closesOn: undefined, answersFrom: 'nosuch', answeredOn: '2026-03-31' } },
      'answers of a file without their last day': { body: { ...asked, answersFrom: 'nosuch' } },
      'languages for answers of a file': { body: { ...asked, answersFrom: 'nosuch', answeredOn: '2026-03-31', languages: ['nl'] } },
      'a pack of nobody': { body: { ...asked, packId: 'nosuch' } },
      'a language that the pack does not have': { body: { ...asked, languages: ['nl', 'fr'] } },
      'no language': { body: { ...asked, languages: [] } },
      'a language twice': { body: { ...asked, languages: ['nl', 'nl'] } },
      'a name of white space': { body: { ...asked, name: ' ' } },
    },
    stranger: 'public',
  },
  'questionnaires.links': {
    works: async (world: World) => {
      const { round } = await held(world);
      return { params: { id: round.id }, body: { groupId: round.groups[0]?.id, count: 3 } };
    },
    bad: {
      'no link': { ...nobody, body: { groupId: 'any', count: 0 } },
      'more than one answer holds': { ...nobody, body: { groupId: 'any', count: 5_001 } },
      'a round of nobody': { ...nobody, body: { groupId: 'any', count: 1 } },
    },
    stranger: 'not-found',
  },
  'questionnaires.open': { works: ofRound(), bad: { 'a round of nobody': nobody }, stranger: 'not-found' },
  'questionnaires.close': { works: ofRound('opening'), bad: { 'a round of nobody': nobody }, stranger: 'not-found' },
  'questionnaires.publish': { works: ofRound('opening', 'closing'), bad: { 'a round of nobody': nobody }, stranger: 'not-found' },
  'questionnaires.discard': { works: ofRound('links'), bad: { 'a round of nobody': nobody }, stranger: 'not-found' },
  'questionnaires.cells': {
    works: ofRound('opening', 'closing', 'publication'),
    bad: { 'a round of nobody': nobody },
    stranger: 'not-found',
  },
  'answering.show': {
    works: async (world: World) => {
      const { params, link } = await opened(world);
      return { params, body: { link: partsOf(link).secret } };
    },
    bad: {
      'a link of nobody': { ...roundOfNobody, body: { link: anyLink } },
      'half a link': { ...roundOfNobody, body: { link: anyLink.slice(1) } },
    },
    stranger: 'public',
  },
  'answering.draw': {
    works: async (world: World) => {
      const { params, link } = await opened(world);
      const { path, secret } = partsOf(link);
      const { publicKey } = (await (await post(world)(path, { link: secret })).json()) as { publicKey: string };
      return { params, body: { link: secret, blinded: (await blindTicket(publicKey)).blinded } };
    },
    bad: {
      'a link of nobody': { ...roundOfNobody, body: { link: anyLink, blinded: 'a'.repeat(342) } },
      'a ticket that is too short': { ...roundOfNobody, body: { link: anyLink, blinded: 'a' } },
    },
    stranger: 'public',
  },
  'answering.handIn': {
    works: async (world: World) => {
      const { params, link } = await opened(world);
      const { groupId, ticket, signature, pack } = await takeTicket(post(world), link);
      return { params, body: { groupId, ticket, signature, answers: fillIn(pack, 4) } };
    },
    bad: {
      'a round of nobody': {
        ...roundOfNobody,
        body: { groupId: 'any', ticket: 'a'.repeat(86), signature: 'a'.repeat(342), answers: { any: 1 } },
      },
      'a ticket that nobody signed': {
        ...roundOfNobody,
        body: { groupId: 'any', ticket: '', signature: '', answers: {} },
      },
    },
    stranger: 'public',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
