/** The files of the invented hospital: repeatable, in order, within their numbers, and taken in by the importers. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { epssOf, ratings } from '#demo/flaws/checks.ts';
import { figures } from '#demo/figures.ts';
import { planFiles } from '#demo/files/plan-files.ts';
import { departments } from '#demo/hospital/departments.ts';
import { generateHospital, isPresent, isRegistered } from '#demo/hospital/generate-hospital.ts';
import { lastDayNumber } from '#demo/story.ts';
import { demoSeed, writeDemoFiles, type DemoFile } from '#demo/write-demo-files.ts';
import type { ParseEvent } from '#importers/define-importer.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';

const lastDay = '2026-11-22' as Day;
const small = { assets: 150, lastDay };
const folders: string[] = [];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cybermetrics-demo-'));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function digestsOf(folder: string, files: readonly DemoFile[]): Promise<string[]> {
  return Promise.all(
    files.map(
      async ({ name }) =>
        `${name} ${createHash('sha256')
          .update(await readFile(join(folder, name)))
          .digest('hex')}`,
    ),
  );
}

describe('the whole hospital', () => {
  const hospital = generateHospital(demoSeed);
  const { assets } = hospital;

  test('has 6,000 assets, of which 1,900 medical devices, in 14 departments', () => {
    expect(assets).toHaveLength(6000);
    expect(assets.filter(({ product }) => product.class === 'medical')).toHaveLength(1900);
    expect(departments).toHaveLength(14);
    expect(new Set(assets.map(({ department }) => department.name))).toEqual(new Set(departments.map(({ name }) => name)));
  });

  test('tells every asset apart by number, host name, serial number and MAC address', () => {
    for (const field of ['tag', 'hostName', 'serial', 'mac'] as const) expect(new Set(assets.map((asset) => asset[field])).size).toBe(6000);
    // Neither a group address nor one that anybody may choose.
    for (const { mac } of assets) expect(Number.parseInt(mac.slice(0, 2), 16) & 0b11).toBe(0);
  });

  test('has as many infusion pumps as the published share of medical devices', () => {
    const pumps = assets.filter(({ product }) => product.word === 'Infuuspomp').length;
    expect(pumps / 1900).toBeCloseTo(figures.pumpShare.value, 2);
  });

  test('has about the published share of medical devices past their support', () => {
    const past = assets.filter(({ product, supportEndDay }) => product.class === 'medical' && supportEndDay < lastDayNumber).length;
    expect(Math.abs(past / 1900 - figures.medicalUnsupported.value)).toBeLessThan(0.03);
  });

  test('leaves 63 registered assets of Radiology without an owner', () => {
    const ownerless = assets.filter(
      (asset) => asset.department.name === 'Radiologie' && isRegistered(asset, lastDayNumber) && asset.ownerDay > lastDayNumber,
    );
    expect(ownerless).toHaveLength(63);
  });

  test('loses ghosts and unknown assets once the registers are compared with the network', () => {
    const shares = (day: number) => {
      const registered = assets.filter((asset) => isRegistered(asset, day));
      const present = assets.filter((asset) => isPresent(asset, day));
      return {
        ghosts: registered.filter((asset) => !isPresent(asset, day)).length / registered.length,
        unknown: present.filter((asset) => !isRegistered(asset, day)).length / present.length,
      };
    };
    const [before, after] = [shares(lastDayNumber - 130), shares(lastDayNumber)];
    expect(before.ghosts).toBeGreaterThan(0.025);
    expect(before.unknown).toBeGreaterThan(0.04);
    expect(after.ghosts).toBeLessThan(before.ghosts / 2);
    expect(after.unknown).toBeLessThan(before.unknown / 2);
  });

  test('hands in at most 250,000 items', () => {
    const items = planFiles(hospital, lastDay).reduce((sum, { file, text }) => sum + itemsIn(file, text()), 0);
    expect(items).toBeGreaterThan(100_000);
    expect(items).toBeLessThanOrEqual(250_000);
  });
});

/** Counted in the text itself: rows, ports, report items. */
function itemsIn({ kind }: DemoFile, parts: Iterable<string>): number {
  const item =
    kind === 'register' || kind === 'support-list' || kind === 'dependencies' ? '\n' : kind === 'discovery' ? '<port ' : '<ReportItem ';
  let count = 0;
  for (const part of parts) count += part.split(item).length - 1;
  return kind === 'register' ? count - 1 : count;
}

