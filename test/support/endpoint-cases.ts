/**
 * One case for every endpoint of the contract: a request that works, requests that must be refused, and what somebody of
 * another organisation gets for the very same request. The test that walks them does not compile while one is missing.
 */
import { expect } from 'vitest';
import type { EndpointId } from '#contract/registry.ts';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { makeLink } from '#server/sign-in/links.ts';
import { advisoryCases } from './advisory-cases.ts';
import { alertCases } from './alert-cases.ts';
import { awarenessCases } from './awareness-cases.ts';
import { annotationCases } from './annotation-cases.ts';
import { behaviourCases } from './behaviour-cases.ts';
import { campaignCases } from './campaign-cases.ts';
import { mailReportCases } from './mail-report-cases.ts';
import { questionnaireCases } from './questionnaire-cases.ts';
import { assetCases } from './asset-cases.ts';
import { identityCases, importTwins } from './identity-cases.ts';
import { entryCases } from './entry-cases.ts';
import { exportCases } from './export-cases.ts';
import { reportCases } from './report-cases.ts';
import { findingCases } from './finding-cases.ts';
import { flawCases } from './flaw-cases.ts';
import { graphCases } from './graph-cases.ts';
import { viewCases } from './view-cases.ts';
import { matchingCases } from './matching-cases.ts';
import { modelCases } from './model-cases.ts';
import { profileCases } from './profile-cases.ts';
import { sourceCases } from './source-cases.ts';
import { supportCases } from './support-cases.ts';
import { trainingCases } from './training-cases.ts';
import { fixture, startTestNode, testPassword, type TestAccount, type TestNode } from './test-node.ts';

/** A node with a register, a scan and measurements of the first organisation, and nothing of the other. */
export interface World {
  readonly node: TestNode;
  readonly assetId: string;
  readonly findingId: string;
  readonly sbomId: string;
  readonly componentId: string;
  readonly import: ImportReport;
  readonly csvBytes: Uint8Array;
  readonly person: TestAccount;
  /** Somebody of the other organisation. */
  readonly stranger: TestAccount;
}

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `session`: signed in with a cookie instead of a token; `local`: the owner of the node. */
  readonly as?: 'session' | 'local';
  /** Of a bad one: what it comes to where that is no 4xx, since somebody else gave no answer. */
  readonly refusedWith?: 503;
}

export interface EndpointCase {
  readonly works: (world: World) => Asked | Promise<Asked>;
  /** Beyond what every endpoint must refuse. Each gives a 4xx problem, or the one that it names. */
  readonly bad?: Readonly<Record<string, Asked>>;
  readonly isNamed?: true; // its parameters are names that people choose: a word that is no id is a good one
  /** What the same request of an owner of the other organisation comes to; `own` looks at an answer with 2xx. */
  readonly stranger: 'not-found' | 'public' | 'not-allowed' | 'conflict' | { own(answer: unknown): void };
}

export async function makeWorld(): Promise<World> {
  // What tests hand in is accepted and never read, so that it changes no other test's answers.
  const node = await startTestNode({ holdImports: true });
  const register = await fixture('csv/dutch-register.csv');
  const report = await node.importFile(register, '&observedAt=2026-03-01');
  await node.importFile('nessus/authenticated-host.nessus');
  await node.importFile('cyclonedx/nested-components.json');
  await importTwins(node);
  await node.context.jobs.measure(node.fresh.organisationId, null);
  const firstId = async (path: string) => {
    const { items } = (await (await node.ask(node.localToken, 'GET', path)).json()) as { items: { id: string }[] };
    invariant(items[0] !== undefined, `${path} is not empty`);
    return items[0].id;
  };
  return {
    node,
    assetId: await firstId('/assets?filter=contains(name,Infuus)'),
    findingId: await firstId('/findings'),
    sbomId: await firstId('/sboms'),
    componentId: await firstId('/components'),
    import: report,
    csvBytes: register.bytes,
    person: await node.account({ role: 'analyst', email: 'analist@oost.example' }),
    stranger: await node.account({ organisationId: node.fresh.otherOrganisationId, email: 'eigenaar@west.example' }),
  };
}

