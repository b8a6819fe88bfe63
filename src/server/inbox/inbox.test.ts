/** The inbox on a real folder, with a clock that is turned by hand: what is taken, when, with which mapping, and where it ends. */
import { appendFile, chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { importLineFields } from '#contract/import-line.ts';
import type { ServerContext } from '#server/server-context.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { emptyMs, Inbox, settledMs } from './inbox.ts';

/** Folders that may not be read: for the owner of the machine there are none. */
const unreadable = vi.hoisted(() => new Set<string>());
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>();
  const listNames = async (path: string) => {
    if (unreadable.has(path)) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    return real.readdir(path);
  };
  return { ...real, readdir: listNames };
});

let node: TestNode;
let folder: string;
let inbox: Inbox;
const newInbox = (context: Partial<ServerContext> = {}) =>
  new Inbox({ ...node.context, ...context }, { organisationId: node.fresh.organisationId, folder });
beforeEach(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-inbox-'));
  inbox = newInbox();
});
afterEach(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const register = 'Naam;Serienummer\nPomp 1;SN-1\nPomp 2;SN-2\n';
const put = async (path: string, content = register) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
};
/** One look, then the imports it began. */
const look = async () => {
  await inbox.look();
  await node.work();
};
const later = () => node.turnClock(settledMs);
/** Seen, settled and taken, ended. */
const through = async () => {
  await look();
  later();
  await look();
  await look();
};
const names = async (path: string) => (await readdir(join(folder, path))).toSorted();
const report = async (path: string) => JSON.parse(await readFile(join(folder, `${path}.report.json`), 'utf8')) as ImportReport;
const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const imports = async () => ((await (await ask('GET', '/imports?sort=receivedAt')).json()) as { items: ImportReport[] }).items;

describe('a complete file', () => {
  test('is imported and moved to done, beside a report in the form of the command line', async () => {
    await put('auto/register.csv');
    await through();
    expect(await names('auto')).toEqual(['done']);
    expect(await names('auto/done')).toEqual(['register.csv', 'register.csv.report.json']);
    const written = await report('auto/done/register.csv');
    expect(Object.keys(written)).toEqual([...importLineFields]);
    expect(written).toMatchObject({ file: 'register.csv', status: 'complete', importer: 'csv', read: 2, stored: 2, refused: 0 });
    expect(await imports()).toMatchObject([{ file: 'register.csv', arrival: 'inbox' }]);
  });

  test('is one that did not change for some seconds', async () => {
    await put('auto/register.csv', 'Naam;Serienummer\nPomp 1;SN-1\n');
    await look();
    node.turnClock(settledMs - 1);
    await look();
    expect(await imports()).toEqual([]);
    await put('auto/register.csv', register);
    node.turnClock(1);
    await look();
    expect(inbox.state()).toMatchObject({ waiting: 1, reading: 0 });
    later();
    await look();
    expect(await imports()).toMatchObject([{ read: 2 }]);
  });

  test('has no name of one that is still being written', async () => {
    for (const name of ['a.csv.part', 'b.tmp', '.c.csv', '~$d.xlsx', 'e.csv.crdownload', 'f.filepart']) await put(`auto/${name}`);
    await through();
    expect(await imports()).toEqual([]);
    expect(inbox.state()).toMatchObject({ waiting: 0 });
  });

  test('that cannot be read as anything goes to refused with the reason', async () => {
    await put('auto/letter.csv', 'Dear all\n');
    await through();
    expect(await names('auto/refused')).toEqual(['letter.csv', 'letter.csv.report.json']);
    expect(await report('auto/refused/letter.csv')).toMatchObject({ status: 'rejected', issues: [{ code: 'file-format-unknown' }] });
  });

  test('is not empty: an empty one is about to be written, until it was empty for ten minutes', async () => {
    await put('auto/empty.csv', '');
    await look();
    node.turnClock(emptyMs - 1);
    await look();
    expect(await names('auto')).toEqual(['empty.csv']);
    expect(inbox.state()).toMatchObject({ waiting: 1, remarks: [] });
    node.turnClock(1);
    await look();
    expect(await report('auto/refused/empty.csv')).toMatchObject({ status: 'rejected', issues: [{ code: 'file-empty' }], issuesTotal: 1 });
  });

  test('that was read in part goes to refused too: somebody must look at it', async () => {
    await put('auto/cut.csv', `${register}"never closed;`);
    await through();
    expect(await report('auto/refused/cut.csv')).toMatchObject({ status: 'partial', read: 2 });
  });

  test('never writes over one of the same name', async () => {
    await put('auto/register.csv');
    await through();
    await put('auto/register.csv', 'Naam\nPomp 9\n');
    await through();
    expect(await names('auto/done')).toEqual([
      'register (2).csv',
      'register (2).csv.report.json',
      'register.csv',
      'register.csv.report.json',
    ]);
    expect(await readFile(join(folder, 'auto/done/register.csv'), 'utf8')).toBe(register);
  });
});

