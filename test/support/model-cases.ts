/** Cases of the endpoints of device models (`endpoint-cases.ts`). The register of the world has two of them. */
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

interface Detail {
  readonly merges: readonly { readonly id: string }[];
  readonly forms: readonly { readonly id: string }[];
}

const nobody = '018f0000-0000-7000-8000-000000000000';
const form = {
  version: '7.5',
  edition: 'HN 1-2019',
  formOn: '2026-02-01',
  source: 'vendor',
  answers: { auditLog: 'yes', autoLogoff: 'no' },
};

/** The model of the asset with this name, whatever it is called at the moment. */
async function modelId({ node }: World, assetName: 'Infuuspomp' | 'Balie'): Promise<string> {
  const response = await node.ask(node.localToken, 'GET', `/models?filter=exists(assets,contains(name,${assetName}))`);
  const [model] = ((await response.json()) as { items: { id: string }[] }).items;
  invariant(model !== undefined, `there is a model of ${assetName}`);
  return model.id;
}

async function change({ node }: World, path: string, body: unknown): Promise<Detail> {
  const response = await node.ask(node.localToken, 'POST', path, body);
  invariant(response.status === 200, `${path} works`);
  return (await response.json()) as Detail;
}

/** Two models, whatever an earlier case merged. */
async function parted(world: World): Promise<{ id: string; fromId: string }> {
  const { node } = world;
  const id = await modelId(world, 'Infuuspomp');
  const { merges } = (await (await node.ask(node.localToken, 'GET', `/models/${id}`)).json()) as Detail;
  for (const merge of merges) await node.ask(node.localToken, 'DELETE', `/models/${id}/merges/${merge.id}`);
  return { id: await modelId(world, 'Infuuspomp'), fromId: await modelId(world, 'Balie') };
}

const badText = { 'an id that is none': { params: { id: 'x' }, body: {} } };

export const modelCases = {
  'models.get': { works: async (world) => ({ params: { id: await modelId(world, 'Infuuspomp') } }), stranger: 'not-found' },
  'models.state': {
    works: async (world) => ({
      params: { id: await modelId(world, 'Infuuspomp') },
      body: { modality: 'infusion', family: 'Pomp', udiDi: null },
    }),
    bad: {
      ...badText,
      'no modality of the list': { params: { id: nobody }, body: { modality: 'teleport' } },
      'an empty family': { params: { id: nobody }, body: { family: '' } },
      'an unknown member': { params: { id: nobody }, body: { colour: 'red' } },
      'an over-long family': { params: { id: nobody }, body: { family: 'x'.repeat(201) } },
    },
    stranger: 'not-found',
  },
  'models.merge': {
    works: async (world) => {
      const { id, fromId } = await parted(world);
      return { params: { id }, body: { fromId } };
    },
    bad: {
      'a model that is not there': { params: { id: nobody }, body: { fromId: nobody } },
      'a model that is none': { params: { id: nobody }, body: { fromId: 'x' } },
      'nothing to merge': { params: { id: nobody }, body: {} },
    },
    stranger: 'not-found',
  },
  'models.undoMerge': {
    works: async (world) => {
      const { id, fromId } = await parted(world);
      const { merges } = await change(world, `/models/${id}/merges`, { fromId });
      return { params: { id, mergeId: merges[0]?.id ?? '' } };
    },
    bad: { 'a merge that is none': { params: { id: nobody, mergeId: 'x' } } },
    stranger: 'not-found',
  },
  'models.addForm': {
    works: async (world) => ({ params: { id: await modelId(world, 'Infuuspomp') }, body: form }),
    bad: {
      'no answers': { params: { id: nobody }, body: { ...form, answers: undefined } },
      'an answer that is none': { params: { id: nobody }, body: { ...form, answers: { auditLog: 'perhaps' } } },
      'a question of nobody': { params: { id: nobody }, body: { ...form, answers: { colour: 'yes' } } },
      'a day that is none': { params: { id: nobody }, body: { ...form, formOn: '2026-02-30' } },
      'no source': { params: { id: nobody }, body: { ...form, source: '' } },
    },
    stranger: 'not-found',
  },
  'models.withdrawForm': {
    works: async (world) => {
      const id = await modelId(world, 'Infuuspomp');
      const { forms } = await change(world, `/models/${id}/mds2`, form);
      return { params: { id, formId: forms[0]?.id ?? '' } };
    },
    bad: { 'a form that is none': { params: { id: nobody, formId: 'x' } } },
    stranger: 'not-found',
  },
} satisfies Readonly<Record<string, EndpointCase>>;
