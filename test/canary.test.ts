/**
 * Nothing of a person is ever written. A whole node is run on a home of its own and given files full of canaries: a name, an address
 * of mail, a number, a telephone number, a street, an address of the network, in rows that are kept and rows that are refused, in every
 * format of the registry. Then everything that the node wrote is searched: the database with its log of changes (WAL) byte by byte and
 * table by table, spools and uploads, its own log at the finest level, its output, and every answer it gave. Runs dist/.
 *
 * A format joins by its fixtures: each has one called `canary.…` that holds canaries in rows of both kinds.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { sampleRows } from '#importers/csv/rows.ts';
import { personalImporters } from '#importers/personal-registry.ts';
import { serveProcess, type NodeProcess } from './support/node-process.ts';
import { repositoryFolder } from './support/repository.ts';
import { writeWorkbook, writeZip } from './support/workbook-file.ts';
import { readDatabase, searchFiles } from './support/written-by-node.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 900_000 });

/** Parts of every canary; each is unlike anything else that a node writes. */
const canaries = ['kwikstaart', 'rietland', '7755331', 'lisdodde', '203.0.113.77'] as const;
/** Of a list of devices, whose bytes are kept as they are: the search must find it, or it finds nothing at all. */
const control = 'roerdomp-in-het-riet';
const passphrase = 'een lange wachtzin voor de kanaries';

function found(text: Buffer | string, among: readonly string[] = canaries): readonly string[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const folded = bytes.toString('latin1').toLowerCase();
  const wide = (word: string) => Buffer.from(word, 'utf16le').toString('latin1').toLowerCase();
  return among.filter((word) => folded.includes(word) || folded.includes(wide(word)));
}

interface CanaryFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const folderOf = (id: string) => join(repositoryFolder, 'src/importers/personal', id, 'fixtures');

function canaryFiles(id: string): readonly CanaryFile[] {
  const names = readdirSync(folderOf(id)).filter((name) => name.startsWith('canary.'));
  return names.flatMap((name) => {
    const bytes = readFileSync(join(folderOf(id), name));
    return [{ name, bytes }, { name: `${name}.gz`, bytes: gzipSync(bytes) }, ...(name.endsWith('.csv') ? asWorkbooks(name, bytes) : [])];
  });
}

/** As one sheet, and behind a cover sheet. */
function asWorkbooks(name: string, bytes: Buffer): readonly CanaryFile[] {
  const text = bytes.toString();
  const rows = sampleRows(text, text.split('\n')[0]?.includes(';') === true ? ';' : ',', 10_000, true);
  const cells = rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  const sheet = { name: 'Kwikstaartje', rows: cells };
  const cover = { name: 'Voorblad', rows: [['Overzicht'], ['Opgesteld', 'maart']] };
  return [
    { name: `${name}.xlsx`, bytes: writeWorkbook([sheet]) },
    { name: `${name}.cover.xlsx`, bytes: writeWorkbook([cover, sheet]) },
  ];
}

/** A table about people of a format that nobody knows, as it would look like something else. */
function disguises(unknown: Buffer): readonly Buffer[] {
  const rows = unknown
    .toString()
    .trim()
    .split('\n')
    .map((line) => line.split(';'));
  const devices = {
    name: 'Middelen',
    rows: [
      ['Name', 'Serial number'],
      ['Pump', 'SN-1'],
    ],
  };
  return [
    writeWorkbook([devices, { name: 'Lijst', rows, state: 'hidden' }]),
    writeZip({ 'mensen.csv': unknown }),
    gzipSync(Buffer.concat([unknown, Buffer.alloc(4_000_000, ' ')])),
    gzipSync(gzipSync(unknown)),
    Buffer.concat([Buffer.from('[Vertrouwelijk]\n'), unknown]),
    Buffer.concat([unknown, Buffer.from('S.N.;sn;sn\n')]),
    Buffer.from('Email,First Name,Clicked,Operating System\nkwikstaartje@rietland.example,Kwikstaartje,1,lisdodde\n'),
  ];
}

let folder: string;
let home: string;
let node: NodeProcess;
let isRunning = false;
let token: string;
const answers: string[] = [];
let output = '';
let databaseText = '';

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined && !Buffer.isBuffer(body)) headers['content-type'] = 'application/json';
  const sent = body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) };
  const response = await fetch(`${node.url}/api/v1${path}`, { method, headers, ...sent });
  const text = await response.text();
  answers.push(text);
  return { status: response.status, text };
}

async function bring(file: CanaryFile, query = ''): Promise<ImportReport> {
  const accepted = await ask('POST', `/imports?file=${encodeURIComponent(file.name)}${query}`, file.bytes);
  expect(accepted.status, `${file.name}: ${accepted.text}`).toBe(202);
  const { id, duplicateOf } = JSON.parse(accepted.text) as ImportReport;
  // Ends when the import has.
  await ask('GET', `/imports/${duplicateOf ?? id}/events`);
  await ask('GET', `/imports/${id}/issues.csv`);
  return JSON.parse((await ask('GET', `/imports/${duplicateOf ?? id}`)).text) as ImportReport;
}

