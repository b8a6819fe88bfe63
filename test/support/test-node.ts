/**
 * A node in this process, on a database of its own: the HTTP app, a clock that is turned by hand, and a job gate that
 * works at once in the same thread instead of through the queue. `listen` opens a real port where a test needs one.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import type { Role, TokenScope } from '#contract/define-endpoint.ts';
import { tokenScopes } from '#contract/define-endpoint.ts';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { usualStaleLimits } from '#core/advisories/sources.ts';
import { idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { addMilliseconds, dayOf, type Instant } from '#core/kernel/time.ts';
import type { MailServer } from '#server/alerts/send-mail.ts';
import { KeyRing } from '#server/awareness/key-ring.ts';
import { publishCampaign } from '#server/awareness/publish-campaign.ts';
import { createApp } from '#server/http/app.ts';
import { listen } from '#server/http/listen.ts';
import type { StaticFiles } from '#server/http/static-files.ts';
import { uploadPath } from '#server/imports/accept-upload.ts';
import { runImport } from '#server/imports/run-import.ts';
import { runComponentMatching } from '#server/matching/run-component-matching.ts';
import { runMatching } from '#server/matching/run-matching.ts';
import { runMeasuring } from '#server/measuring/run-measuring.ts';
import { Remembered } from '#server/remembered.ts';
import type { JobGate, ServerContext } from '#server/server-context.ts';
import { httpClient, type Reach } from '#server/sources/http-client.ts';
import { usualProviderLimits } from '#server/sources/provider-limits.ts';
import { syncProvider } from '#server/sources/sync-provider.ts';
import { laySources, syncSource, type AskedSource } from '#server/sources/sync-source.ts';
import { hashPassword, hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { getImport } from '#store/imports.ts';
import { withOrganisation } from '#store/scope.ts';
import { insertAccount, insertToken } from '#store/sign-in.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { repositoryFolder } from './repository.ts';

export interface TestNodeOptions {
  readonly files?: StaticFiles;
  readonly isSecure?: boolean;
  readonly uploadBytesMax?: number;
  /** Default: none. */
  readonly mail?: MailServer;
  /** Default: addresses where nothing is. */
  readonly sourceUrls?: ServerContext['sourceUrls'];
  /** Default: silent. */
  readonly log?: Logger;
  /** Imports wait until `work` is called (or `importFile`, which waits for its own). */
  readonly holdImports?: boolean;
}

