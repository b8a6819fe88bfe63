/** Files about people in a node under test: a key that is open, each file handed in, and all of them read. Not for use outside tests. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { NodeUnderTest } from './node-under-test.ts';

/** @param files by name, their lines */
export async function handInPeople(node: NodeUnderTest, files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const { token } = JSON.parse(await readFile(path.join(node.home, 'run', 'node.json'), 'utf8')) as { token: string };
  const authorization = `Bearer ${token}`;
  const post = (to: string, body: string, type: string) =>
    fetch(`${node.url}/api/v1${to}`, { method: 'POST', headers: { authorization, 'content-type': type }, body });
  const key = JSON.stringify({ passphrase: 'een lange wachtzin', minutes: 60 });
  expect((await post('/awareness/key', key, 'application/json')).status).toBe(201);
  for (const [file, lines] of Object.entries(files))
    expect((await post(`/imports?file=${file}`, lines.join('\n'), 'application/octet-stream')).status, file).toBeLessThan(300);
  await vi.waitFor(
    async () => {
      const answer = await fetch(`${node.url}/api/v1/imports`, { headers: { authorization } });
      const { items } = (await answer.json()) as { items: { status: string }[] };
      expect(items.map(({ status }) => status)).toEqual(Object.keys(files).map(() => 'complete'));
    },
    { timeout: 90_000, interval: 250 },
  );
}
