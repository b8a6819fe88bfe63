/**
 * Part of `npm run bench`: 50,000 lines of 5,000 models against every CSAF document of ../shared, from nothing, in two worker
 * threads, and one new advisory against the same lines. The yardstick is the bare parse of the same documents. The promise is
 * 5 s for the whole and 50 ms for one advisory, in 600 MB.
 * Usage: node dist/bench/matching/speed.js [models] [lines] [threads]; begin with few (`100 1000`).
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { holdInventory, matchOneAdvisory } from '#core/matching/held-inventory.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { mergeSlices } from '#core/matching/slices.ts';
import { readAdvisories } from './labelled-set.ts';
import { madeLines, type ThreadAnswer, type ThreadTask } from './made-lines.ts';

const folder = join(process.cwd(), '..', 'shared', 'data', 'csaf');
/** Every so many of the documents is laid beside the held lines as if it came in new. */
const stepOfNew = 23;

async function bareParse(): Promise<number> {
  const started = performance.now();
  for (const name of await readdir(join(folder, 'icsma')))
    if (name.endsWith('.json')) JSON.parse(await readFile(join(folder, 'icsma', name), 'utf8'));
  for (const line of gunzipSync(await readFile(join(folder, 'icsa.ndjson.gz')))
    .toString()
    .split('\n'))
    if (line !== '') JSON.parse(line);
  return performance.now() - started;
}

function runThread(task: ThreadTask): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('speed-thread.js', import.meta.url), { workerData: task });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

const ms = (value: number): string => `${Math.round(value)} ms`;
const [modelCount = 5_000, lineCount = 50_000, count = 2] = process.argv.slice(2).map(Number);
const yardstick = await bareParse();
const started = performance.now();
const answers = await Promise.all(Array.from({ length: count }, (_, at) => runThread({ folder, modelCount, lineCount, count, at })));
const candidates = mergeSlices(answers.map((answer) => answer.candidates));
const wholeMs = performance.now() - started - Math.max(...answers.map(({ times }) => times.makeMs));
const wholeMegabytes = Math.round(process.memoryUsage().rss / 1e6);
process.stdout.write(
  [
    `bare parse of the documents: ${ms(yardstick)}`,
    ...answers.map(({ times }, at) => {
      return `thread ${at + 1} of ${count}: read ${ms(times.readMs)}, prepare ${ms(times.prepareMs)}, match ${ms(times.matchMs)}`;
    }),
    `${lineCount} lines of ${modelCount} models from nothing: ${ms(wholeMs)} (under 5 s), ${(wholeMs / yardstick).toFixed(1)} × the bare parse`,
    `${candidates.length} candidates; memory ${wholeMegabytes} MB (under 600)`,
    '',
  ].join('\n'),
);

const advisories = await readAdvisories(folder);
const lines = madeLines(advisories, modelCount, lineCount);
const matcher = prepareMatcher(advisories, lines);
const holding = performance.now();
const held = holdInventory(lines);
const heldMs = performance.now() - holding;
const times = advisories
  .filter((_, at) => at % stepOfNew === 0)
  .map((advisory) => {
    const began = performance.now();
    const found = matchOneAdvisory(advisory, held, matcher).length;
    return { name: `${advisory.documentId}, ${advisory.products.length} products, ${found} candidates`, took: performance.now() - began };
  })
  .toSorted((left, right) => left.took - right.took);
const at = (share: number): string => {
  const one = times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return one === undefined ? 'none' : `${ms(one.took)} (${one.name})`;
};
process.stdout.write(
  [
    `hold the lines: ${ms(heldMs)}, once`,
    `one new advisory against them (under 50 ms): median ${at(0.5)}, p95 ${at(0.95)}, slowest ${at(1)}`,
    '',
  ].join('\n'),
);
