/** Bills and their components on the command line, with what is published of them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billFile, giveBill, givePublished, nameless, osvRecord, parser, vexDocument } from '../../../test/support/bill-files.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-components-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  const clears = vexDocument('https://tarnmed.example/vex', {
    ...{ status: 'not_affected', product: 'pkg:generic/orvado@3.2', cveId: 'CVE-2026-41002' },
  });
  await givePublished(node, [osvRecord('GHSA-aaaa-bbbb-cccc'), osvRecord('TM-2', { aliases: ['CVE-2026-41002'] }), clears]);
  await giveBill(node, billFile([parser, nameless]));
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (words: readonly string[], language = 'en_GB.UTF-8') =>
  runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder, environment: { LANG: language } });
const json = async (...words: string[]) => JSON.parse((await run([...words, '--json'])).out) as Record<string, unknown>;
const idOf = async (...words: string[]): Promise<string> => {
  const { items } = (await json(...words)) as unknown as { readonly items: readonly { readonly id: string }[] };
  return items[0]?.id ?? '';
};

test('a component is shown with what stands of each flaw, what else is said, and why; those with known flaws are listed', async () => {
  const id = await idOf('components', 'list', '--filter', 'gt(knownFlaws,0)');
  const said = (await run(['components', 'show', id])).out;
  expect(said).toContain('CVE-2026-41001  affected, GHSA-aaaa-bbbb-cccc  parser reads beyond its end');
  expect(said).toContain('    Version 1.1.0 lies within <1.2.0. (GHSA-aaaa-bbbb-cccc)');
  expect(said).toContain('CVE-2026-41002  not affected');
  expect(said).toContain(
    '    Tarnmed says that this product is not affected: the vulnerable code is never run. The pump never parses. (https://tarnmed.example/vex)',
  );
  expect(said).toContain('    also: Version 1.1.0 lies within <1.2.0. (TM-2)');
  const dutch = (await run(['components', 'show', id], 'nl_NL.UTF-8')).out;
  expect(dutch).toContain('    ook: Versie 1.1.0 valt binnen <1.2.0. (TM-2)');
  expect(await json('components', 'show', id)).toMatchObject({
    flaws: {
      knowledge: 'matched',
      items: [
        { key: 'CVE-2026-41001', isSure: true },
        { key: 'CVE-2026-41002', status: 'not-affected' },
      ],
    },
  });
  const other = await idOf('components', 'list', '--filter', 'unknown(knownFlaws)');
  expect((await run(['components', 'show', other])).out).toContain('It has no package URL and no CPE name: nothing can be said of it.');
});

test('a bill is shown with the flaws of all its components, counted, and with how much nobody can look up', async () => {
  const id = await idOf('sboms', 'list');
  const said = (await run(['sboms', 'show', id])).out;
  expect(said).toContain('Flaws. Affecting a component: 1 · to find out: 0 · not affected, says a supplier: 1 · fixed: 0');
  expect(said).toContain('1 of 2 components have no identifier: nothing can be said of them.');
  expect(said).toContain('parser 1.1.0: CVE-2026-41001  affected');
  expect(await json('sboms', 'show', id)).toMatchObject({
    flaws: { total: 2, totals: { affected: 1, notAffected: 1 }, components: 2, nameless: 1 },
  });
});
