/**
 * Starts a node: home, database, migration, worker thread, pages, port; then gives up root. The order matters: whatever
 * must be read from the program's own folder is read before root is given up (a clone under /root cannot be read after),
 * and no upload is read before it is.
 */
import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { drawnAhead, idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { instantFromMilliseconds, type Clock } from '#core/kernel/time.ts';
import { openDatabase, type Database } from '#store/database.ts';
import { migrate } from '#store/migrate.ts';
import { createOrganisation, listTenants } from '#store/organisations.ts';
import { countAccounts } from '#store/sign-in.ts';
import type { MailServer } from './alerts/send-mail.ts';
import { KeyRing } from './awareness/key-ring.ts';
import type { Configuration, MailConfiguration } from './configuration.ts';
import { writeOwned } from './home-lock.ts';
import { openHome, type Home } from './home.ts';
import { createApp, type AddressOf } from './http/app.ts';
import { listen, type ListenOptions } from './http/listen.ts';
import { loadStaticFiles } from './http/static-files.ts';
import { clearEndedSpools } from './awareness/forget-spools.ts';
import { clearInterruptedUploads } from './imports/accept-upload.ts';
import { startInbox, type RunningInbox } from './inbox/start-inbox.ts';
import { startWorkerThread } from './jobs/thread-gate.ts';
import { startPostgres, type RunningPostgres } from './postgres/start-postgres.ts';
import { makeLog } from './log.ts';
import { giveMemoryBack } from './memory-at-rest.ts';
import { dropPrivileges, loadWhatWillBeLost } from './privileges.ts';
import { Remembered } from './remembered.ts';
import { httpClient } from './sources/http-client.ts';
import type { ServerContext } from './server-context.ts';
import { makeLink } from './sign-in/links.ts';
import { hashSecret, newSecret } from './sign-in/secrets.ts';

export interface NodeOptions {
  readonly configuration: Configuration;
  readonly demonstration: boolean;
  /** Told when something the node cannot live without is lost; the command ends the process. */
  readonly onLost: (cause: Error) => void;
}

export interface RunningNode {
  readonly url: string;
  readonly context: ServerContext;
  readonly home: Home;
  readonly organisationId: OrganisationId;
  /** The one-time link for the first administrator; null when somebody has an account. */
  readonly administratorLink: string | null;
  setReady(): void;
  stop(): Promise<void>;
}

type Undo = () => Promise<void>;

export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { configuration } = options;
  const log = makeLog({ level: configuration.logLevel });
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed())
      await step().catch((error: unknown) => log.error({ err: error }, 'stopping failed in one part'));
  };
  try {
    return await start(options, log, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: NodeOptions, log: Logger, undo: Undo[], stop: () => Promise<void>): Promise<RunningNode> {
  const { configuration, demonstration } = options;
  const clock: Clock = { now: () => instantFromMilliseconds(Date.now()) };
  const newId = idMaker(clock, drawnAhead(randomBytes));
  const home = await openHome(configuration.home);
  undo.push(() => home.release());
  await refuseOtherPurpose(home, demonstration);
  await clearInterruptedUploads(home.uploads);

  const engine = await startDatabase(configuration, home, log, options.onLost, undo);
  const database = await openDatabase({
    url: engine.url,
    applicationName: 'cybermetrics web',
    connectionsMax: 8,
    onConnectionLost: (error) => log.warn({ err: error }, 'a connection was lost'),
  });
  undo.push(() => database.end());
  await clearEndedSpools(database, home.uploads);
  const organisationId = await firstOrganisation(database, { configuration, clock, newId, demonstration });
  const mail = configuration.mail === null ? null : await readMailServer(configuration.mail);
  const { sourceUrls, staleLimits, network, logLevel } = configuration;
  const version = await readVersion();
  const losesFiles = await loadWhatWillBeLost(home, demonstration);
  const told = { keysPath: home.keys, mail, sourceUrls, staleLimits, network, version, losesFiles, logLevel };
  const worker = await startWorkerThread({ databaseUrl: engine.url, uploadsPath: home.uploads, ...told }, log, options.onLost);
  undo.push(() => worker.stop());

  const localToken = newSecret(randomBytes);
  let isReady = false;
  let inbox: RunningInbox | null = null;
  let url = '';
  const context: ServerContext = {
    database,
    clock,
    random: randomBytes,
    newId,
    uploadsPath: home.uploads,
    keysPath: home.keys,
    awarenessKeys: new KeyRing(clock),
    uploadBytesMax: configuration.uploadBytesMax,
    jobs: worker,
    log,
    version,
    startedAt: clock.now(),
    demonstration,
    databaseEmbedded: configuration.databaseUrl === null,
    publicUrl: () => configuration.publicUrl ?? url,
    isReady: () => isReady,
    remembered: new Remembered(),
    localTokenHash: hashSecret(localToken),
    localOrganisationId: () => organisationId,
    isSecure: configuration.tls !== null || configuration.publicUrl?.startsWith('https://') === true,
    sourceUrls,
    http: (reach) => httpClient(version, undefined, { reach, proxy: network.proxy, answerWithinMs: 15_000 }),
    plainHosts: network.plainHosts,
    staleLimits,
    mail,
    inbox: () => inbox?.state() ?? null,
  };
  const port = await openPort(configuration, context, undo);
  url = port.url;
  await tellCommandLine(home, { url: port.localUrl, token: localToken }, undo);
  dropPrivileges(home);
  worker.begin(context.publicUrl());
  // A demonstration shows an invented hospital: nobody's files belong in it.
  if (!demonstration) {
    inbox = startInbox(context, { organisationId, folder: home.inbox });
    undo.push(async () => inbox?.stop());
  }
  const administratorLink =
    demonstration || (await countAccounts(database)) > 0 ? null : await administratorLinkOf(context, organisationId);
  return { url, context, home, organisationId, administratorLink, setReady: () => void (isReady = true), stop };
}

async function startDatabase(
  configuration: Configuration,
  home: Home,
  log: Logger,
  onLost: (cause: Error) => void,
  undo: Undo[],
): Promise<{ url: string }> {
  if (configuration.databaseUrl !== null) {
    if (configuration.databaseOwnerUrl !== null) {
      await migrate({ ownerUrl: configuration.databaseOwnerUrl, runtimeRole: loginOf(configuration.databaseUrl) });
    }
    return { url: configuration.databaseUrl };
  }
  const postgres: RunningPostgres = await startPostgres({
    home,
    log,
    ...(configuration.postgresBin === null ? {} : { binariesFolder: configuration.postgresBin }),
  });
  let isStopping = false;
  undo.push(() => {
    isStopping = true;
    return postgres.stop();
  });
  void postgres.exited.then(() => {
    if (!isStopping) onLost(new Error('the database process ended by itself'));
  });
  await migrate({ ownerUrl: postgres.ownerUrl, runtimeRole: postgres.runtimeRole });
  return { url: postgres.url };
}

/** As the driver reads it: the URL class refuses an address of a unix socket, whose host is empty. */
function loginOf(databaseUrl: string): string {
  const { user } = new Client({ connectionString: databaseUrl });
  if (user !== undefined && user !== '') return user;
  throw new Problem('configuration-invalid', 'DATABASE_URL names no login: write postgresql://login:password@host/database.');
}

async function firstOrganisation(
  database: Database,
  ports: { configuration: Configuration; clock: Clock; newId: ReturnType<typeof idMaker>; demonstration: boolean },
): Promise<OrganisationId> {
  const known = (await listTenants(database))[0];
  if (known !== undefined) return known.organisationId;
  const id = ports.newId() as OrganisationId;
  const name = ports.demonstration ? 'Ziekenhuis Noorderlinde' : ports.configuration.organisation;
  await createOrganisation(database, { id, name, timeZone: ports.configuration.timeZone, now: ports.clock.now(), newId: ports.newId });
  return id;
}

async function openPort(configuration: Configuration, context: ServerContext, undo: Undo[]): Promise<{ url: string; localUrl: string }> {
  const files = await loadStaticFiles(fileURLToPath(new URL('../web', import.meta.url)));
  const open = async (options: Pick<ListenOptions, 'host' | 'port' | 'tls'>) => {
    const app = (addressOf: AddressOf) => createApp(context, files, addressOf);
    const listening = await listen({ ...options, app, trustedProxies: configuration.trustedProxies });
    undo.push(() => listening.close());
    return listening.url;
  };
  const tls = configuration.tls === null ? null : await readTlsFiles(configuration.tls);
  const url = await open({ host: configuration.host, port: configuration.port, tls });
  const stopGiving = giveMemoryBack();
  undo.push(() => Promise.resolve(stopGiving()));
  // The certificate names the hospital's host, not this machine's loopback: its own command line comes in by another door.
  return { url, localUrl: tls === null ? url : await open({ host: '127.0.0.1', port: 0, tls: null }) };
}

async function readTlsFiles(paths: { readonly certificate: string; readonly key: string }): Promise<NonNullable<ListenOptions['tls']>> {
  try {
    const tls = { cert: await readFile(paths.certificate), key: await readFile(paths.key) };
    createSecureContext(tls);
    return tls;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('configuration-invalid', `The TLS certificate and key cannot be used: ${reason}.`, { ...paths }, cause);
  }
}

async function readMailServer({ login, ...server }: MailConfiguration): Promise<MailServer> {
  if (login === null) return { ...server, login };
  try {
    const password = (await readFile(login.passwordFile, 'utf8')).trim();
    return { ...server, login: { user: login.user, password } };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem(
      'configuration-invalid',
      `The password of the SMTP login cannot be read: ${reason}.`,
      { file: login.passwordFile },
      cause,
    );
  }
}

/** Whoever may read this file owns the folder: the command line uses it instead of a token. */
async function tellCommandLine(home: Home, node: { url: string; token: string }, undo: Undo[]): Promise<void> {
  const file = join(home.run, 'node.json');
  await rm(file, { force: true });
  await writeOwned(file, JSON.stringify({ ...node, pid: process.pid }), home);
  undo.push(() => rm(file, { force: true }));
}

async function administratorLinkOf(context: ServerContext, organisationId: OrganisationId): Promise<string> {
  const { path } = await makeLink(context, { organisationId, purpose: 'first-administrator', role: 'owner', accountId: null });
  return context.publicUrl() + path;
}

/** A demonstration and a hospital's own records never share a folder. */
async function refuseOtherPurpose(home: Home, demonstration: boolean): Promise<void> {
  const file = join(home.path, 'purpose');
  const wanted = demonstration ? 'demonstration' : 'hospital';
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === null) {
    await writeOwned(file, `${wanted}\n`, home);
    return;
  }
  if (found.trim() === wanted) return;
  throw new Problem(
    'configuration-invalid',
    `The home ${home.askedPath} belongs to a ${found.trim()} node. Give this one its own --home${wanted === 'hospital' ? ', or remove that folder' : ''}.`,
    { home: home.askedPath, purpose: found.trim() },
  );
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version?: unknown };
  invariant(typeof version === 'string', 'package.json has a version');
  return version;
}
