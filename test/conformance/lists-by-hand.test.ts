/**
 * The figures that lean on public lists (VUL-07, VUL-08) worked out again from the raw rows and from the files that were handed in: which
 * scanner saw what on which asset, what the catalogue said it added and withdrew when, which scores the edition had. Plain JavaScript
 * that shares nothing with the engine. Registers weekly and scans every two weeks, a catalogue that comes late, a second one that
 * withdraws, an edition of EPSS and then one of another model.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { metricView, wholeOrganisation } from '#server/measuring/metric-view.ts';
import { runMeasuring } from '#server/measuring/run-measuring.ts';
import { httpClient } from '#server/sources/http-client.ts';
import { laySources, syncSource } from '#server/sources/sync-source.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, registerFile, type ReportHost } from '#test/support/report-files.ts';

const dayMs = 86_400_000;
const dateOf = (start: string, days: number) => new Date(Date.parse(`${start}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
const scans = 8;
const devices = Array.from({ length: 40 }, (_, number) => number);
const macOf = (number: number) => `00:1b:44:33:${number.toString(16).padStart(2, '0')}:c1`;
const cveOf = (flaw: number) => `CVE-2026-${1000 + flaw}`;

/** Flaw `number × 3 + k` of 30 on a device, from one scan to another; the fourth is a check without a CVE. */
function hostAt(number: number, scan: number): ReportHost {
  const items = [0, 1, 2, 3].flatMap((k) => {
    const from = (number * 5 + k * 3) % scans;
    const until = from + 1 + ((number + k * 2) % 6);
    const flaw = (number * 3 + k * 7) % 30;
    return scan >= from && scan < until
      ? [{ plugin: 20_000 + (k === 3 ? 500 + number : flaw), severity: 3 as const, cves: k === 3 ? [] : [cveOf(flaw)] }]
      : [];
  });
  return {
    ip: `10.40.0.${number + 1}`,
    fqdn: `e${number}.example`,
    mac: macOf(number),
    startedAt: `${dateOf('2026-01-06', scan * 14)}T10:00:00Z`,
    items,
  };
}

interface Entry {
  readonly cve: string;
  readonly addedOn: string;
  readonly dueOn: string;
  readonly withdrawnOn: string | null;
}
const firstReleasedOn = '2026-04-10';
const secondReleasedOn = '2026-04-24';
/** Every third flaw is listed, sooner or later; two are withdrawn by the second edition. Others fill the list as they do in life. */
const entries: readonly Entry[] = [
  ...Array.from({ length: 30 }, (_, flaw) => flaw)
    .filter((flaw) => flaw % 3 === 0)
    .map((flaw) => {
      const addedOn = dateOf('2025-12-20', flaw * 4);
      return {
        cve: cveOf(flaw),
        addedOn,
        dueOn: dateOf(addedOn, flaw % 2 === 0 ? 14 : 21),
        withdrawnOn: flaw === 6 || flaw === 15 ? secondReleasedOn : null,
      };
    }),
  ...Array.from({ length: 30 }, (_, index) => ({
    cve: `CVE-2020-${2000 + index}`,
    addedOn: '2025-11-03',
    dueOn: '2025-11-24',
    withdrawnOn: null,
  })),
];
const catalogue = (releasedOn: string, held: readonly Entry[]) =>
  JSON.stringify({
    catalogVersion: releasedOn.replaceAll('-', '.'),
    dateReleased: `${releasedOn}T12:00:00Z`,
    count: held.length,
    vulnerabilities: held.map(({ cve, addedOn, dueOn }) => ({
      ...{ cveID: cve, vendorProject: 'Maker', product: 'Monitor', vulnerabilityName: 'Lets anybody in', requiredAction: 'Update.' },
      ...{ dateAdded: addedOn, dueDate: dueOn, knownRansomwareCampaignUse: 'Unknown' },
    })),
  });
/** One in eleven has no score. */
const scoreOf = (flaw: number, model: string) =>
  flaw % 11 === 4 ? null : Number((((flaw * 37) % 90) / (model === 'v1' ? 300 : 100)).toFixed(5));
