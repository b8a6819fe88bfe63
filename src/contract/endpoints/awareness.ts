/**
 * The key of pseudonyms, what the works council may see of it, and the rights of one person. Nothing here lists people: the two
 * endpoints of one person need the identifier itself and a key that somebody unlocked with the passphrase; each asking is on record and
 * a day allows only so many.
 */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const Passphrase = z.string().min(12, 'at least 12 characters').max(1_000);
const Minutes = z.int().min(1).max(1_440);

export const AwarenessEventJson = z.object({
  at: z.iso.datetime(),
  act: z.enum([
    'key-created',
    'key-unlocked',
    'key-refused',
    'key-locked',
    'key-rotated',
    'key-begun-anew',
    'campaign-discarded',
    'course-discarded',
    'service-on',
    'service-off',
    'service-unlocked',
    'file-read',
    'reports-received',
    'reports-published',
    'person-shown',
    'person-erased',
    'passphrase-changed',
  ]),
  saidBy: z.string().describe('id of an account or token, local for the owner of the node, node for the node itself'),
  minutes: z.int().nullable(),
  rows: z.int().nullable(),
});

export const AwarenessStateJson = z.object({
  key: z
    .object({
      createdAt: z.iso.datetime(),
      rotatedAt: z.iso.datetime().nullable(),
      begunAt: z.iso
        .datetime()
        .nullable()
        .describe('the passphrase was lost: since then nothing single of before is kept. null: it never was'),
      generation: z.int(),
      unlockedUntil: z.iso.datetime().nullable().describe('null: locked'),
      service: z
        .object({
          since: z.iso.datetime(),
          saidBy: z.string(),
          usable: z.boolean().describe('the key file beside the database is there and opens the key'),
        })
        .nullable()
        .describe('null: only a person can unlock it'),
    })
    .nullable()
    .describe('null: none was made yet'),
  mayUnlock: z.boolean().describe('whether the asker may'),
  roles: z.array(z.string()).describe('roles that may unlock it'),
  demonstrationPassphrase: z
    .string()
    .nullable()
    .describe('opens the key of a demonstration, whose people are invented; told to whoever may unlock it. null: a node of a hospital'),
  events: z.array(AwarenessEventJson).describe('what was done with the key, the newest first; at most 50'),
  actDays: z
    .array(AwarenessEventJson.pick({ act: true, saidBy: true }).extend({ on: z.iso.date(), count: z.int() }))
    .describe(
      'how often each act was done on each day by whom, of the last 92 days, the newest first: many of one kind hide none of another',
    ),
});
export type AwarenessStateJson = z.infer<typeof AwarenessStateJson>;

export const getAwareness = defineEndpoint({
  id: 'awareness.get',
  method: 'GET',
  path: '/awareness',
  summary: 'The key of pseudonyms: whether there is one, until when it is unlocked, by what, and what was done with it',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: AwarenessStateJson,
  problems: [],
});

export const createAwarenessKey = defineEndpoint({
  id: 'awareness.createKey',
  method: 'POST',
  path: '/awareness/key',
  summary: 'Make the key of pseudonyms, wrapped by a passphrase; locked unless minutes are given',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ passphrase: Passphrase, minutes: Minutes.optional() }),
  response: AwarenessStateJson,
  status: 201,
  problems: ['request-invalid', 'conflict'],
});

export const unlockAwarenessKey = defineEndpoint({
  id: 'awareness.unlockKey',
  method: 'POST',
  path: '/awareness/key/unlock',
  summary: 'Unlock the key in the memory of this node, for some minutes',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ passphrase: z.string().max(1_000), minutes: Minutes.default(30) }),
  response: AwarenessStateJson,
  problems: ['request-invalid', 'awareness-key-locked', 'passphrase-wrong', 'rate-limited'],
});

export const lockAwarenessKey = defineEndpoint({
  id: 'awareness.lockKey',
  method: 'POST',
  path: '/awareness/key/lock',
  summary: 'Lock the key at once',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: AwarenessStateJson,
  problems: [],
});

export const rotateAwarenessKey = defineEndpoint({
  id: 'awareness.rotateKey',
  method: 'POST',
  path: '/awareness/key/rotation',
  summary: 'Renew the key while a population file is read: whoever is in it goes on under a new pseudonym, nobody else is known any more',
  access: access.people,
  params: NoParams,
  query: z.strictObject({
    forgets: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('how many persons may lose what leads to them, as the refusal tells; needed above a tenth of all'),
  }),
  body: null,
  bodyKind: 'bytes',
  response: z.object({
    known: z.int(),
    forgotten: z.int(),
    withoutMail: z.int().describe('known on, and no longer by an address of mail'),
    state: AwarenessStateJson,
  }),
  problems: ['request-invalid', 'awareness-key-locked', 'conflict', 'file-format-mismatch', 'file-malformed', 'file-empty'],
});

export const beginAwarenessKeyAnew = defineEndpoint({
  id: 'awareness.beginAnew',
  method: 'POST',
  path: '/awareness/key/anew',
  summary: 'Where the passphrase is lost: another key, and all that is kept of single people is erased. What was published stays',
  access: access.own,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({
    passphrase: Passphrase,
    minutes: Minutes.optional().describe('unlock it at once; default: it stays locked'),
    ends: z.int().min(0).optional().describe('of how many persons all is erased, as the refusal tells'),
  }),
  response: AwarenessStateJson,
  problems: ['request-invalid', 'awareness-key-locked', 'conflict'],
});

export const changeAwarenessPassphrase = defineEndpoint({
  id: 'awareness.changePassphrase',
  method: 'PUT',
  path: '/awareness/key/passphrase',
  summary: 'Give the key another passphrase: whoever knows the earlier one opens nothing with it any more',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ passphrase: z.string().max(1_000), next: Passphrase }),
  response: AwarenessStateJson,
  problems: ['request-invalid', 'awareness-key-locked', 'passphrase-wrong', 'rate-limited', 'conflict'],
});

export const setServiceUnlock = defineEndpoint({
  id: 'awareness.setService',
  method: 'PUT',
  path: '/awareness/service',
  summary: 'Let the node unlock the key by itself, for scheduled imports, or no longer',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ on: z.boolean() }),
  response: AwarenessStateJson,
  problems: ['request-invalid', 'awareness-key-locked', 'conflict'],
});

const Identifier = z.strictObject({
  kind: z.enum(['employee', 'email']),
  identifier: z.string().trim().min(1).max(254).describe('a personnel number or an address of mail; hashed at once, and kept nowhere'),
});

export const showPerson = defineEndpoint({
  id: 'awareness.showPerson',
  method: 'POST',
  path: '/awareness/person',
  summary: 'Everything that is kept of one person (right of access); on record',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: Identifier,
  response: z.object({ kept: z.array(z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })) }),
  problems: ['request-invalid', 'awareness-key-locked', 'not-found', 'rate-limited'],
});

export const erasePerson = defineEndpoint({
  id: 'awareness.erasePerson',
  method: 'POST',
  path: '/awareness/person/erasure',
  summary: 'Erase everything that is kept of one person (right to erasure); on record',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: Identifier,
  response: z.object({ rows: z.int().describe('how many rows were erased') }),
  problems: ['request-invalid', 'awareness-key-locked', 'conflict', 'not-found', 'rate-limited'],
});

export const awarenessEndpoints = [
  getAwareness,
  createAwarenessKey,
  unlockAwarenessKey,
  lockAwarenessKey,
  changeAwarenessPassphrase,
  rotateAwarenessKey,
  beginAwarenessKeyAnew,
  setServiceUnlock,
  showPerson,
  erasePerson,
] as const;