const long = (count: number) => 'x'.repeat(count);
const emptyList = { own: (answer: unknown) => expect(answer).toMatchObject({ items: [], next: null, total: { count: 0, exact: true } }) };

/** What every list must refuse. */
const badLists: Readonly<Record<string, Asked>> = {
  'a filter that cannot be read': { query: { filter: 'and(' } },
  'a filter on no field': { query: { filter: 'eq(nosuch,1)' } },
  'a filter with half a string': { query: { filter: 'eq(id,"' } },
  'a filter with NUL': { query: { filter: 'eq(id,"\0")' } },
  'a filter nested too deeply': { query: { filter: `${'not('.repeat(2000)}unknown(id)${')'.repeat(2000)}`.slice(0, 7999) } },
  'an over-long filter': { query: { filter: long(8001) } },
  'a sort by no field': { query: { sort: 'nosuch' } },
  'an over-long sort': { query: { sort: long(201) } },
  'a limit of 0': { query: { limit: '0' } },
  'a limit of 1001': { query: { limit: '1001' } },
  'a limit that is no number': { query: { limit: 'many' } },
  'a limit that is empty': { query: { limit: '' } },
  'a cursor of nobody': { query: { after: 'abc' } },
  'a cursor of JSON that is none of ours': { query: { after: Buffer.from('[{},1,"\\u0000"]').toString('base64url') } },
  'a day that is none': { query: { asOf: '2026-02-30' } },
  'a day to come': { query: { asOf: '2999-01-01' } },
};
const list = (query: Readonly<Record<string, string>>, stranger: EndpointCase['stranger'] = emptyList): EndpointCase => ({
  works: () => ({ query }),
  bad: badLists,
  stranger,
});

const newLink = async ({ node }: World, purpose: 'invitation' | 'first-administrator' = 'invitation') => {
  const made = await makeLink(node.context, { organisationId: node.fresh.organisationId, purpose, role: 'analyst', accountId: null });
  return { token: made.path.split('/').at(-1) ?? '' };
};

