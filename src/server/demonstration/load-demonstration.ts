/**
 * Loads the invented hospital: writes its files and hands each in as a person would, then those about its people (./load-people.ts),
 * waits for the last, publishes the phishing tests, hands in what an invented CERT advises, measures.
 * Stopped half-way it goes on at the next start: files that are in already are repeated files and change nothing.
 */
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { writeDemoAdvisories } from '#demo/advisories/write-advisories.ts';
import { demoAnnotations } from '#demo/annotations.ts';
import { generateHospital } from '#demo/hospital/generate-hospital.ts';
import { publicLists } from '#demo/lists/public-lists.ts';
import { demoSeed, writeDemoFiles, type DemoFile } from '#demo/write-demo-files.ts';
import { readAnnotations } from '#store/annotations/annotations.ts';
import { listUnfinishedImports } from '#store/imports.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { withOrganisation } from '#store/scope.ts';
import { acceptUpload } from '../imports/accept-upload.ts';
import { sayAnnotation } from '../measuring/annotate.ts';
import type { RunningNode } from '../start-node.ts';
import { playBehaviourCampaign } from './load-behaviour.ts';
import { handInAdvisories } from './hand-in-advisories.ts';
import { enterDemoValues } from './load-entries.ts';
import { handInPeople, publishDeskMonths, publishTests } from './load-people.ts';
import { holdQuestionnaires } from './load-questionnaires.ts';
import { publishTrainings } from './load-trainings.ts';

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string, isLast: boolean) => void;
}

export async function loadDemonstration(node: RunningNode, options: LoadOptions): Promise<void> {
  const { context, organisationId } = node;
  const loadedFile = join(node.home.uploads, 'demonstration-loaded');
  const today = await withOrganisation(context.database, organisationId, async (scope) => dayOf(context.clock.now(), scope.timeZone));
  const lastDay = await firstLastDay(node, today);
  if ((await readFile(loadedFile, 'utf8').catch(() => null)) === null) {
    const folder = join(node.home.uploads, 'demonstration');
    await mkdir(folder, { recursive: true });
    // First: what is imported then is told by them at once.
    await handInLists(node, lastDay);
    const files = await writeDemoFiles(folder, {
      seed: demoSeed,
      lastDay,
      signal: options.signal,
      onFile: (file) => options.onProgress(`writing ${file.name}`, false),
      // In order of observation, each while the next is written: the worker reads them on the other core.
      onWritten: (file) => handIn(node, folder, file),
    });
    const people = await handInPeople(node, {
      lastDay,
      signal: options.signal,
      onFile: (name) => options.onProgress(`reading ${name}`, false),
    });
    await untilImported(node, files.length + people, options);
    await publishTests(node, options.signal);
    await publishDeskMonths(node);
    await playBehaviourCampaign(node, lastDay);
    await holdQuestionnaires(node, { lastDay });
    await publishTrainings(node, lastDay);
    await enterDemoValues(node, lastDay);
    const advisories = await writeDemoAdvisories(join(folder, 'advisories'), { seed: demoSeed, lastDay });
    await handInAdvisories(context, organisationId, advisories);
    await rm(folder, { recursive: true, force: true });
  }
  if (options.signal.aborted) return;
  const newest = await withOrganisation(context.database, organisationId, newestMeasuredDay);
  if (newest === null || newest < today) {
    options.onProgress('measuring two years, day by day', false);
    const measured = await context.jobs.measure(organisationId, null);
    options.onProgress(`measured ${measured.days} days`, true);
  }
  await sayWhatHappened(node, lastDay);
  await writeFile(loadedFile, `${lastDay}\n`);
}

/** Once: a visitor who withdraws them all does not find them again at the next start. */
async function sayWhatHappened({ context, organisationId }: RunningNode, lastDay: Day): Promise<void> {
  const saying = { by: 'demonstration', now: context.clock.now(), newId: context.newId };
  await withOrganisation(context.database, organisationId, async (scope) => {
    if ((await readAnnotations(scope)).length > 0) return;
    for (const words of demoAnnotations(lastDay)) await sayAnnotation(scope, words, saying);
  });
}

/** A demonstration that was begun on another day keeps its files, so that repeated files are recognised. */
async function firstLastDay(node: RunningNode, today: Day): Promise<Day> {
  const file = join(node.home.uploads, 'demonstration-last-day');
  const known = parseDay((await readFile(file, 'utf8').catch(() => '')).trim());
  if (known !== undefined) return known;
  await writeFile(file, `${today}\n`);
  return today;
}

/** The worker takes the files away. */
async function handInLists({ context, home }: RunningNode, lastDay: Day): Promise<void> {
  const lists = publicLists(generateHospital(demoSeed), lastDay);
  for (const [sourceId, name] of [
    ['kev', 'known_exploited_vulnerabilities.json'],
    ['epss', 'epss_scores.csv'],
  ] as const) {
    const path = join(home.uploads, `source-demonstration-${sourceId}`);
    await writeFile(path, lists[sourceId]);
    await context.jobs.enqueueSource({ sourceId, file: { path, name }, replace: false });
  }
}

async function handIn(node: RunningNode, folder: string, file: DemoFile): Promise<void> {
  await acceptUpload(node.context, node.organisationId, createReadStream(join(folder, file.name)), {
    file: file.name,
    format: null,
    observedOn: file.observedOn,
    partial: false,
    source: file.source,
    mapping: null,
    profile: null,
    arrival: 'upload',
    receivedBy: 'demonstration',
  });
}

async function untilImported(node: RunningNode, total: number, options: LoadOptions): Promise<void> {
  while (!options.signal.aborted) {
    const left = await withOrganisation(
      node.context.database,
      node.organisationId,
      async (scope) => (await listUnfinishedImports(scope)).length,
    );
    options.onProgress(`imported ${total - left} of ${total} files`, left === 0);
    if (left === 0) return;
    await sleep(500, undefined, { signal: options.signal }).catch(() => undefined);
  }
}