describe('the files of a reduced hospital', () => {
  let folder = '';
  let files: DemoFile[] = [];
  beforeAll(async () => {
    folder = await newFolder();
    files = await writeDemoFiles(folder, { seed: 7, ...small });
  });

  test('are the same for the same seed and last day, and others for another seed', async () => {
    const [again, other] = [await newFolder(), await newFolder()];
    const digests = await digestsOf(folder, files);
    expect(await digestsOf(again, await writeDemoFiles(again, { seed: 7, ...small }))).toEqual(digests);
    const others = await digestsOf(other, await writeDemoFiles(other, { seed: 8, ...small }));
    // Nothing is drawn for the list of ends of support, nor for what the care processes rest on.
    expect(others.filter((digest) => digests.includes(digest) && !/^(einde-ondersteuning|zorgketen)/.test(digest))).toEqual([]);
  });

  test('come in order of observation, each in the right format, with both registers one to three days old', async () => {
    const days: string[] = [];
    for (const file of files) {
      const { importerId, observedOn } = await readBack(folder, file);
      expect(importerId, file.name).toBe(importerOf[file.kind]);
      expect(file.source === null, file.name).toBe(!['register', 'dependencies'].includes(file.kind));
      days.push(file.observedOn ?? observedOn ?? 'unknown');
    }
    expect(days).toEqual(days.toSorted());
    const newest = ['CMMS', 'CMDB'].map((source) => files.findLast((file) => file.source === source)?.observedOn);
    expect(newest).toEqual(['2026-11-21', '2026-11-20']);
  });

  test('are read whole; what is refused is what was meant to be', async () => {
    const refused = new Map<string, number>();
    for (const file of files) {
      const { events } = await readBack(folder, file);
      expect(events.length, file.name).toBeGreaterThan(1);
      for (const event of events) {
        if (event.kind !== 'issue' || event.issue.severity !== 'refused') continue;
        const key = `${file.source ?? file.kind} ${event.issue.code}`;
        refused.set(key, (refused.get(key) ?? 0) + 1);
      }
    }
    const dirty = (source: string) => files.filter((file) => file.source === source && String(file.observedOn) < '2026-10-02').length;
    expect(Object.fromEntries(refused)).toEqual({
      'CMMS row-without-identity': dirty('CMMS'),
      'CMMS row-column-count': dirty('CMMS'),
      'CMDB row-without-identity': dirty('CMDB'),
    });
  });

  test('give registers their meaning: class, owner, tier, and what a scan may not touch', async () => {
    const file = files.find(({ source }) => source === 'CMMS');
    if (file === undefined) throw new Error('no CMMS file was written');
    const { events } = await readBack(folder, file);
    const rows = events.flatMap((event) => (event.kind === 'record' && event.record.kind === 'asset' ? [event.record.facts] : []));
    expect(rows.length).toBeGreaterThan(30);
    for (const facts of rows) expect(facts).toMatchObject({ class: 'medical', lifecycle: expect.any(String), tier: expect.any(Number) });
    expect(rows.some(({ scannable }) => scannable === false)).toBe(true);
    expect(rows.some(({ name }) => name?.startsWith('Patiëntmonitor'))).toBe(true);
    expect(rows.some(({ owner }) => owner === undefined)).toBe(true);
  });

  test('give scans a stable set of checks and a depth, so that what is gone can close', async () => {
    const checkSets = new Map<string, Set<string | null>>();
    for (const file of files.filter(({ kind }) => kind === 'scan')) {
      const name = file.name.replace(/-\d{4}.*$/, '');
      for (const event of (await readBack(folder, file)).events) {
        if (event.kind !== 'record' || event.record.kind !== 'coverage') continue;
        expect(event.record.depth).not.toBe('unknown');
        checkSets.set(name, (checkSets.get(name) ?? new Set()).add(event.record.checkSet));
      }
    }
    expect([...checkSets.keys()].toSorted()).toEqual(['scan-kantoor', 'scan-kritieke-servers', 'scan-medisch']);
    for (const sets of checkSets.values()) expect([...sets]).toEqual([expect.any(String)]);
  });
});