export const endpointCases: Readonly<Record<EndpointId, EndpointCase>> = {
  'assets.list': list({ filter: 'and(eq(class,medical),not(unknown(name)))', sort: '-name', limit: '2' }),
  'findings.list': list({ filter: 'ge(severity,low)', sort: '-severity,title' }),
  'findings.listByCheck': list({ sort: '-severity' }),
  'imports.list': list({ filter: 'eq(status,complete)' }),
  'departments.list': list({ sort: '-name' }),
  'organisations.list': list(
    {},
    { own: (answer) => expect(answer).toMatchObject({ items: [{ name: 'Ziekenhuis West' }], total: { count: 1 } }) },
  ),
  'models.list': list({ filter: 'ge(assetCount,0)', sort: '-assetCount,vendor', limit: '2' }),
  ...modelCases,
  ...advisoryCases,
  ...sourceCases,
  ...supportCases,
  ...graphCases,
  ...assetCases,
  ...identityCases,
  ...findingCases,
  ...campaignCases,
  ...behaviourCases,
  ...mailReportCases,
  ...trainingCases,
  ...questionnaireCases,
  ...flawCases,
  ...viewCases,
  ...alertCases,
  ...awarenessCases,
  ...annotationCases,
  ...matchingCases,
  ...entryCases,
  ...exportCases,
  ...reportCases,
  'sboms.list': list({ filter: 'ge(componentCount,1)', sort: '-createdAt' }),
  'components.list': list({ filter: 'and(eq(present,true),startsWith(purl,"pkg:"))', sort: 'name,-version', limit: '2' }),
  'sboms.get': { works: ({ sbomId }) => ({ params: { id: sbomId } }), stranger: 'not-found' },
  'components.get': { works: ({ componentId }) => ({ params: { id: componentId } }), stranger: 'not-found' },
  'components.flaws': { works: ({ componentId }) => ({ params: { id: componentId } }), stranger: 'not-found' },
  'sboms.flaws': {
    works: ({ sbomId }) => ({ params: { id: sbomId }, query: { status: 'affected,fixed', limit: '5' } }),
    bad: { 'no such status': { params: { id: '018f0000-0000-7000-8000-000000000000' }, query: { status: 'gone' } } },
    stranger: 'not-found',
  },
  'findings.components': { works: ({ findingId }) => ({ params: { id: findingId } }), stranger: 'not-found' },
  'assets.bills': { works: ({ assetId }) => ({ params: { id: assetId } }), stranger: 'not-found' },
  'assets.get': { works: ({ assetId }) => ({ params: { id: assetId } }), stranger: 'not-found' },
  'findings.get': { works: ({ findingId }) => ({ params: { id: findingId } }), stranger: 'not-found' },

  'imports.create': {
    works: ({ csvBytes }) => ({ query: { file: 'register again.csv', observedAt: '2026-03-01', partial: 'false' }, body: csvBytes }),
    bad: {
      'no file name': { body: new Uint8Array([65]) },
      'an empty file': { query: { file: 'a.csv' }, body: new Uint8Array() },
      'an over-long file name': { query: { file: long(401) }, body: new Uint8Array([65]) },
      'a file name with NUL': { query: { file: 'a\0.csv' }, body: new Uint8Array([65]) },
      'a format that is none': { query: { file: 'a.csv', format: 'nosuch' }, body: new Uint8Array([65]) },
      'a day that is none': { query: { file: 'a.csv', observedAt: 'today' }, body: new Uint8Array([65]) },
      'a day to come': { query: { file: 'a.csv', observedAt: '2999-01-01' }, body: new Uint8Array([65]) },
      'partial that is no truth value': { query: { file: 'a.csv', partial: 'perhaps' }, body: new Uint8Array([65]) },
      'a profile that is none': { query: { file: 'a.csv', profile: 'nosuch' }, body: new Uint8Array([65]) },
      'settings that are no JSON': { query: { file: 'a.csv', settings: '{' }, body: new Uint8Array([65]) },
      'settings of nothing': { query: { file: 'a.csv', settings: '{}' }, body: new Uint8Array([65]) },
      'a profile and settings': { query: { file: 'a.csv', profile: 'netbox', settings: '{}' }, body: new Uint8Array([65]) },
      'a mapping that is no JSON': { query: { file: 'a.csv', mapping: '{' }, body: new Uint8Array([65]) },
      'a mapping that is a list': { query: { file: 'a.csv', mapping: '["name"]' }, body: new Uint8Array([65]) },
      'an empty source': { query: { file: 'a.csv', source: '' }, body: new Uint8Array([65]) },
    },
    // The same bytes are a repeated file only within one organisation.
    stranger: { own: (answer) => expect(answer).toMatchObject({ duplicateOf: null, status: 'accepted' }) },
  },
  'imports.preview': {
    works: ({ csvBytes }) => ({ query: { file: 'register.csv' }, body: csvBytes }),
    bad: { 'no file name': { body: new Uint8Array([65]) } },
    stranger: 'public',
  },
  'imports.get': { works: (world) => ({ params: { id: world.import.id } }), stranger: 'not-found' },
  'imports.events': { works: (world) => ({ params: { id: world.import.id } }), stranger: 'not-found' },
  'imports.issues': { works: (world) => ({ params: { id: world.import.id } }), stranger: 'not-found' },

  'metrics.list': {
    works: () => ({}),
    stranger: {
      own: (answer) => expect((answer as { items: { newest: unknown }[] }).items.every((item) => item.newest === null)).toBe(true),
    },
  },
  'metrics.get': {
    works: () => ({ params: { id: 'AST-11' }, query: { from: '2026-03-01', to: '2026-03-31' } }),
    bad: {
      'no metric of ours': { params: { id: 'XYZ-99' } },
      'a kind of scope that is none': { params: { id: 'AST-11' }, query: { scopeKind: 'planet', scopeId: 'x' } },
      'an id without its kind of scope': { params: { id: 'AST-11' }, query: { scopeId: 'x' } },
      'a scope without its id': { params: { id: 'AST-11' }, query: { scopeKind: 'department' } },
      'a day that is none': { params: { id: 'AST-11' }, query: { from: 'yesterday' } },
      'an over-long scope': { params: { id: 'AST-11' }, query: { scopeKind: 'class', scopeId: long(301) } },
      'a scope with NUL': { params: { id: 'AST-11' }, query: { scopeKind: 'class', scopeId: '\0' } },
    },
    stranger: {
      own: (answer) => {
        const { measures, breakdown } = answer as { measures: { series: { value: unknown }[] }[]; breakdown: unknown[] };
        expect(measures.flatMap((measure) => measure.series.filter((point) => point.value !== null))).toEqual([]);
        expect(breakdown).toEqual([]);
      },
    },
  },
  'overview.get': {
    works: () => ({}),
    stranger: {
      own: (answer) => expect(answer).toMatchObject({ counts: { assets: 0, findingsOpen: 0, overdue: 0 }, sources: [] }),
    },
  },
  'index.get': {
    works: () => ({}),
    stranger: {
      own: (answer) => expect(answer).toMatchObject({ asOf: null, whole: { index: null, lower: null, upper: null }, series: [] }),
    },
  },
  'metrics.measure': {
    works: () => ({ body: { from: '2026-03-20' } }),
    bad: {
      'a day that is none': { body: { from: '2026-13-01' } },
      'waiting that is no truth value': { body: { wait: 'yes' } },
    },
    stranger: { own: (answer) => expect(answer).toMatchObject({ status: 'done', written: 0 }) },
  },

  'session.get': {
    works: () => ({ as: 'session' }),
    stranger: { own: (answer) => expect(answer).toMatchObject({ organisation: { name: 'Ziekenhuis West' } }) },
  },
  'session.create': {
    works: ({ person }) => ({ body: { email: person.email.toUpperCase(), password: testPassword } }),
    bad: {
      'a wrong password': { body: { email: 'analist@oost.example', password: 'another password' } },
      'an address of nobody': { body: { email: 'nobody@oost.example', password: testPassword } },
      'no password': { body: { email: 'analist@oost.example' } },
      'a password that is a number': { body: { email: 'analist@oost.example', password: 5 } },
      'an over-long password': { body: { email: 'analist@oost.example', password: long(257) } },
      'an address with NUL': { body: { email: 'analist\0@oost.example', password: testPassword } },
    },
    stranger: 'public',
  },
  'session.delete': { works: () => ({ as: 'session' }), stranger: { own: (answer) => expect(answer).toBeNull() } },
  'session.update': {
    works: () => ({ as: 'session', body: { language: 'nl' } }),
    bad: { 'a language that is none of ours': { as: 'session', body: { language: 'de' } } },
    stranger: { own: (answer) => expect(answer).toMatchObject({ account: { email: 'eigenaar@west.example' } }) },
  },
  'links.get': {
    works: async (world) => ({ params: await newLink(world) }),
    bad: { 'a link of nobody': { params: { token: 'nosuch' } }, 'an over-long link': { params: { token: long(101) } } },
    stranger: 'public',
  },
  'links.use': {
    works: async (world) => ({
      params: await newLink(world),
      body: { name: 'Nieuw', email: `nieuw-${world.node.context.newId()}@oost.example`, password: testPassword, language: 'nl' },
    }),
    bad: { 'a link of nobody': { params: { token: 'nosuch' }, body: { name: 'a', email: 'a@b.example', password: testPassword } } },
    stranger: 'public',
  },
  'people.list': {
    works: () => ({}),
    stranger: {
      own: (answer) =>
        expect((answer as { items: { email: string }[] }).items.map(({ email }) => email)).toEqual(['eigenaar@west.example']),
    },
  },
  'people.invite': {
    works: () => ({ body: { role: 'board' } }),
    bad: { 'a role that is none': { body: { role: 'king' } }, 'no role': { body: {} } },
    stranger: 'public',
  },
  'people.update': {
    works: ({ person }) => ({ params: { id: person.id }, body: { role: 'auditor', disabled: false } }),
    bad: {
      'a role that is none': { params: { id: '018f0000-0000-7000-8000-000000000000' }, body: { role: 'king' } },
      'a person of nobody': { params: { id: '018f0000-0000-7000-8000-000000000000' }, body: { disabled: true } },
    },
    stranger: 'not-found',
  },
  'tokens.list': {
    works: () => ({}),
    stranger: { own: (answer) => expect((answer as { items: { role: string }[] }).items.length).toBeGreaterThan(0) },
  },
  'tokens.create': {
    works: () => ({ body: { name: 'nightly', scopes: ['read', 'import'], days: 7 } }),
    bad: {
      'a scope that is none': { body: { name: 'a', scopes: ['everything'] } },
      'no scope at all': { body: { name: 'a', scopes: [] } },
      'no day': { body: { name: 'a', days: 0 } },
      'too many days': { body: { name: 'a', days: 367 } },
      'half a day': { body: { name: 'a', days: 1.5 } },
      'a name of white space': { body: { name: '  ' } },
      'an over-long name': { body: { name: long(121) } },
      'a name with NUL': { body: { name: 'a\0b' } },
      'a name with half a pair': { body: { name: 'a\ud800b' } },
    },
    stranger: 'public',
  },
  'tokens.revoke': {
    works: async ({ node }) => {
      const made = (await (await node.ask(node.localToken, 'POST', '/tokens', { name: 'to be revoked' })).json()) as {
        record: { id: string };
      };
      return { params: { id: made.record.id } };
    },
    bad: { 'a token of nobody': { params: { id: '018f0000-0000-7000-8000-000000000000' } } },
    stranger: 'not-found',
  },
  ...profileCases,
  'sla.list': {
    works: () => ({}),
    stranger: {
      own: (answer) =>
        expect((answer as { items: { name: string }[] }).items.map((policy) => policy.name)).toEqual(['Critical', 'High', 'Medium', 'Low']),
    },
  },
  'sla.replace': {
    works: () => ({
      body: {
        items: [
          { name: 'Close to the patient', filter: 'and(eq(severity,critical),eq(tier,1))', days: 7 },
          { name: 'The rest', filter: 'ge(severity,low)', days: 90 },
        ],
      },
    }),
    bad: {
      'a filter that cannot be read': { body: { items: [{ name: 'a', filter: 'eq(severity', days: 1 }] } },
      'a filter on no field': { body: { items: [{ name: 'a', filter: 'eq(colour,red)', days: 1 }] } },
      'no day': { body: { items: [{ name: 'a', filter: 'eq(severity,low)', days: 0 }] } },
      'an unknown member': { body: { items: [], force: true } },
    },
    stranger: 'public',
  },
  'status.get': {
    works: () => ({}),
    stranger: {
      own: (answer) => {
        const { sources, measuredUpTo } = answer as { sources: { source: string }[]; measuredUpTo: string | null };
        // The register that the stranger handed in before may have been read meanwhile; of the first nothing is told.
        expect(sources.filter(({ source }) => source !== 'register again')).toEqual([]);
        expect(measuredUpTo).toBeNull();
      },
    },
  },
};