const edition = (model: string, on: string) =>
  `#model_version:${model},score_date:${on}T12:00:00Z\ncve,epss,percentile\n${Array.from({ length: 30 }, (_, flaw) => flaw)
    .flatMap((flaw) => (scoreOf(flaw, model) === null ? [] : [`${cveOf(flaw)},${scoreOf(flaw, model)},0.5\n`]))
    .join('')}`;

let bench: ImportBench;
let folder: string;
interface Raw {
  readonly sightings: readonly { asset: string; kind: string; at: string }[];
  readonly registers: readonly { at: string }[];
  readonly observations: readonly { finding: string; asset: string; cve: string | null; at: string }[];
}
let raw: Raw;

async function handIn(sourceId: 'kev' | 'epss', content: string, on: string): Promise<void> {
  const path = join(folder, `${sourceId}-${on}`);
  await writeFile(path, content);
  const { database, organisationId, newId } = bench.fresh;
  const clock = { now: () => `${on}T20:00:00.000Z` as Instant };
  const urls = { kev: 'http://127.0.0.1:9/kev', epss: 'http://127.0.0.1:9/epss' };
  const outcome = await syncSource(
    { database, clock, http: httpClient('0.0.0-test'), urls },
    { sourceId, file: { path, name: 'file' }, replace: false },
  );
  expect(outcome.kind).toBe('taken');
  await laySources({ database, clock, newId }, organisationId);
}

async function measureOn(day: string): Promise<void> {
  const { database, organisationId } = bench.fresh;
  await runMeasuring({ database, organisationId, today: day as Day, now: `${day}T21:00:00.000Z` as Instant });
}

async function seriesOf(id: string, measure: string, today: string) {
  const view = await bench.read((scope) => metricView(scope, { id, scope: wholeOrganisation, today: today as Day }));
  return view.measures.find((one) => one.measure === measure) ?? expect.fail(`${id} has no ${measure}`);
}
async function measured(id: string, measure: string, day: string, today: string) {
  return (
    (await seriesOf(id, measure, today)).series.find((point) => point.day === day) ?? expect.fail(`${id} ${measure} has nothing on ${day}`)
  );
}

beforeAll(async () => {
  bench = await openImportBench();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-lists-'));
  for (let scan = 0; scan < scans; scan += 1) {
    const seen = devices.filter((number) => (scan + number) % 7 !== 3);
    await bench.handIn({ file: `scan-${scan}.nessus`, content: nessusFile(seen.map((number) => hostAt(number, scan))), source: 'nessus' });
    for (const week of [0, 7]) {
      const rows = devices
        .filter((number) => number % 9 !== 4)
        .map((number) => ({ 'Asset tag': `L-${number}`, Name: `device ${number}`, Class: 'workstation', 'MAC address': macOf(number) }));
      const observedAt = `${dateOf('2026-01-05', scan * 14 + week)}T06:00:00.000Z`;
      const content = registerFile([...rows, { 'Asset tag': `M-${scan}-${week}`, Name: `loan ${scan} ${week}`, Class: 'workstation' }]);
      await bench.handIn({ file: `register-${scan}-${week}.csv`, content, observedAt, source: 'cmdb' });
    }
  }
  raw = await bench.read(async ({ client, organisationId }) => {
    const rows = async <Row>(text: string) => (await client.query(text, [organisationId])).rows as Row[];
    const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    return {
      sightings: await rows(`select asset_id as asset, kind, ${iso('observed_at')} as at from sighting where organisation_id = $1`),
      registers: await rows(`select ${iso('observed_at')} as at from import_run where organisation_id = $1 and full_register`),
      observations: await rows(
        `select o.finding_id as finding, f.asset_id as asset, w.cve_id as cve, ${iso('o.observed_at')} as at
         from observation o join finding f on f.organisation_id = o.organisation_id and f.id = o.finding_id
         join flaw w on w.organisation_id = o.organisation_id and w.id = f.flaw_id where o.organisation_id = $1`,
      ),
    };
  });
}, 600_000);
afterAll(async () => {
  await bench.end();
  await rm(folder, { recursive: true });
});