describe('a folder', () => {
  test('reads with the saved profile it is called after, and has been made for its owner only', async () => {
    await ask('PUT', '/mapping-profiles/mt', {
      name: 'MT',
      columns: [{ header: 'Kenmerk', field: 'assetTag' }],
      fixed: { class: 'medical' },
      source: 'CMMS',
    });
    await look();
    expect(await names('.')).toEqual(['auto', 'mt']);
    expect((await stat(join(folder, 'mt'))).mode & 0o777).toBe(0o700);
    await put('mt/uitdraai.csv', 'Kenmerk;Kleur\nMT-1;wit\n');
    await through();
    expect(await names('mt/done')).toEqual(['uitdraai.csv', 'uitdraai.csv.report.json']);
    expect(await imports()).toMatchObject([{ source: 'CMMS', profile: 'MT', arrival: 'inbox' }]);
    expect((await stat(join(folder, 'mt/done'))).mode & 0o777).toBe(0o700);
  });

  test('of a ready profile reads with that', async () => {
    await put('netbox/devices.csv', 'Name,Status,Role,Rack,Serial number\nsw-1,Active,Switch,R1,FX1\n');
    await through();
    expect(await imports()).toMatchObject([{ source: 'NetBox', profile: 'NetBox', status: 'complete' }]);
  });

  test('of no profile refuses its files with the reason', async () => {
    await put('cmdb/list.csv');
    await through();
    expect(await report('cmdb/refused/list.csv')).toMatchObject({
      status: 'rejected',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      issues: [{ code: 'not-found', message: expect.stringContaining('There is no mapping profile "cmdb"') }],
    });
    expect(await imports()).toEqual([]);
  });

  test('is needed: a file beside the folders is not read, and the status says so', async () => {
    await put('register.csv');
    await through();
    expect(await names('.')).toEqual(['auto', 'register.csv']);
    expect(inbox.state().remarks).toEqual(['In no folder of a profile, so not read: register.csv.']);
  });
});

describe('what is no plain file', () => {
  test('is not opened: a link to a file is refused, and what it points at stays', async () => {
    const secret = join(folder, '..', `secret-of-${folder.split('-').at(-1)}`);
    await writeFile(secret, register);
    try {
      await mkdir(join(folder, 'auto'));
      await symlink(secret, join(folder, 'auto', 'register.csv'));
      await through();
      expect(await report('auto/refused/register.csv')).toMatchObject({ digest: '', issues: [{ code: 'file-not-readable' }] });
      expect((await lstat(join(folder, 'auto/refused/register.csv'))).isSymbolicLink()).toBe(true);
      expect(await readFile(secret, 'utf8')).toBe(register);
      expect(await imports()).toEqual([]);
    } finally {
      await rm(secret, { force: true });
    }
  });

  test('does not hold it up: a socket is refused', async () => {
    await mkdir(join(folder, 'auto'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'auto', 'socket.csv'), resolve));
    await through();
    expect(await names('auto/refused')).toEqual(['socket.csv', 'socket.csv.report.json']);
    await new Promise((resolve) => server.close(resolve));
  });

  test('is no folder of the inbox: a link to a folder is not followed', async () => {
    await mkdir(join(folder, 'auto'));
    await put('auto/done/kept.csv');
    await symlink(join(folder, 'auto', 'done'), join(folder, 'netbox'));
    await through();
    expect(await names('auto/done')).toEqual(['kept.csv']);
    expect(inbox.state().remarks).toEqual(['In no folder of a profile, so not read: netbox.']);
  });
});

describe('after a restart', () => {
  test('a file that was taken and not finished is followed to its end, and changes nothing twice', async () => {
    await put('auto/register.csv');
    await inbox.look();
    later();
    await inbox.look();
    expect(inbox.state()).toMatchObject({ reading: 1 });
    // Killed here: what it knew is gone, the import goes on by the queue.
    inbox = newInbox();
    await node.work();
    await through();
    expect(await names('auto')).toEqual(['done']);
    expect(await report('auto/done/register.csv')).toMatchObject({ status: 'complete', duplicateOf: expect.any(String), stored: 0 });
    const page = (await (await ask('GET', '/assets')).json()) as { total: { count: number } };
    expect(page.total.count).toBe(2);
  });

  test('a file that was written over while it was imported is another file', async () => {
    await put('auto/register.csv');
    await look();
    later();
    await inbox.look();
    await put('auto/register.csv', `${register}Pomp 3;SN-3\n`);
    await utimes(join(folder, 'auto/register.csv'), new Date(), new Date(Date.now() + 5_000));
    await node.work();
    await through();
    expect(await names('auto/done')).toEqual(['register.csv', 'register.csv.report.json']);
    expect(await report('auto/done/register.csv')).toMatchObject({ read: 3, duplicateOf: null });
  });
});

