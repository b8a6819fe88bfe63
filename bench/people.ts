/**
 * What people cost a node, in processor seconds of the node (its worker among it) and of PostgreSQL: comparable on a busy machine.
 * Promises: a phishing test of 20,000 recipients with 120,000 events is read and published within 8 s of a quiet machine; a table of
 * 40 groups × 12 role groups over 24 periods is disclosed within 200 ms; the people of the demonstration take at most 10 s; all awareness
 * metrics of a day take less than 1 s.
 * Usage: node dist/bench/people.js
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CountTable } from '#core/disclosure/count-table.ts';
import { publish } from '#core/disclosure/publish.ts';
import { addDays, dayOf, defaultTimeZone, type Instant } from '#core/kernel/time.ts';
import { integerOf, shareOf } from '#demo/random.ts';
import { askCampaign } from '#server/awareness/ask-campaign.ts';
import { createKey } from '#server/awareness/key-work.ts';
import { readConfiguration } from '#server/configuration.ts';
import { handInPeople, publishDeskMonths, publishTests, visitor } from '#server/demonstration/load-people.ts';
import { publishTrainings } from '#server/demonstration/load-trainings.ts';
import { acceptUpload } from '#server/imports/accept-upload.ts';
import { measurePublished } from '#server/measuring/measure-published.ts';
import { startNode, type RunningNode } from '#server/start-node.ts';
import { listAskedCampaigns, listCampaigns } from '#store/awareness/campaigns.ts';
import { listUnfinishedImports } from '#store/imports.ts';
import { withOrganisation } from '#store/scope.ts';
import { databaseCpuSeconds } from './import.ts';

interface Cost {
  readonly what: string;
  readonly nodeCpuSeconds: number;
  readonly databaseCpuSeconds: number;
  readonly seconds: number;
}

async function cost(what: string, postmasterPid: number, work: () => Promise<void>): Promise<Cost> {
  const [before, databaseBefore, started] = [process.cpuUsage(), await databaseCpuSeconds(postmasterPid), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  const rounded = (seconds: number) => Math.round(seconds * 100) / 100;
  return {
    what,
    nodeCpuSeconds: rounded((user + system) / 1e6),
    databaseCpuSeconds: rounded((await databaseCpuSeconds(postmasterPid)) - databaseBefore),
    seconds: rounded((performance.now() - started) / 1_000),
  };
}

const signal = new AbortController().signal;

async function withNode(work: (node: RunningNode, postmasterPid: number) => Promise<Cost[]>): Promise<Cost[]> {
  const folder = await mkdtemp('/tmp/cybermetrics-bench-people-');
  // The database does not run as root, and must be able to walk to its folder.
  await chmod(folder, 0o711);
  const home = join(folder, 'home');
  const configuration = { ...readConfiguration({ home, port: '0', host: '127.0.0.1', logLevel: 'error' }, {}), publicUrl: null };
  const node = await startNode({ configuration, demonstration: true, onLost: (error) => console.error(error) });
  try {
    const pid = Number((await readFile(join(node.home.postgres, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return await work(node, pid);
  } finally {
    await node.stop();
    // Started as root it has given root up, and leaves an empty folder behind.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function untilImported({ context, organisationId }: RunningNode): Promise<void> {
  while ((await withOrganisation(context.database, organisationId, listUnfinishedImports)).length > 0) await sleep(50);
}

function demonstration(): Promise<Cost[]> {
  return withNode(async (node, pid) => [
    await cost('demonstration: people read and pseudonymised', pid, async () => {
      const lastDay = dayOf(node.context.clock.now(), defaultTimeZone);
      await handInPeople(node, { lastDay, signal, onFile: () => undefined });
    }),
    await cost('demonstration: rest of merging', pid, () => untilImported(node)),
    await cost('demonstration: nine tests, a year of the mail desk and four months of trainings published', pid, async () => {
      await publishTests(node, signal);
      await publishDeskMonths(node);
      await publishTrainings(node, dayOf(node.context.clock.now(), defaultTimeZone));
    }),
    await metricsOfADay(node, pid),
  ]);
}

/** Of tomorrow: today's were measured when they were published. */
function metricsOfADay({ context, organisationId }: RunningNode, pid: number): Promise<Cost> {
  return cost('… all awareness metrics of a day', pid, () =>
    withOrganisation(context.database, organisationId, async (scope) => {
      const now = context.clock.now();
      await measurePublished(scope, { today: addDays(dayOf(now, scope.timeZone), 1), now });
    }),
  );
}

const recipients = 20_000;