const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', year: 'numeric', month: '2-digit', day: '2-digit' });
const dayOf = (instant: string) => amsterdam.format(new Date(instant));

/** Open at the end of a day: seen at the last scan of its asset up to then. */
function openOn(day: string): readonly { readonly asset: string; readonly cve: string | null }[] {
  const lastScan = new Map<string, string>();
  for (const { asset, kind, at } of raw.sightings) {
    if (kind === 'scan' && dayOf(at) <= day && at > (lastScan.get(asset) ?? '')) lastScan.set(asset, at);
  }
  const open = new Map(raw.observations.filter(({ asset, at }) => lastScan.get(asset) === at).map((one) => [one.finding, one]));
  return [...open.values()];
}

function knownOn(day: string): ReadonlySet<string> {
  const untilThen = raw.sightings.filter(({ at }) => dayOf(at) <= day);
  const newest = raw.registers
    .filter(({ at }) => dayOf(at) <= day)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)?.at;
  const endsAt = Date.parse(`${dateOf(day, 1)}T00:00:00+0${day >= '2026-03-29' ? 2 : 1}:00`);
  const isThere = ({ kind, at }: { kind: string; at: string }) =>
    kind === 'register' ? at === newest : Date.parse(at) + 30 * dayMs > endsAt - 1;
  return new Set(untilThen.filter(isThere).map(({ asset }) => asset));
}

const listedOn = (cve: string | null, day: string) =>
  entries.find((entry) => entry.cve === cve && entry.addedOn <= day && (entry.withdrawnOn === null || day < entry.withdrawnOn));

describe('VUL-07, over the dates of the catalogue itself', () => {
  const pastDays = ['2026-01-20', '2026-02-15', '2026-03-30', '2026-04-12'];

  async function holdsByHand(day: string, today: string): Promise<void> {
    const known = knownOn(day);
    const listed = openOn(day).flatMap(({ asset, cve }) => {
      const entry = listedOn(cve, day);
      return entry === undefined ? [] : [{ asset, ...entry }];
    });
    const exposed = new Set(listed.map(({ asset }) => asset).filter((asset) => known.has(asset)));
    const overdue = listed.filter(({ dueOn }) => dueOn < day);
    const share = await measured('VUL-07', 'exposed-assets', day, today);
    expect([share.numerator, share.denominator], day).toEqual([exposed.size, known.size]);
    const late = await measured('VUL-07', 'overdue', day, today);
    expect([late.numerator, late.denominator], day).toEqual([overdue.length, listed.length]);
    expect(exposed.size).toBeGreaterThan(0);
    expect(overdue.length).toBeLessThan(listed.length);
  }

  it('has no value, and no 0, as long as no catalogue was ever held', async () => {
    await measureOn('2026-04-12');
    for (const day of pastDays) {
      expect(await measured('VUL-07', 'exposed-assets', day, '2026-04-12')).toMatchObject({
        state: 'no-data',
        value: null,
        reasons: ['kev-missing'],
      });
    }
  });

  it('tells the days before the first copy by when its entries were added, once that copy is there', async () => {
    await handIn(
      'kev',
      catalogue(
        firstReleasedOn,
        entries.filter(({ addedOn }) => addedOn <= firstReleasedOn),
      ),
      '2026-04-12',
    );
    await measureOn('2026-04-12');
    for (const day of pastDays) await holdsByHand(day, '2026-04-12');
  });

  it('marks the days on which the copy was too old, until a newer one tells them as they were, without what it withdrew from then on', async () => {
    await measureOn('2026-04-24');
    const states = async () =>
      Promise.all(
        ['2026-04-17', '2026-04-18', '2026-04-24'].map(
          async (day) => (await measured('VUL-07', 'exposed-assets', day, '2026-04-24')).state,
        ),
      );
    expect(await states()).toEqual(['measured', 'stale', 'stale']);
    expect((await measured('VUL-07', 'exposed-assets', '2026-04-18', '2026-04-24')).reasons).toContain('kev-stale');
    await handIn(
      'kev',
      catalogue(
        secondReleasedOn,
        entries.filter(({ withdrawnOn }) => withdrawnOn === null),
      ),
      '2026-04-24',
    );
    await measureOn('2026-04-24');
    expect(await states()).toEqual(['measured', 'measured', 'measured']);
    for (const day of [...pastDays, '2026-04-23', '2026-04-24']) await holdsByHand(day, '2026-04-24');
    // What was withdrawn stood open on the day before, and was listed then.
    const isWithdrawn = ({ cve }: { readonly cve: string | null }) => listedOn(cve, '2026-04-23')?.withdrawnOn === secondReleasedOn;
    expect(openOn('2026-04-23').some(isWithdrawn)).toBe(true);
  });
});

