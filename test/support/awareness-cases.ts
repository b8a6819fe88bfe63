/** Cases of the endpoints of the key of pseudonyms and of one person (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { withOrganisation } from '#store/scope.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const passphrase = 'een lange wachtzin voor de proef';
const population = Buffer.from('employee_id,email,department,role_group\n100001,anna@noord.example,Ward,nurse\n');
const asked = { kind: 'employee', identifier: '100001' };

/** Both organisations have a key of their own, and it is unlocked. */
export async function unlocked({ node }: World): Promise<void> {
  for (const token of [node.localToken, await node.token({ organisationId: node.fresh.otherOrganisationId })]) {
    const state = (await (await node.ask(token, 'GET', '/awareness')).json()) as AwarenessStateJson;
    // A passphrase takes its time on purpose.
    if (state.key !== null && state.key.unlockedUntil !== null) continue;
    await node.ask(token, 'POST', '/awareness/key', { passphrase });
    const opened = await node.ask(token, 'POST', '/awareness/key/unlock', { passphrase, minutes: 60 });
    invariant(opened.status === 200, 'the passphrase opens the key');
  }
}

/** So that one can be made: an organisation has one at most. */
async function withoutKey({ node: { fresh } }: World): Promise<void> {
  for (const organisationId of [fresh.organisationId, fresh.otherOrganisationId])
    await withOrganisation(fresh.database, organisationId, ({ client }) =>
      client.query('delete from awareness_key where organisation_id = $1', [organisationId]),
    );
}

/** So that what is of before can be published: in the case of its endpoint a key began anew. */
export async function neverBegunAnew({ node: { fresh } }: World): Promise<void> {
  await withOrganisation(fresh.database, fresh.organisationId, ({ client }) =>
    client.query(`delete from awareness_event where organisation_id = $1 and act = 'key-begun-anew'`, [fresh.organisationId]),
  );
}

async function known(world: World): Promise<void> {
  await unlocked(world);
  const taken = await world.node.ask(world.node.localToken, 'POST', '/imports?file=people.csv', population);
  invariant(taken.status === 202, 'the population is taken');
  await world.node.work();
}
const noKey = { own: (answer: unknown) => expect(answer).toMatchObject({ key: null, events: [] }) };

export const awarenessCases = {
  'awareness.get': { works: () => ({}), stranger: noKey },
  'awareness.createKey': {
    works: async (world) => {
      await withoutKey(world);
      return { body: { passphrase } };
    },
    bad: {
      'a passphrase that is too short': { body: { passphrase: 'kort' } },
      'no minute': { body: { passphrase, minutes: 0 } },
      'minutes of two days': { body: { passphrase, minutes: 2_880 } },
    },
    stranger: 'public',
  },
  'awareness.unlockKey': {
    works: async (world) => {
      await unlocked(world);
      return { body: { passphrase, minutes: 5 } };
    },
    bad: {
      'another passphrase': { body: { passphrase: 'een heel andere wachtzin' } },
      'half a minute': { body: { passphrase, minutes: 0.5 } },
    },
    stranger: 'public',
  },
  'awareness.changePassphrase': {
    works: async (world) => {
      await unlocked(world);
      return { body: { passphrase, next: passphrase } };
    },
    bad: {
      'another passphrase': { body: { passphrase: 'een heel andere wachtzin', next: passphrase } },
      'a next one that is too short': { body: { passphrase, next: 'kort' } },
    },
    stranger: 'public',
  },
  'awareness.beginAnew': {
    works: async ({ node }) => {
      await unlocked({ node } as World);
      // The refusal tells how many persons end.
      const first = await node.ask(node.localToken, 'POST', '/awareness/key/anew', { passphrase });
      const { data } = (await first.json()) as { data: { ends: number } };
      return { body: { passphrase, ends: data.ends } };
    },
    bad: {
      'a passphrase that is too short': { body: { passphrase: 'kort', ends: 0 } },
      'a number that is not told': { body: { passphrase, ends: 999 } },
      'no number': { body: { passphrase } },
    },
    stranger: 'public',
  },
  'awareness.lockKey': { works: () => ({}), stranger: 'public' },
  'awareness.rotateKey': {
    works: async (world) => {
      await known(world);
      // Persons of other cases are not in the file: the refusal tells how many.
      const { node } = world;
      const first = await node.ask(node.localToken, 'POST', '/awareness/key/rotation', population);
      if (first.status !== 409) return { body: population };
      const { data } = (await first.json()) as { data: { forgets: number } };
      return { body: population, query: { forgets: String(data.forgets) } };
    },
    bad: {
      'a number below none': { body: population, query: { forgets: '-1' } },
      'a list of devices': { body: Buffer.from('Name,Serial number\nPump,SN-1\n') },
      'a file with a refused row': { body: Buffer.concat([population, Buffer.from(',,Ward,nurse\n')]) },
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ known: 0, forgotten: 0 }) },
  },
  'awareness.setService': {
    works: async (world) => {
      await unlocked(world);
      return { body: { on: false } };
    },
    bad: { 'neither on nor off': { body: { on: 'maybe' } } },
    stranger: 'public',
  },
  'awareness.showPerson': {
    works: async (world) => {
      await known(world);
      return { body: asked };
    },
    bad: {
      nobody: { body: { kind: 'employee', identifier: '999999' } },
      'an address of the network': { body: { kind: 'address', identifier: '10.0.0.1' } },
      'an identifier of white space': { body: { kind: 'email', identifier: ' ' } },
    },
    stranger: 'not-found',
  },
  'awareness.erasePerson': {
    works: async (world) => {
      await known(world);
      return { body: asked };
    },
    bad: { nobody: { body: { kind: 'email', identifier: 'nobody@noord.example' } } },
    stranger: 'not-found',
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