function largeTest(): Promise<Cost[]> {
  return withNode(async (node, pid) => {
    const { context, organisationId } = node;
    await createKey(context, visitor(node), { passphrase: 'a passphrase of the bench', minutes: 60 });
    const asked = {
      format: null,
      partial: false,
      source: null,
      mapping: null,
      profile: null,
      arrival: 'upload',
      receivedBy: 'bench',
    } as const;
    const accept = (file: string, observedOn: string | null, lines: Iterable<string>) =>
      acceptUpload(context, organisationId, inPieces(lines), { ...asked, file, observedOn }).then(() => undefined);
    return [
      await cost(`population of ${recipients}: accepted`, pid, () => accept('people.csv', '2026-01-05', populationLines())),
      await cost('… and merged', pid, () => untilImported(node)),
      await cost(`test of ${recipients} recipients, ${recipients * 6} events: accepted`, pid, () => accept('test.csv', null, eventLines())),
      await cost('… and merged', pid, () => untilImported(node)),
      await cost('… and published', pid, () => publishAll(node)),
      await metricsOfADay(node, pid),
    ];
  });
}

async function publishAll({ context, organisationId }: RunningNode): Promise<void> {
  await withOrganisation(context.database, organisationId, async (scope) => {
    for (const campaign of await listCampaigns(scope)) {
      await askCampaign(context, scope, campaign, 'bench');
      await context.jobs.enqueuePublication(organisationId, campaign.id);
    }
  });
  while ((await withOrganisation(context.database, organisationId, listAskedCampaigns)).length > 0) await sleep(50);
}

async function* inPieces(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  let waiting = '';
  for (const line of lines) {
    waiting += line;
    if (waiting.length < 65_536) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  yield Buffer.from(waiting);
}

function* populationLines(): Generator<string> {
  yield 'personeelsnummer;e-mail;afdeling;functiegroep;contract;in_dienst\n';
  for (let index = 0; index < recipients; index += 1)
    yield `P-${index};p${index}@hospital.example;Afdeling ${index % 40};functie ${index % 12};vast;2020-01-01\n`;
}

function* eventLines(): Generator<string> {
  yield 'campaign;recipient;event;at;ip;user_agent;link\n';
  const startMs = Date.parse('2026-03-03T08:00:00Z');
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
  for (let index = 0; index < recipients; index += 1) {
    const sentMs = startMs + integerOf(0, 7_200_000, 1, 'sent', index);
    for (const [place, event] of ['sent', 'delivered', 'opened', 'clicked', 'clicked', 'reported'].entries()) {
      const at = new Date(sentMs + place * integerOf(1_500, 90_000, 1, 'gap', index)).toISOString();
      const from = event === 'clicked' ? `10.0.${index % 200}.${index % 250};"${agent}";https://oefening.example/${place}` : ';;';
      yield `Large;p${index}@hospital.example;${event};${at};${from}\n`;
    }
  }
}

const [groups, roles, periods] = [40, 12, 24] as const;

/** A hospital of 2,800, some of whose groups and roles are small. */
function tableOf(period: number): CountTable {
  const side = (what: string, count: number) =>
    Array.from({ length: count }, (_, place) => ({ id: `${what}-${place}`, name: `${what} ${place}` }));
  const people = Int32Array.from({ length: groups * roles }, (_, place) => {
    const size = shareOf(2, 'size', place);
    return size < 0.3 ? 0 : size < 0.5 ? integerOf(1, 9, 2, 'few', place) : integerOf(3, 20, 2, 'many', place);
  });
  const countOf = (rate: number, what: string) =>
    people.map((count, place) => Array.from({ length: count }).filter((_, one) => shareOf(period, what, place, one) < rate).length);
  const measures = ['clicked', 'submitted', 'reported'].map((id) => ({ id, guards: 'counted' }) as const);
  const counts = new Map(measures.map(({ id }, place) => [id, countOf(0.05 + place * 0.08, id)] as const));
  return { rows: side('group', groups), columns: side('role', roles), measures, people, counts };
}

function disclosure(): Cost {
  const tables = Array.from({ length: periods }, (_, period) => tableOf(period));
  const disclose = (period: number) => {
    const table = tables[period];
    if (table === undefined) return;
    publish({
      period: { subject: 'phishing', key: String(period) },
      groupYear: 2026,
      publishedAt: '2026-11-22T08:00:00.000Z' as Instant,
      table,
    });
  };
  // Once before, as in a node that has published something since it started.
  disclose(0);
  const [before, started] = [process.cpuUsage(), performance.now()];
  for (let period = 0; period < periods; period += 1) disclose(period);
  const { user, system } = process.cpuUsage(before);
  return {
    what: `disclosure of ${groups} × ${roles} over ${periods} periods`,
    nodeCpuSeconds: (user + system) / 1e6,
    databaseCpuSeconds: 0,
    seconds: (performance.now() - started) / 1_000,
  };
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv[2];
  const costs = [
    ...(asked === undefined || asked === 'disclosure' ? [disclosure()] : []),
    ...(asked === undefined || asked === 'demonstration' ? await demonstration() : []),
    ...(asked === undefined || asked === 'large' ? await largeTest() : []),
  ];
  console.table(costs);
}
