/** Handlers of whoever is asked: nobody is signed in, and no cookie is set or read. */
import type { showQuestionnaire as showEndpoint } from '#contract/endpoints/answering.ts';
import { packIn } from '#core/questionnaires/pack-languages.ts';
import { readOrganisation } from '#store/organisations.ts';
import type { z } from 'zod';
import type { Handlers } from '../http/endpoint-handler.ts';
import { drawTicket, handIn, showQuestionnaire } from '../questionnaires/answering.ts';

type Shown = z.input<typeof showEndpoint.response>;

export const answeringHandlers: Pick<Handlers, Extract<keyof Handlers, `answering.${string}`>> = {
  'answering.show': async ({ context, params, body }) => {
    const nameOf = async (scope: Parameters<typeof readOrganisation>[0]) => (await readOrganisation(scope)).name;
    const { round, group, organisation } = await showQuestionnaire(context, params, body.link, nameOf);
    return {
      organisation,
      name: round.name,
      groupId: group.groupId,
      groupName: group.name,
      publicKey: group.publicKey,
      closesOn: round.closesOn,
      pack: structuredClone(packIn(round.pack, round.languages)) as Shown['pack'],
    };
  },

  'answering.draw': async ({ context, params, body }) => ({ signature: await drawTicket(context, params, body) }),

  'answering.handIn': async ({ context, params, body }) => {
    await handIn(context, params, body);
    return null;
  },
};