describe('VUL-08, of the day it was measured', () => {
  function byHand(day: string, model: string) {
    const known = knownOn(day);
    const open = openOn(day).flatMap(({ asset, cve }) =>
      cve === null ? [] : [{ asset, score: scoreOf(Number(cve.slice(-4)) - 1000, model) }],
    );
    const none = new Map<string, number>();
    for (const { asset, score } of open) if (score !== null && known.has(asset)) none.set(asset, (none.get(asset) ?? 1) * (1 - score));
    const assets = new Set(open.map(({ asset }) => asset).filter((asset) => known.has(asset)));
    return {
      findings: {
        value: open.reduce((sum, { score }) => sum + (score ?? 0), 0),
        numerator: open.filter(({ score }) => score !== null).length,
        denominator: open.length,
      },
      assets: { value: [...none.values()].reduce((sum, product) => sum + 1 - product, 0), numerator: none.size, denominator: assets.size },
    };
  }

  async function holdsByHand(day: string, model: string, today: string): Promise<void> {
    const expected = byHand(day, model);
    for (const of of ['findings', 'assets'] as const) {
      const { value, numerator, denominator, state } = await measured('VUL-08', `expected-${of}`, day, today);
      expect([state, numerator, denominator]).toEqual(['measured', expected[of].numerator, expected[of].denominator]);
      expect(value).toBeCloseTo(expected[of].value, 10);
    }
    expect(expected.findings.numerator).toBeLessThan(expected.findings.denominator);
    expect(expected.findings.value).toBeGreaterThan(1);
  }

  it('says of the days before the first edition that there was none', async () => {
    await handIn('epss', edition('v1', '2026-04-24'), '2026-04-24');
    await measureOn('2026-04-24');
    expect(await measured('VUL-08', 'expected-findings', '2026-04-23', '2026-04-24')).toMatchObject({
      state: 'no-data',
      value: null,
      reasons: ['epss-missing'],
    });
    await holdsByHand('2026-04-24', 'v1', '2026-04-24');
  });

  it('keeps what was measured when a later edition says otherwise, begins the chart anew with another model, and tells days that nobody measured', async () => {
    const before = await measured('VUL-08', 'expected-findings', '2026-04-24', '2026-04-24');
    await handIn('epss', edition('v2', '2026-04-26'), '2026-04-26');
    await measureOn('2026-04-26');
    await holdsByHand('2026-04-26', 'v2', '2026-04-26');
    expect(await measured('VUL-08', 'expected-findings', '2026-04-24', '2026-04-26')).toEqual(before);
    expect(await measured('VUL-08', 'expected-findings', '2026-04-25', '2026-04-26')).toMatchObject({
      value: null,
      reasons: ['not-measured-then'],
    });
    const { chart } = await seriesOf('VUL-08', 'expected-findings', '2026-04-26');
    expect(chart.phases).toMatchObject([{ cause: 'new-model', note: { en: 'other model of EPSS: v2' } }]);
    expect((await seriesOf('VUL-07', 'exposed-assets', '2026-04-26')).chart.phases).toEqual([]);
  });

  it('measured twice on one day writes nothing the second time', async () => {
    const { database, organisationId } = bench.fresh;
    const again = await runMeasuring({ database, organisationId, today: '2026-04-26' as Day, now: '2026-04-26T23:00:00.000Z' as Instant });
    expect(again.rows).toBe(0);
  });
});
