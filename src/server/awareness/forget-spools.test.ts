/** Erasing somebody while a file that names them is on its way, and spools of imports that ended without removing theirs. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPersonalImport } from '#store/awareness/personal-imports.ts';
import { abandonImport, getImport } from '#store/imports.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { endInPart } from '../imports/run-import.ts';
import { clearEndedSpools, forgetEndedSpool } from './forget-spools.ts';

const file = (...numbers: number[]) =>
  Buffer.from(['personeelsnummer;afdeling;functiegroep', ...numbers.map((number) => `${number};Zorg;arts`), ''].join('\r\n'));
const problem = { code: 'internal', detail: 'An error of ours.' };

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ holdImports: true });
  const passphrase = 'een lange wachtzin voor de proef';
  await ask('POST', '/awareness/key', { passphrase });
  await ask('POST', '/awareness/key/unlock', { passphrase });
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const read = <T>(work: (scope: Scope) => Promise<T>) => withOrganisation(node.fresh.database, node.fresh.organisationId, work);
const spools = () => readdir(node.context.uploadsPath);

async function handIn(...numbers: number[]) {
  const { id } = (await (await ask('POST', '/imports?file=mensen.csv', file(...numbers))).json()) as { id: string };
  const row = await read((scope) => getImport(scope, id));
  expect(await read((scope) => findPersonalImport(scope, row.id))).not.toBeNull();
  const { database, organisationId, newId, now } = node.fresh;
  const filePath = join(node.context.uploadsPath, row.digest);
  return { row, options: { database, organisationId, importId: row.id, filePath, clock: { now: () => now }, newId } };
}

test('nobody is erased while a file about people is still to be read, which would bring them back', async () => {
  await handIn(100001, 100002);
  await node.work();
  const { row } = await handIn(100001, 100003);
  const asked = { kind: 'employee', identifier: '100001' };
  const refused = await ask('POST', '/awareness/person/erasure', asked);
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'conflict' }]);
  await node.work();
  expect((await read((scope) => getImport(scope, row.id))).status).toBe('complete');
  expect((await ask('POST', '/awareness/person/erasure', asked)).status).toBe(200);
  expect((await ask('POST', '/awareness/person', asked)).status).toBe(404);
  expect(await spools()).toEqual([]);
});

test('the spool goes with an import that an error of ours ends, folded or not', async () => {
  const first = await handIn(100004);
  await endInPart(first.options, problem);
  expect(await spools()).toEqual([]);
  const second = await handIn(100005);
  await forgetEndedSpool(node.fresh.database, second.options);
  expect(await spools(), 'it is still to be read').toEqual([second.row.digest]);
  await read((scope) => abandonImport(scope, second.row.id, { problem, at: node.fresh.now }));
  await forgetEndedSpool(node.fresh.database, second.options);
  expect(await spools()).toEqual([]);
});

test('the start of a node removes spools that nothing waits for, and no upload', async () => {
  const ended = await handIn(100006);
  await read((scope) => abandonImport(scope, ended.row.id, { problem, at: node.fresh.now }));
  const waiting = await handIn(100007);
  const upload = 'a'.repeat(64);
  await writeFile(join(node.context.uploadsPath, upload), '{"kind":"header","importer":"csv"}');
  const start = '{"kind":"header","importer":"population","importerVersion":1,"observedAt":null,"partial":false}\n';
  await writeFile(join(node.context.uploadsPath, 'b'.repeat(64)), start);
  await clearEndedSpools(node.fresh.database, node.context.uploadsPath);
  expect((await spools()).toSorted()).toEqual([waiting.row.digest, upload].toSorted());
});