export interface TestNode {
  readonly fresh: FreshDatabase;
  readonly context: ServerContext;
  /** The token of the node's own folder. */
  readonly localToken: string;
  /** One request, from `address` (default 10.0.0.1), to a path below the root. */
  fetch(path: string, init?: RequestInit & { readonly address?: string }): Promise<Response>;
  /** As a program with this token, to a path below `/api/v1`; a body that is no bytes is sent as JSON. */
  ask(token: string, method: string, path: string, body?: unknown): Promise<Response>;
  token(who?: { role?: Role; scopes?: readonly TokenScope[]; organisationId?: OrganisationId }): Promise<string>;
  account(who?: { role?: Role; organisationId?: OrganisationId; email?: string }): Promise<TestAccount>;
  /** Hands in bytes, or a fixture of an importer (`csv/dutch-register.csv`), and waits for its end. */
  importFile(fixture: string | { readonly name: string; readonly bytes: Uint8Array }, query?: string): Promise<ImportReport>;
  /** Runs the imports that wait. */
  work(): Promise<void>;
  turnClock(milliseconds: number): void;
  setReady(isReady: boolean): void;
  /** A real port on loopback. */
  listen(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestAccount {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export const testPassword = 'correct horse battery';

/** Later than every fixture. */
const startedAt = '2026-04-01T08:00:00.000Z' as Instant;

export async function startTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  const fresh = await freshDatabase();
  const uploadsPath = await mkdtemp(join(tmpdir(), 'cybermetrics-node-'));
  let now = startedAt;
  let isReady = true;
  let url = 'http://node.test';
  const clock = { now: () => now };
  const newId = idMaker(clock, randomBytes);
  const localToken = newSecret(randomBytes);
  const sourceUrls = options.sourceUrls ?? unreachableSources;
  const jobs = jobsInPlace(fresh, { uploadsPath, clock, newId, sourceUrls });
  const context: ServerContext = {
    database: fresh.database,
    clock,
    random: randomBytes,
    newId,
    uploadsPath,
    keysPath: uploadsPath,
    awarenessKeys: new KeyRing(clock),
    uploadBytesMax: options.uploadBytesMax ?? 50_000_000,
    jobs: options.holdImports === true ? { ...jobs.gate, enqueueImport: jobs.hold } : jobs.gate,
    log: options.log ?? pino({ level: 'silent' }),
    version: '0.0.0-test',
    startedAt,
    demonstration: false,
    databaseEmbedded: true,
    publicUrl: () => url,
    isReady: () => isReady,
    remembered: new Remembered(),
    localTokenHash: hashSecret(localToken),
    localOrganisationId: () => fresh.organisationId,
    isSecure: options.isSecure ?? false,
    sourceUrls,
    http: (reach) => httpClient('0.0.0-test', undefined, { reach }),
    plainHosts: [],
    staleLimits: usualStaleLimits,
    mail: options.mail ?? null,
    inbox: () => null,
  };
  const files: StaticFiles = options.files ?? new Map();
  const app = createApp(context, files, (_request, env) => (env as { address: string }).address);
  const closers: (() => Promise<void>)[] = [];
  const ask: TestNode['ask'] = async (token, method, path, body) =>
    app.request(
      `http://node.test/api/v1${path}`,
      { method, ...bodyOf(body, { authorization: `Bearer ${token}` }) },
      { address: '10.0.0.1' },
    );

  return {
    fresh,
    context,
    localToken,
    fetch: async (path, { address, ...init } = {}) => app.request(`http://node.test${path}`, init, { address: address ?? '10.0.0.1' }),
    ask,
    token: (who = {}) => makeToken(context, who),
    account: (who = {}) => makeAccount(context, who),
    importFile: async (file, query = '') => {
      const { name, bytes } = typeof file === 'string' ? await fixture(file) : file;
      const accepted = await ask(localToken, 'POST', `/imports?file=${encodeURIComponent(name)}${query}`, bytes);
      if (accepted.status !== 202) throw new Error(`not accepted: ${await accepted.text()}`);
      const { id } = (await accepted.json()) as ImportReport;
      await jobs.work();
      return (await ask(localToken, 'GET', `/imports/${id}`)).json() as Promise<ImportReport>;
    },
    work: jobs.work,
    turnClock: (milliseconds) => void (now = addMilliseconds(now, milliseconds)),
    setReady: (value) => void (isReady = value),
    listen: async () => {
      const port = await listen({
        app: (addressOf) => createApp(context, files, addressOf),
        host: '127.0.0.1',
        port: 0,
        tls: null,
        trustedProxies: [],
      });
      closers.push(() => port.close());
      return (url = port.url);
    },
    stop: async () => {
      for (const close of closers) await close();
      await jobs.work();
      await fresh.drop();
      await rm(uploadsPath, { recursive: true, force: true });
    },
  };
}

/** Port 9 of this machine takes nothing. */
const unreachableSources = { kev: 'http://127.0.0.1:9/kev.json', epss: 'http://127.0.0.1:9/epss.csv.gz' };

/** The work of the queue, one import after another, without the queue. */
function jobsInPlace(fresh: FreshDatabase, ports: Pick<ServerContext, 'uploadsPath' | 'clock' | 'newId' | 'sourceUrls'>) {
  let working: Promise<unknown> = Promise.resolve();
  const held: (() => Promise<unknown>)[] = [];
  const importOne = async (organisationId: OrganisationId, importId: string) => {
    const row = await withOrganisation(fresh.database, organisationId, (scope) => getImport(scope, importId));
    const { clock, newId } = ports;
    const filePath = uploadPath(ports.uploadsPath, row.digest);
    await runImport({ database: fresh.database, organisationId, importId: row.id, filePath, clock, newId });
  };
  const takeOne = async (asked: AskedSource) => {
    const work = { database: fresh.database, clock: ports.clock, http: httpClient('0.0.0-test'), urls: ports.sourceUrls };
    const outcome = await syncSource(work, asked);
    if (outcome.kind !== 'refused')
      for (const id of [fresh.organisationId, fresh.otherOrganisationId]) await laySources({ ...work, newId: ports.newId }, id);
  };
  const takeProviderOne = async (providerId: string) => {
    const { clock, newId } = ports;
    const limits = { ...usualProviderLimits, requestsPerSecond: 1_000 };
    const httpFor = (reach: Reach) => httpClient('0.0.0-test', undefined, { reach });
    await syncProvider(
      { database: fresh.database, clock, newId, limits, httpFor, stopping: new AbortController().signal },
      { providerId, beganAt: null },
    );
  };
  const gate: JobGate = {
    enqueueImport: async (organisationId, importId) => void (working = working.then(() => importOne(organisationId, importId))),
    enqueueSource: async (asked) => void (working = working.then(() => takeOne(asked))),
    enqueueProvider: async (providerId) => void (working = working.then(() => takeProviderOne(providerId))),
    enqueueMeasuring: async () => undefined,
    enqueueMatching: async (organisationId) =>
      void (working = working
        .then(() => runMatching({ ...ports, database: fresh.database, organisationId }))
        .then(() => runComponentMatching({ ...ports, database: fresh.database, organisationId }))),
    enqueuePublication: async (organisationId, campaignId) =>
      void (working = working.then(
        async () => void (await publishCampaign({ ...ports, database: fresh.database }, organisationId, campaignId)),
      )),
    measure: async (organisationId, fromOn) => {
      const now = ports.clock.now();
      const today = dayOf(now, fresh.timeZone);
      const asked = { database: fresh.database, organisationId, today, now, ...(fromOn === null ? {} : { fromDay: fromOn }) };
      const { fromDay, days, rows } = await runMeasuring(asked);
      return { fromOn: fromDay, days, written: rows };
    },
    counts: async () => ({ waiting: held.length, running: 0, failed: 0 }),
  };
  return {
    gate,
    hold: async (organisationId: OrganisationId, importId: string) => void held.push(() => importOne(organisationId, importId)),
    work: async () => {
      for (const task of held.splice(0)) await task();
      await working;
    },
  };
}

function bodyOf(body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { headers };
  if (body instanceof Uint8Array) return { headers, body: new Uint8Array(body) };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @param path `csv/dutch-register.csv` */
export async function fixture(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: path.split('/').at(-1) ?? path, bytes: await readFile(fixturePath(path)) };
}

export function fixturePath(path: string): string {
  const [importer, ...rest] = path.split('/');
  return join(repositoryFolder, 'src/importers', importer ?? '', 'fixtures', ...rest);
}

async function makeToken(
  { database, clock, newId, localOrganisationId }: ServerContext,
  { role = 'owner', scopes = tokenScopes, organisationId = localOrganisationId() }: Parameters<TestNode['token']>[0] & {},
): Promise<string> {
  const secret = `cm_${newSecret(randomBytes)}`;
  const createdAt = clock.now();
  await insertToken(database, {
    id: newId(),
    organisationId,
    accountId: null,
    name: `token of ${role}`,
    role,
    scopes,
    createdAt,
    lastUsedAt: null,
    expiresAt: addMilliseconds(createdAt, 86_400_000),
    revokedAt: null,
    tokenHash: hashSecret(secret),
  });
  return secret;
}

let passwordHash: Promise<string> | undefined;

async function makeAccount(
  { database, clock, newId, localOrganisationId }: ServerContext,
  { role = 'owner', organisationId = localOrganisationId(), email }: Parameters<TestNode['account']>[0] & {},
): Promise<TestAccount> {
  const id = newId();
  const account = { id, email: email ?? `${role}-${id.slice(-6)}@example.org`, name: `The ${role}`, language: 'en' } as const;
  // One hash for all: it is slow on purpose.
  passwordHash ??= hashPassword(testPassword);
  await insertAccount(database, { ...account, passwordHash: await passwordHash, organisationId, role, at: clock.now() });
  return { id, email: account.email, password: testPassword };
}
