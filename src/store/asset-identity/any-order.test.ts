/** Whatever files there are and whatever is decided: a merge that is withdrawn leaves no trace, and nothing is left to fold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import { noon, openIdentityBench, type IdentityBench } from '#test/support/identity-bench.ts';
import { nessusFile, registerFile, twoFlaws, ward } from '#test/support/report-files.ts';
import { mergeAssets } from './decide-identity.ts';
import { withdrawIdentity } from './withdraw-identity.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

interface Said {
  readonly source: 'ultimo' | 'topdesk' | 'nessus';
  readonly month: number;
  /** Of three devices; what they are called overlaps between sources. */
  readonly devices: readonly number[];
  readonly flaws: number;
}

const files = fc.uniqueArray(
  fc.record({
    source: fc.constantFrom('ultimo' as const, 'topdesk' as const, 'nessus' as const),
    month: fc.integer({ min: 1, max: 5 }),
    devices: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
    flaws: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 3, maxLength: 7, selector: ({ source, month }) => `${source} ${month}` },
);

async function handIn(bench: IdentityBench, { source, month, devices, flaws }: Said): Promise<void> {
  const observedAt = noon(`2026-0${month}-10`);
  const hosts = devices.map((device) => ({
    ...ward,
    ip: `10.20.1.${device}`,
    fqdn: `apparaat-${device}.zuiderhof.example`,
    mac: `00:1b:44:11:3a:0${device}`,
    // A scanner looks at one after the other.
    startedAt: observedAt.replace('00:00.000', `0${device}:00.000`),
    items: twoFlaws.slice(0, flaws),
  }));
  const rows = devices.map((device) => ({
    'Asset tag': `${source}-${device}`,
    Name: `${source} ${device}`,
    // Some rows of one register say nothing that the others know.
    'Host name': source === 'ultimo' && device > 0 ? `apparaat-${device}` : '',
    Department: `afdeling ${month}`,
  }));
  const content = source === 'nessus' ? nessusFile(hosts, { remark: String(month) }) : registerFile(rows);
  await bench.handIn({ file: `${source} ${month}`, source, content, observedAt });
}

async function neverMerged(said: readonly Said[]) {
  const bench = await openIdentityBench();
  try {
    for (const file of said) await handIn(bench, file);
    return await bench.history();
  } finally {
    await bench.end();
  }
}

test('merging any two and withdrawing it gives back every history, before and after more files', async () => {
  let merges = 0;
  await fc.assert(
    fc.asyncProperty(files, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 }), async (said, one, other, after) => {
      const bench = await openIdentityBench();
      try {
        for (const file of said.slice(0, after)) await handIn(bench, file);
        const ids = [...(await bench.assets()).values()].toSorted();
        const [keptId, otherId] = [ids[one % ids.length], ids[other % ids.length]];
        if (keptId === undefined || otherId === undefined || keptId === otherId) return;
        merges += 1;
        const before = await bench.history();
        const options = { by: 'local', now: noon('2026-06-01'), newId: bench.fresh.newId };
        const merge = () => bench.read((scope) => mergeAssets(scope, keptId, otherId, { ...options, reason: 'x', isDryRun: false }));
        const withdraw = async ({ decisionId }: Awaited<ReturnType<typeof merge>>) => {
          invariant(decisionId !== null, 'it was more than tried');
          await bench.read((scope) => withdrawIdentity(scope, decisionId, options));
        };
        await withdraw(await merge());
        expect(await bench.history()).toEqual(before);
        const merged = await merge();
        for (const file of said.slice(after)) await handIn(bench, file);
        expect(await bench.foldEverything()).toBeNull();
        await withdraw(merged);
        expect(await bench.foldEverything()).toBeNull();
        expect(await bench.history()).toEqual(await neverMerged(said));
      } finally {
        await bench.end();
      }
    }),
    { numRuns: 12, seed, endOnFailure: true },
  );
  expect(merges).toBeGreaterThan(4);
});
