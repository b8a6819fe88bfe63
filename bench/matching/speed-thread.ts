/** A thread of `speed.ts`: reads all documents, prepares, and matches its part of the lines. */
import { parentPort, workerData } from 'node:worker_threads';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { matchLines } from '#core/matching/match.ts';
import { factsOfCandidate, slicesOf } from '#core/matching/slices.ts';
import { readAdvisories } from './labelled-set.ts';
import { madeLines, type ThreadTask, type ThreadTimes } from './made-lines.ts';

const { folder, modelCount, lineCount, count, at } = workerData as ThreadTask;
const started = performance.now();
const advisories = await readAdvisories(folder);
const read = performance.now();
// The lines are the same in every thread and stand for what a database gives: making them is not counted.
const lines = madeLines(advisories, modelCount, lineCount);
const made = performance.now();
const matcher = prepareMatcher(advisories, lines);
const prepared = performance.now();
const candidates = matchLines(slicesOf(lines, count)[at] ?? [], matcher).map(factsOfCandidate);
const matched = performance.now();
const times: ThreadTimes = {
  readMs: read - started,
  makeMs: made - read,
  prepareMs: prepared - made,
  matchMs: matched - prepared,
};
parentPort?.postMessage({ times, candidates });
