/** Cases of the endpoints of trainings (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { unlocked } from './awareness-cases.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };
const nothing = { own: (answer: unknown) => expect(answer).toMatchObject({ requirements: [], courses: [], counts: [] }) };

const headers = { 'x-experience-api-version': '1.0.3' };
const statement = {
  id: '7f3c2b1a-0000-4000-8000-000000000001',
  actor: { mbox: 'mailto:anna@noord.example' },
  verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
  object: { id: 'https://leren.example/mail' },
  timestamp: '2026-03-01T10:00:00Z',
};

let asked = 0;
async function required({ node }: World): Promise<{ params: { id: string } }> {
  asked += 1;
  const course = `Veilig mailen ${asked}`;
  const answer = (await (await node.ask(node.localToken, 'PUT', '/awareness/training/requirements', { course })).json()) as TrainingJson;
  return { params: { id: answer.requirements.find((one) => one.course === course)?.id ?? expect.fail('it is asked') } };
}

async function discardable(world: World): Promise<{ params: { id: string } }> {
  const { node } = world;
  await required(world);
  const { courses } = (await (await node.ask(node.localToken, 'GET', '/awareness/training')).json()) as TrainingJson;
  return { params: { id: courses[0]?.id ?? expect.fail('a course is known') } };
}

const askedOfBuyers = { course: 'Veilig betalen', roleGroup: 'inkoper' } as const;

export const trainingCases = {
  'training.get': {
    works: async (world: World) => {
      await required(world);
      return {};
    },
    stranger: nothing,
  },
  'training.require': {
    works: async (world: World) => {
      await world.node.ask(world.node.localToken, 'PUT', '/awareness/training/requirements', askedOfBuyers);
      return { body: { course: 'Herkennen van oplichting', roleGroup: 'inkoper', months: 24, isHighRisk: true } };
    },
    bad: {
      'no course': { body: { course: ' ' } },
      'no month': { body: { course: 'Mail', months: 0 } },
      'a high risk of everybody': { body: { course: 'Mail', isHighRisk: true } },
      'an address in a course': { body: { course: 'voor anna@noord.example' } },
      'a day of another age': { body: { course: 'Mail', fromOn: '1999-01-01' } },
      'of everybody what is asked of a role group': { body: { course: askedOfBuyers.course } },
    },
    stranger: { own: (answer: unknown) => expect((answer as TrainingJson).requirements).toHaveLength(1) },
  },
  'training.discardCourse': { works: discardable, bad: { 'one that nobody read': nobody }, stranger: 'not-found' },
  'training.endRequirement': { works: required, bad: { 'one that nobody asked': nobody }, stranger: 'not-found' },
  'training.publish': {
    works: async (world: World) => {
      const { lastMonth } = (await (await world.node.ask(world.node.localToken, 'GET', '/awareness/training')).json()) as TrainingJson;
      return { body: { month: lastMonth } };
    },
    bad: {
      'a month that is none': { body: { month: '2026-13' } },
      'a month to come': { body: { month: '2126-01' } },
      'a month long ago': { body: { month: '2001-01' } },
    },
    // Its key was begun anew by the case of that: the last month is of before.
    stranger: 'conflict',
  },
  'training.setAutomatic': {
    works: () => ({ body: { on: true } }),
    bad: { 'neither on nor off': { body: { on: 'maybe' } } },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ counts: [], automatic: { saidBy: expect.any(String) } }) },
  },
  'training.statements': {
    works: async (world: World) => {
      await unlocked(world);
      return { headers, body: Buffer.from(JSON.stringify([statement])) };
    },
    bad: {
      'no version': { body: Buffer.from(JSON.stringify(statement)) },
      'another version': { headers: { 'x-experience-api-version': '0.9' }, body: Buffer.from(JSON.stringify(statement)) },
      'no JSON': { headers, body: Buffer.from('{"actor"') },
      'a hash without a key': {
        headers,
        body: Buffer.from(JSON.stringify({ ...statement, actor: { mbox_sha1sum: 'ebd31e95054c018b10727ccffd2ef2ec3a016ee9' } })),
      },
      'an account of nobody knows whose numbers': {
        headers,
        query: { accountHomePage: 'https://hr.example' },
        body: Buffer.from(JSON.stringify({ ...statement, actor: { account: { homePage: 'https://leren.example', name: '57' } } })),
      },
      'the same id twice': { headers, body: Buffer.from(JSON.stringify([statement, statement])) },
    },
    stranger: { own: (answer: unknown) => expect(answer).toEqual([statement.id]) },
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
