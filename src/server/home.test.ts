import { chmod, lstat, mkdir, mkdtemp, readFile, readlink, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canReach, openHome } from './home.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;

beforeEach(async () => {
  // Not os.tmpdir(): a folder that every user can reach is part of what is tested.
  folder = await mkdtemp(path.join(await realpath('/tmp'), 'cybermetrics-home-'));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a home', () => {
  it('is made with its folders, which only their owner may enter', async () => {
    const home = await openHome(path.join(folder, 'deep', 'home'));
    for (const part of [home.uploads, home.keys, home.postgres, home.logs, home.run]) {
      const found = await stat(part);
      expect({ part, mode: found.mode & 0o777, uid: found.uid }).toEqual({ part, mode: 0o700, uid: home.uid });
    }
    expect(home.uid).not.toBe(0);
    expect((await stat(home.path)).mode & 0o777).toBe(0o711);
    await home.release();
  });

  it('is opened again with everything in it', async () => {
    const first = await openHome(path.join(folder, 'home'));
    await writeFile(path.join(first.uploads, 'kept'), 'x');
    await first.release();
    const second = await openHome(path.join(folder, 'home'));
    expect(await readFile(path.join(second.uploads, 'kept'), 'utf8')).toBe('x');
    await second.release();
  });

  it('lets one node in', async () => {
    const first = await openHome(path.join(folder, 'home'));
    await expect(openHome(path.join(folder, 'home'))).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.release();
    await (await openHome(path.join(folder, 'home'))).release();
  });

  it('is not kept locked by a node that is gone', async () => {
    const home = await openHome(path.join(folder, 'home'));
    await home.release();
    // Above the largest process number of Linux, and a number that lives but is another process now.
    for (const stale of ['4194305 boot 1', `${process.pid} an-earlier-boot 1`, '']) {
      await writeFile(path.join(home.run, 'node.lock'), stale);
      await (await openHome(path.join(folder, 'home'))).release();
    }
  });

  it('lets one of several in that find a stale lock together', async () => {
    const home = await openHome(path.join(folder, 'home'));
    await home.release();
    await writeFile(path.join(home.run, 'node.lock'), '4194305 boot 1');
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => openHome(path.join(folder, 'home'))));
    const opened = results.filter((result) => result.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    await opened[0]?.value.release();
  });

  it('never takes over a folder with other files', async () => {
    await writeFile(path.join(folder, 'letter.txt'), 'mine');
    await expect(openHome(folder)).rejects.toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringContaining('other files'),
    });
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
  });

  it('does not follow a link that stands where its folder belongs', async () => {
    const home = await openHome(path.join(folder, 'home'));
    await home.release();
    await rm(home.uploads, { recursive: true });
    await mkdir(path.join(folder, 'elsewhere'), { mode: 0o755 });
    await symlink(path.join(folder, 'elsewhere'), home.uploads);
    await expect(openHome(path.join(folder, 'home'))).rejects.toMatchObject({ code: 'configuration-invalid' });
    expect((await stat(path.join(folder, 'elsewhere'))).mode & 0o777).toBe(0o755);
  });

  it('says so when the folder it was placed in is gone', async () => {
    await symlink(path.join(folder, 'gone'), path.join(folder, 'home'));
    await expect(openHome(path.join(folder, 'home'))).rejects.toMatchObject({ code: 'configuration-invalid' });
  });
});

describe.skipIf(!isRoot)('a home opened by root (skipped for other users: only root can give files away)', () => {
  it('is placed where the database can reach it, behind a link, and found again', async () => {
    await chmod(folder, 0o700);
    const asked = path.join(folder, 'home');
    const home = await openHome(asked);
    try {
      expect((await lstat(asked)).isSymbolicLink()).toBe(true);
      expect(await readlink(asked)).toBe(home.path);
      expect(path.dirname(home.path)).toBe('/var/lib/cybermetrics/homes');
      expect(await canReach(home.path, home)).toBe(true);
      await home.release();
      const again = await openHome(asked);
      expect(again.path).toBe(home.path);
      await again.release();
    } finally {
      await rm(home.path, { recursive: true, force: true });
    }
  });

  it('stays where it is when the database can reach it', async () => {
    const home = await openHome(path.join(folder, 'home'));
    expect(home).toMatchObject({ path: path.join(folder, 'home'), uid: 65_534, gid: 65_534 });
    await home.release();
  });
});