const importerOf = {
  register: 'csv',
  scan: 'nessus',
  discovery: 'nmap',
  'support-list': 'endoflife',
  dependencies: 'dependencies',
} as const satisfies Record<DemoFile['kind'], string>;

async function readBack(folder: string, file: DemoFile): Promise<{ importerId: string; observedOn: string | null; events: ParseEvent[] }> {
  const opened = await openFile(createReadStream(join(folder, file.name)), file.name);
  const chosen = chooseImporter(opened.head);
  if (chosen instanceof Error) throw chosen;
  const events: ParseEvent[] = [];
  for await (const event of chosen.importer.parse(opened.bytes, {})) events.push(event);
  const header = events.find((event) => event.kind === 'header');
  return { importerId: chosen.importer.id, observedOn: header?.header.observedAt?.slice(0, 10) ?? null, events };
}

test('writing leaves the event loop free, and stops when asked', async () => {
  const folder = await newFolder();
  let turns = 0;
  const state = { isWriting: true };
  const watching = (async () => {
    while (state.isWriting) {
      turns += 1;
      await setImmediate();
    }
  })();
  const stop = new AbortController();
  let written = 0;
  const onFile = () => {
    written += 1;
    if (written === 20) stop.abort(new Error('enough'));
  };
  await expect(writeDemoFiles(folder, { seed: 7, ...small, signal: stop.signal, onFile })).rejects.toThrow();
  state.isWriting = false;
  await watching;
  expect(written).toBe(20);
  expect(turns).toBeGreaterThan(20);
});

test('scores of the invented checks follow from their vectors by the formula of CVSS 3.1', () => {
  for (const [score, vector] of Object.values(ratings).flat()) expect(baseScore(vector), vector).toBe(score);
});

/** CVSS 3.1 specification, section 7.1. */
function baseScore(vector: string): number {
  const metrics = Object.fromEntries(vector.split('/').map((part) => part.split(':') as [string, string]));
  const isChanged = metrics['S'] === 'C';
  const weight = (metric: string, weights: Record<string, number>) => weights[metrics[metric] ?? ''] ?? Number.NaN;
  const impactOf = (metric: string) => 1 - weight(metric, { H: 0.56, L: 0.22, N: 0 });
  const base = 1 - impactOf('C') * impactOf('I') * impactOf('A');
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const privileges = weight('PR', isChanged ? { N: 0.85, L: 0.68, H: 0.5 } : { N: 0.85, L: 0.62, H: 0.27 });
  const reach = 8.22 * weight('AV', { N: 0.85, A: 0.62, L: 0.55, P: 0.2 }) * weight('AC', { L: 0.77, H: 0.44 }) * privileges;
  const exploitability = reach * weight('UI', { N: 0.85, R: 0.62 });
  if (impact <= 0) return 0;
  const scaled = Math.round(Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10) * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}

test('EPSS scores rise with their percentile and stay between the known ends', () => {
  const scores = Array.from({ length: 101 }, (_, index) => epssOf(index / 100));
  expect(scores).toEqual(scores.toSorted((left, right) => left - right));
  expect(scores[0]).toBe(0.0028);
  expect(scores.at(-1)).toBe(0.9574);
});
