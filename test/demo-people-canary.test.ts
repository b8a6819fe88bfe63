/**
 * The demonstration's people leave no trace of who they are: a node takes them as the demonstration does, in a process of its own and on a
 * home of its own, and everything that it wrote is searched for their numbers, their addresses of mail, the addresses of the network
 * and the mails in their files. Invented people too: whoever looks at how it is done must find it done. Runs dist/.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { mailEvents } from '#demo/people/mail-events.ts';
import { phishingTests } from '#demo/people/phishing-tests.ts';
import { planPeople } from '#demo/people/plan-people.ts';
import { planQuestionnaires } from '#demo/people/questionnaire-file.ts';
import { generateStaff } from '#demo/people/staff.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { repositoryFolder } from './support/repository.ts';
import { readDatabase, searchFiles } from './support/written-by-node.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

/** As `cybermetrics demo` loads people, without the hospital's devices; then it waits to be told to stop. */
const program = `(async () => {
  const { setTimeout: sleep } = await import('node:timers/promises');
  const { readConfiguration } = await import('#server/configuration.ts');
  const { handInPeople, publishDeskMonths, publishTests } = await import('#server/demonstration/load-people.ts');
  const { playBehaviourCampaign } = await import('#server/demonstration/load-behaviour.ts');
  const { holdQuestionnaires } = await import('#server/demonstration/load-questionnaires.ts');
  const { startNode } = await import('#server/start-node.ts');
  const { listUnfinishedImports } = await import('#store/imports.ts');
  const { withOrganisation } = await import('#store/scope.ts');
  const configuration = { ...readConfiguration({ home: process.argv[1], port: '0', host: '127.0.0.1' }, process.env), publicUrl: null };
  const node = await startNode({ configuration, demonstration: true, onLost: (error) => { throw error; } });
  const { signal } = new AbortController();
  await handInPeople(node, { lastDay: process.argv[2], signal, onFile: (name) => console.log(name) });
  while ((await withOrganisation(node.context.database, node.organisationId, listUnfinishedImports)).length > 0) await sleep(100);
  await publishTests(node, signal);
  await publishDeskMonths(node);
  await playBehaviourCampaign(node, process.argv[2]);
  await holdQuestionnaires(node, { lastDay: process.argv[2] });
  console.log('loaded');
  await new Promise((resolve) => process.stdin.once('data', resolve));
  await node.stop();
  process.exit(0);
})();`;

const lastDay = new Date().toISOString().slice(0, 10) as Day;
const numbers = new Set(generateStaff(demoSeed).map(({ number }) => number.slice(-5)));
const networks = ['203.0.113.', '192.0.2.', '198.18.', '100.64.', '100.65.'] as const;
/** Kept on purpose: the search must find it, or it finds nothing at all. */
const control = 'Palliatief team';

const pattern =
  /@(?:noorderlinde|afzender)\.example|TH-20\d{2}-|zn-?(\d{5})(?!\d)|(?<![\d.])(?:203\.0\.113|192\.0\.2|198\.18|100\.6[45])\.\d/gi;
const wideWords = ['@noorderlinde', ...networks].map((word) => Buffer.from(word, 'utf16le'));

/** What of a person stands in these bytes, in one byte a character or in two. */
function traces(bytes: Buffer): readonly string[] {
  const narrow = [...bytes.toString('latin1').matchAll(pattern)].flatMap(([found, number]) =>
    number === undefined || numbers.has(number) ? [found] : [],
  );
  return [...narrow, ...wideWords.filter((word) => bytes.includes(word)).map((word) => word.toString('utf16le'))];
}

/** Of whom there is least: one ambassador in six of ten units. Of answers none may be planned here. */
const leastTraces = { population: 2_000, phishing: 2_000, 'real-mail': 500, training: 8, questionnaire: Infinity } as const;

let folder: string;
let home: string;
let output = '';
let databaseText = '';

beforeAll(async () => {
  folder = await mkdtemp('/tmp/cybermetrics-demo-canary-');
  // A node started as root gives it up, and must still be able to walk to its home.
  await chmod(folder, 0o711);
  home = join(folder, 'home');
  const kept = Object.entries(process.env).filter(([name]) => !/^(CYBERMETRICS_|DATABASE_|VITEST|NODE_OPTIONS)/.test(name));
  const child = spawn(process.execPath, ['-e', program, home, lastDay], {
    cwd: repositoryFolder,
    env: { ...Object.fromEntries(kept), CYBERMETRICS_LOG_LEVEL: 'debug' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('\nloaded\n')) resolve();
    });
    void ended.then((code) => reject(new Error(`the node ended with ${code}: ${output.slice(-2_000)}`)));
  });
  databaseText = await readDatabase(home);
  child.stdin.write('stop\n');
  expect(await ended).toBe(0);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the search knows what it looks for: the files themselves are full of it', () => {
  for (const { file, text } of planPeople({ seed: demoSeed, lastDay })) {
    const found = traces(Buffer.from([...text()].join('')));
    expect(found.length, file.name).toBeGreaterThan(leastTraces[file.kind]);
    const hasNetworks = file.kind === 'phishing';
    expect(
      found.some((one) => networks.some((network) => one.startsWith(network))),
      file.name,
    ).toBe(hasNetworks);
  }
});

test('files of answers hold nothing of anybody from the start', () => {
  for (const { file, text } of planQuestionnaires({ seed: demoSeed, lastDay }))
    expect(traces(Buffer.from([...text()].join(''))), file.name).toEqual([]);
});

describe('nothing of the invented people', () => {
  test('stands in any file of the home: database, its log of changes, spools, uploads, keys, logs', async () => {
    const { hits, isControlFound } = await searchFiles(home, control, traces);
    expect(hits).toEqual([]);
    expect(isControlFound, 'the search finds what is there').toBe(true);
  });

  test('stands in any row of any table, or is printed or logged at the finest level', () => {
    expect(databaseText).toContain('public.person_version ');
    expect(databaseText).toContain(control);
    expect(databaseText.split('\n').filter((line) => traces(Buffer.from(line)).length > 0)).toEqual([]);
    expect(output).toContain('a phishing test was counted and published');
    expect(traces(Buffer.from(output))).toEqual([]);
  });

  test('is kept, although everything that happened was counted', () => {
    const staff = generateStaff(demoSeed);
    const delivered = phishingTests.reduce((sum, one) => {
      const events = mailEvents({ seed: demoSeed, lastDay, staff }, one);
      return sum + events.filter(({ event }) => event === 'delivered').length;
    }, 0);
    expect(databaseText.split('\n').filter((line) => line.startsWith('public.campaign_event ')).length).toBeGreaterThan(delivered);
  });
});
