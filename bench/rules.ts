/**
 * Times a change of the assignment rules over 50,000 assets: the preview, the answer to whoever saves, and the moment at which the
 * last asset has its value, for rules that reach few assets, some, and all. On a database of its own with fsync on.
 * Usage: node dist/bench/rules.js [assets]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayOf, instantFromMilliseconds, type Instant } from '#core/kernel/time.ts';
import { previewRules, replaceRules, type GivenRule } from '#store/asset-work/change-rules.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { foldWaitingAssets } from '#store/support/waiting-assets.ts';
import { databaseCpuSeconds, inWorkerThread, newId, onFreshDatabase, timeImport, type Place } from './import.ts';
import { writeWorkbook } from './workbook.ts';

const few: GivenRule = { name: 'One model', filter: 'eq(model,"Type 7")', facts: { tier: 1 } };
const some: GivenRule = { name: 'One maker', filter: 'eq(vendor,"Maker 3")', facts: { owner: 'Medical technology' } };
const all: GivenRule = { name: 'Everything', filter: 'not(eq(model,"none"))', facts: { exposure: 'internal' } };

/** One after another: each list takes the place of the one before. */
const lists: readonly (readonly [name: string, rules: readonly GivenRule[]])[] = [
  ['a rule that reaches 125', [few]],
  ['one more that reaches 1,250', [few, some]],
  ['one more that reaches all', [few, some, all]],
  ['its value changed', [few, some, { ...all, facts: { exposure: 'internet' } }]],
  ['it is taken away', [few, some]],
];

async function timeRule({ database, organisationId, postmasterPid }: Place, rules: readonly GivenRule[]) {
  const within = <T>(work: (scope: Scope) => Promise<T>) => withOrganisation(database, organisationId, work);
  const momentOf = (scope: Scope) => {
    const now: Instant = instantFromMilliseconds(Date.now());
    return { now, today: dayOf(now, scope.timeZone) };
  };
  const seconds = (since: number) => Math.round(performance.now() - since) / 1000;
  const [before, databaseBefore] = [process.cpuUsage(), await databaseCpuSeconds(postmasterPid)];
  const asked = performance.now();
  const { changes } = await within((scope) => previewRules(scope, rules, momentOf(scope)));
  const previewSeconds = seconds(asked);
  const saved = performance.now();
  const { waiting } = await within((scope) => replaceRules(scope, rules, { ...momentOf(scope), by: 'local', newId }));
  const answerSeconds = seconds(saved);
  for (let hasMore = waiting > 0; hasMore;) {
    ({ hasMore } = await within((scope) => foldWaitingAssets(scope, { at: momentOf(scope).now, newId })));
  }
  const { user, system } = process.cpuUsage(before);
  return {
    changes: changes.join(' '),
    waiting,
    previewSeconds,
    answerSeconds,
    allSeconds: seconds(saved),
    nodeCpuSeconds: Math.round((user + system) / 1e4) / 100,
    databaseCpuSeconds: Math.round(((await databaseCpuSeconds(postmasterPid)) - databaseBefore) * 100) / 100,
  };
}

async function timeRules(): Promise<void> {
  const folder = await mkdtemp('/tmp/cybermetrics-bench-rules-');
  const file = path.join(folder, 'register-2026-03-01.xlsx');
  await writeFile(file, writeWorkbook(Number(process.argv[2] ?? 50_000), 0));
  await onFreshDatabase(async (place) => {
    await timeImport(place, file);
    const rows = [];
    for (const [change, rules] of lists) rows.push({ change, ...(await timeRule(place, rules)) });
    console.table(rows);
  });
  await rm(folder, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await inWorkerThread(import.meta.url, timeRules);