describe('a file that is written to', () => {
  const third = 'Pomp 3;SN-3\n';

  test('while an earlier one uploads is not put away as what was read before', async () => {
    let onQueueing = async (): Promise<void> => undefined;
    const jobs: ServerContext['jobs'] = {
      ...node.context.jobs,
      enqueueImport: async (...asked) => {
        await onQueueing();
        await node.context.jobs.enqueueImport(...asked);
      },
    };
    inbox = newInbox({ jobs });
    await put('auto/b.csv');
    await look();
    later();
    await put('auto/a.csv', 'Naam;Serienummer\nPomp 9;SN-9\n');
    await look();
    later();
    // Between the listing of this look, which still has the old `b.csv`, and its turn.
    onQueueing = () => appendFile(join(folder, 'auto/b.csv'), third);
    await look();
    onQueueing = async () => undefined;
    expect(await readFile(join(folder, 'auto/b.csv'), 'utf8')).toBe(register + third);
    await through();
    expect(await names('auto')).toEqual(['done']);
    expect(await names('auto/done')).toEqual(['a.csv', 'a.csv.report.json', 'b.csv', 'b.csv.report.json']);
    expect(await report('auto/done/b.csv')).toMatchObject({ read: 3, stored: 1 });
  });

  test('while it is read itself leaves nothing half, and is read once it is complete', async () => {
    let isWritten = false;
    inbox = newInbox({
      // Asked for once the file is open and before its bytes are taken.
      newId: () => {
        if (!isWritten) appendFileSync(join(folder, 'auto/register.csv'), third);
        isWritten = true;
        return node.context.newId();
      },
    });
    await put('auto/register.csv');
    await look();
    later();
    await look();
    expect(isWritten).toBe(true);
    expect(await imports()).toEqual([]);
    expect(await readdir(node.context.uploadsPath)).toEqual([]);
    expect(inbox.state()).toMatchObject({ waiting: 1, remarks: [] });
    await through();
    expect(await report('auto/done/register.csv')).toMatchObject({ read: 3 });
  });
});

describe('one folder that cannot be looked into', () => {
  const saveProfile = (slug: string) =>
    ask('PUT', `/mapping-profiles/${slug}`, { name: slug, columns: [{ header: 'Kenmerk', field: 'assetTag' }] });
  const cannot = (name: string) => expect.stringMatching(new RegExp(`^The folder ${name} cannot be looked into: .*is no folder\\.$`));

  test('because a link or a file stands in its place holds up no other, and the status says so', async () => {
    await saveProfile('aaa');
    await saveProfile('bbb');
    await mkdir(join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'aaa'));
    await writeFile(join(folder, 'bbb'), 'in the way');
    await put('auto/register.csv');
    await through();
    expect(await names('auto/done')).toContain('register.csv');
    expect(inbox.state().remarks).toEqual([cannot('aaa'), cannot('bbb'), 'In no folder of a profile, so not read: aaa, bbb.']);
  });

  test('because `auto` itself is a file holds up no other', async () => {
    await writeFile(join(folder, 'auto'), 'in the way');
    await put('netbox/devices.csv', 'Name,Status,Role,Rack,Serial number\nsw-1,Active,Switch,R1,FX1\n');
    await through();
    expect(await names('netbox/done')).toContain('devices.csv');
    expect(inbox.state().remarks).toContainEqual(cannot('auto'));
  });

  test('because the node may not read it holds up no other, and its files are known when it may again', async () => {
    await put('auto/register.csv');
    await put('aaa/list.csv');
    await look();
    unreadable.add(join(folder, 'aaa'));
    await through();
    expect(await names('auto/done')).toContain('register.csv');
    expect(inbox.state()).toMatchObject({ waiting: 1, remarks: [expect.stringMatching(/^The folder aaa cannot be looked into: EACCES/)] });
    unreadable.clear();
    await look();
    expect(inbox.state()).toMatchObject({ waiting: 0, remarks: [] });
    expect(await names('aaa')).toEqual(['refused']);
  });

  test('because the inbox is gone is said', async () => {
    await rm(folder, { recursive: true });
    await look();
    expect(inbox.state().remarks).toContainEqual(expect.stringContaining(`The folder ${folder} cannot be looked into: ENOENT`));
  });
});

test('a file that cannot be moved away is not imported again and again', async () => {
  await put('auto/register.csv');
  // Something else stands where the folders belong.
  await put('auto/done', 'in the way');
  await put('auto/refused', 'in the way');
  await through();
  await look();
  await look();
  expect((await imports()).filter(({ file }) => file === 'register.csv')).toHaveLength(1);
  expect(inbox.state().remarks).toEqual(
    expect.arrayContaining([expect.stringMatching(/^auto\/register\.csv cannot be moved away: .*is no folder\.$/)]),
  );
  await rm(join(folder, 'auto/done'));
  await rm(join(folder, 'auto/refused'));
  await look();
  expect(await names('auto/done')).toContain('register.csv');
});

test.skipIf(process.getuid?.() === 0)('a file that the node may not read is refused with what to do', async () => {
  await put('auto/register.csv');
  await chmod(join(folder, 'auto/register.csv'), 0o000);
  await through();
  expect(await report('auto/refused/register.csv')).toMatchObject({ issues: [{ code: 'file-not-readable' }] });
});