/** The connection breaks in the middle of the body. */
function bringHalf(file: CanaryFile): Promise<void> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(node.url);
    const headers = { authorization: `Bearer ${token}`, 'content-length': String(file.bytes.length) };
    const sending = httpRequest({ hostname, port, method: 'POST', path: '/api/v1/imports?file=half', headers });
    sending.on('error', () => undefined);
    sending.on('close', () => resolve());
    sending.write(file.bytes.subarray(0, file.bytes.length - 40), () => sending.destroy());
  });
}

const reports = new Map<string, ImportReport>();

beforeAll(async () => {
  folder = await mkdtemp('/tmp/cybermetrics-canary-');
  await chmod(folder, 0o711);
  home = join(folder, 'home');
  node = await serveProcess(home, { CYBERMETRICS_LOG_LEVEL: 'debug' });
  isRunning = true;
  ({ token } = JSON.parse(await readFile(join(home, 'run', 'node.json'), 'utf8')) as { token: string });
  const all = personalImporters.flatMap(({ id }) => canaryFiles(id).map((file) => ({ id, file })));
  // While there is no key, and while it is locked.
  for (const { file } of all) await ask('POST', `/imports?file=${file.name}`, file.bytes);
  await ask('POST', '/awareness/key', { passphrase });
  await ask('POST', '/imports?file=locked', all[0]?.file.bytes);
  await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 60 });
  for (const { id, file } of all) {
    reports.set(`${id} ${file.name}`, await bring({ ...file, name: `kwikstaartje ${file.name}` }, '&source=hr'));
    await ask('POST', `/imports/preview?file=${file.name}`, file.bytes);
    if (/\.(gz|xlsx)$/.test(file.name)) continue;
    // What is refused: another format, a profile, a file that breaks off, a damaged one, one that nobody knows.
    await ask('POST', `/imports?file=x&format=csv`, file.bytes);
    await ask('POST', `/imports?file=x&mapping=${encodeURIComponent('{"name":"naam"}')}`, file.bytes);
    await ask('POST', '/imports?file=x', Buffer.concat([file.bytes.subarray(0, -30), Buffer.from('"Kwikstaartje;;;"')]));
    await bringHalf(file);
  }
  const unknown = Buffer.from('Naam;E-mail;Lievelingsdier\nKwikstaartje;kwikstaartje@rietland.example;lisdodde\n');
  await ask('POST', '/imports?file=unknown.csv', unknown);
  await ask('POST', '/imports/preview?file=unknown.csv', unknown);
  for (const disguised of disguises(unknown)) expect((await ask('POST', '/imports?file=unknown', disguised)).status).toBe(422);
  for (const path of ['/awareness/person', '/awareness/person/erasure', '/awareness/person'])
    await ask('POST', path, { kind: 'email', identifier: 'kwikstaartje@rietland.example' });
  await ask('POST', '/awareness/person', { kind: 'name', identifier: 'Kwikstaartje' }).then(() => answers.pop());
  await ask('PUT', '/awareness/service', { on: true });
  await ask('GET', '/awareness');
  await ask('GET', '/imports');
  await bring({ name: 'devices.csv', bytes: Buffer.from(`Name,Serial number\n${control},SN-1\n`) });
  databaseText = await readDatabase(home);
  const ended = await node.kill('SIGTERM');
  isRunning = false;
  output = ended.out + ended.err;
});
afterAll(async () => {
  if (isRunning) await node.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

describe.each(personalImporters.map(({ id }) => id))('%s', (id) => {
  test('has canaries among its fixtures, in rows that are kept and rows that are refused', () => {
    const files = canaryFiles(id);
    expect(files.length).toBeGreaterThan(0);
    for (const { name, bytes } of files.filter((file) => !/\.(gz|xlsx)$/.test(file.name))) {
      expect(found(bytes).length, `${name} holds canaries of several kinds`).toBeGreaterThan(2);
      const report = reports.get(`${id} ${name}`);
      expect(report?.importer).toBe(id);
      expect((report?.stored ?? 0) + (report?.unchanged ?? 0), `${name}: ${JSON.stringify(report)}`).toBeGreaterThan(0);
      expect(report?.refused, `${name}: ${JSON.stringify(report)}`).toBeGreaterThan(0);
    }
  });
});

describe('nothing of a person', () => {
  test('stands in any file of the node: database, its log of changes, spools, uploads, keys, logs', async () => {
    const { hits, isControlFound } = await searchFiles(home, control, (piece) => found(piece));
    expect(hits).toEqual([]);
    expect(isControlFound, 'the search finds what is there').toBe(true);
  });

  test('stands in any row of any table, the queue’s too', () => {
    expect(databaseText).toContain('public.person_version ');
    expect(found(databaseText, [control])).toEqual([control]);
    expect(databaseText.split('\n').filter((line) => found(line).length > 0)).toEqual([]);
  });

  test('is logged at the finest level, printed or answered', () => {
    expect(output).toContain('import ended');
    expect(output.split('\n').filter((line) => found(line).length > 0)).toEqual([]);
    expect(answers.length).toBeGreaterThan(20);
    expect(answers.filter((text) => found(text).length > 0)).toEqual([]);
  });
});
