/**
 * Three figures worked out again from the raw rows: what sources said of which asset (`sighting`), what scanners saw
 * (`observation`), which files came (`import_run`). Plain JavaScript that shares nothing with the engine: no filter, no fold, no
 * version, no query of the store, none of its constants. Files of a hospital of ours go in as a node takes them, registers weekly
 * and scans every two weeks over five months, with ghosts, unknown devices, repairs, returns and devices that are missed now and then.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day, Instant } from '#core/kernel/time.ts';
import { runMeasuring } from '#server/measuring/run-measuring.ts';
import { metricView, wholeOrganisation } from '#server/measuring/metric-view.ts';
import { openImportBench, type ImportBench } from '#test/support/import-bench.ts';
import { nessusFile, registerFile, type ReportHost, type ReportItem } from '#test/support/report-files.ts';

const today = '2026-06-02' as Day;
const now = '2026-06-02T15:00:00.000Z' as Instant;

/** Park and Miller 1988: the same hospital in every run. */
function chances(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const chance = chances(20_261_122);
const dayMs = 86_400_000;
const dateOf = (start: string, days: number) => new Date(Date.parse(`${start}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

interface Device {
  readonly number: number;
  readonly isRegistered: boolean;
  readonly isOnNetwork: boolean;
  /** Of each flaw: at which scan it comes, at which it is mended, and whether it comes back two scans later. */
  readonly flaws: readonly {
    readonly plugin: number;
    readonly severity: 1 | 2 | 3 | 4;
    readonly from: number;
    readonly until: number;
    readonly returns: boolean;
  }[];
}

const scans = 11;
const devices: readonly Device[] = Array.from({ length: 60 }, (_, number) => ({
  number,
  isRegistered: number % 10 !== 3,
  isOnNetwork: number % 10 !== 7,
  flaws: Array.from({ length: 1 + (number % 4) }, (_one, index) => {
    const from = chance() < 0.3 ? 0 : Math.floor(chance() * scans);
    return {
      plugin: 10_000 + ((number * 3 + index * 7) % 25),
      severity: (1 + Math.floor(chance() * 4)) as 1 | 2 | 3 | 4,
      from,
      until: from + 1 + Math.floor(chance() * 8),
      returns: chance() < 0.15,
    };
  }).filter(({ plugin }, index, all) => all.findIndex((other) => other.plugin === plugin) === index),
}));

const macOf = (number: number) => `00:1b:44:22:${number.toString(16).padStart(2, '0')}:c1`;

function hostAt({ number, flaws }: Device, scan: number): ReportHost {
  const items = flaws.flatMap(({ plugin, severity, from, until, returns }): ReportItem[] => {
    const isThere = (scan >= from && scan < until) || (returns && scan >= until + 2);
    return isThere ? [{ plugin, severity }] : [];
  });
  const startedAt = `${dateOf('2026-01-06', scan * 14)}T10:0${number % 10}:00Z`;
  return { ip: `10.30.0.${number + 1}`, fqdn: `d${number}.example`, mac: macOf(number), startedAt, items };
}

let bench: ImportBench;
interface Raw {
  readonly sightings: readonly { asset: string; kind: string; source: string; at: string }[];
  readonly registers: readonly { source: string; at: string }[];
  readonly observations: readonly { finding: string; asset: string; severity: number; at: string }[];
}
let raw: Raw;

beforeAll(async () => {
  bench = await openImportBench();
  for (let scan = 0; scan < scans; scan += 1) {
    const hosts = devices
      .filter(({ isOnNetwork, number }) => isOnNetwork && (scan + number) % 9 !== 8)
      .map((device) => hostAt(device, scan));
    await bench.handIn({ file: `scan-${scan}.nessus`, content: nessusFile(hosts), source: 'nessus' });
    for (const week of [0, 7]) {
      const left = devices.filter(({ isRegistered, number }) => isRegistered && !(number % 13 === 5 && scan > 6));
      const rows = left.map(({ number }) => ({
        'Asset tag': `Z-${number}`,
        Name: `device ${number}`,
        Class: 'workstation',
        'MAC address': macOf(number),
      }));
      const observedAt = `${dateOf('2026-01-05', scan * 14 + week)}T06:00:00.000Z`;
      // The same devices every week: a line of its own makes it another file.
      const content = registerFile([...rows, { 'Asset tag': `W-${scan}-${week}`, Name: `loan ${scan} ${week}`, Class: 'workstation' }]);
      await bench.handIn({ file: `register-${scan}-${week}.csv`, content, observedAt, source: 'cmdb' });
    }
  }
  const { database, organisationId } = bench.fresh;
  await runMeasuring({ database, organisationId, today, now });
  raw = await bench.read(async ({ client }) => {
    const rows = async <Row>(text: string) => (await client.query(text, [organisationId])).rows as Row[];
    const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
    return {
      sightings: await rows(`select asset_id as asset, kind, source, ${iso('observed_at')} as at from sighting where organisation_id = $1`),
      registers: await rows(`select source, ${iso('observed_at')} as at from import_run where organisation_id = $1 and full_register`),
      observations: await rows(
        `select o.finding_id as finding, f.asset_id as asset, o.severity, ${iso('o.observed_at')} as at
         from observation o join finding f on f.organisation_id = o.organisation_id and f.id = o.finding_id where o.organisation_id = $1`,
      ),
    };
  });
}, 600_000);
afterAll(() => bench.end());

/** The calendar day in Amsterdam; all files of ours are of the morning or noon, so no day turns. */
const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', year: 'numeric', month: '2-digit', day: '2-digit' });
const dayOf = (instant: string) => amsterdam.format(new Date(instant));
const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

async function measured(id: string, measure: string, day: string) {
  const view = await bench.read((scope) => metricView(scope, { id, scope: wholeOrganisation, today }));
  const point = view.measures.find((one) => one.measure === measure)?.series.find((one) => one.day === day);
  return point ?? expect.fail(`${id} ${measure} has no value on ${day}`);
}

describe('AST-01, from what every source said of every asset', () => {
  // A workstation counts as seen for so many days after it was (decision of the catalogue).
  const seenDays = 30;

  function byHand(day: string): { numerator: number; denominator: number } {
    const untilThen = raw.sightings.filter(({ at }) => dayOf(at) <= day);
    const newest = raw.registers
      .filter(({ at }) => dayOf(at) <= day)
      .map(({ at }) => at)
      .toSorted()
      .at(-1);
    const registered = new Set(untilThen.filter(({ kind, at }) => kind === 'register' && at === newest).map(({ asset }) => asset));
    // At the end of the day: so many times 24 hours have not passed since.
    const endsAt = Date.parse(`${dateOf(day, 1)}T00:00:00+0${new Date(`${day}T12:00:00Z`) > new Date('2026-03-29') ? 2 : 1}:00`);
    const seen = new Set(
      untilThen.filter(({ kind, at }) => kind !== 'register' && Date.parse(at) + seenDays * dayMs > endsAt - 1).map(({ asset }) => asset),
    );
    const both = [...registered].filter((asset) => seen.has(asset)).length;
    return { numerator: both, denominator: new Set([...registered, ...seen]).size };
  }

  it.each(['2026-01-20', '2026-03-17', '2026-04-30', '2026-05-26', today])('as of %s', async (day) => {
    const { numerator, denominator } = byHand(day);
    const point = await measured('AST-01', 'accuracy', day);
    expect([point.numerator, point.denominator, point.value]).toEqual([numerator, denominator, numerator / denominator]);
    expect(numerator).toBeGreaterThan(20);
    expect(denominator).toBeGreaterThan(numerator);
  });
});

/** One time round of a finding, from the scans of its asset alone: gone at the first scan of the asset that does not see it. */
interface Round {
  readonly finding: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly severity: number;
  readonly isPrevalent: boolean;
}

function roundsByHand(): readonly Round[] {
  const scansOf = new Map<string, string[]>();
  for (const { asset, kind, at } of raw.sightings) if (kind === 'scan') scansOf.set(asset, [...(scansOf.get(asset) ?? []), at]);
  const seen = new Map<string, { asset: string; severity: number; at: Set<string> }>();
  for (const { finding, asset, severity, at } of raw.observations) {
    const known = seen.get(finding) ?? { asset, severity, at: new Set<string>() };
    known.at.add(at);
    seen.set(finding, known);
  }
  return [...seen].flatMap(([finding, { asset, severity, at }]): Round[] => {
    const looks = [...new Set(scansOf.get(asset) ?? [])].toSorted();
    const rounds: Round[] = [];
    let openedAt: string | null = null;
    const end = (closedOn: string | null) => {
      if (openedAt === null) return;
      rounds.push({ finding, openedOn: dayOf(openedAt), closedOn, severity, isPrevalent: openedAt === looks[0] });
      openedAt = null;
    };
    for (const look of looks) {
      if (at.has(look)) openedAt ??= look;
      else end(dayOf(look));
    }
    end(null);
    return rounds;
  });
}

describe('VUL-05, from what scanners saw and did not see', () => {
  /** As stored: 1 low … 4 critical; the deadlines an organisation begins with. */
  const daysToMend: Readonly<Record<number, number>> = { 4: 14, 3: 30, 2: 90, 1: 180 };

  it.each(['2026-03-10', '2026-04-21', '2026-05-19', today])('as of %s', async (day) => {
    let [due, inTime] = [0, 0];
    const byFinding = new Map<string, Round[]>();
    for (const round of roundsByHand()) byFinding.set(round.finding, [...(byFinding.get(round.finding) ?? []), round]);
    for (const rounds of byFinding.values()) {
      // As it stood: the newest time round that had begun.
      const round = rounds.findLast(({ openedOn }) => openedOn <= day);
      if (round === undefined) continue;
      const dueOn = dateOf(round.openedOn, daysToMend[round.severity] ?? 0);
      const age = daysFrom(dueOn, day);
      if (age < 1 || age > 30) continue;
      due += 1;
      if (round.closedOn !== null && round.closedOn <= day && round.closedOn <= dueOn) inTime += 1;
    }
    const point = await measured('VUL-05', 'in-time', day);
    expect([point.numerator, point.denominator, point.value]).toEqual([inTime, due, inTime / due]);
    expect(due).toBeGreaterThan(3);
  });
});

describe('VUL-04, from what scanners saw and did not see', () => {
  interface Life {
    readonly entered: number;
    readonly left: number;
    readonly isClosed: boolean;
  }

  function livesOf(afterOn: string, endsOn: string): { readonly lives: readonly Life[]; readonly prevalent: number } {
    const lives: Life[] = [];
    let prevalent = 0;
    for (const { openedOn, closedOn, isPrevalent } of roundsByHand()) {
      if (openedOn > endsOn || (closedOn !== null && closedOn <= afterOn)) continue;
      if (isPrevalent) prevalent += 1;
      else {
        const isClosed = closedOn !== null && closedOn <= endsOn;
        lives.push({
          entered: openedOn > afterOn ? 0 : daysFrom(openedOn, afterOn),
          left: daysFrom(openedOn, isClosed ? closedOn : endsOn),
          isClosed,
        });
      }
    }
    return { lives, prevalent };
  }

  /** Kaplan and Meier, as on paper: at every age with a closing, those still open among those followed. */
  function curve(lives: readonly Life[]): readonly { age: number; open: number; lower: number; upper: number }[] {
    let [open, hazard] = [1, 0];
    return [...new Set(lives.filter(({ isClosed }) => isClosed).map(({ left }) => left))]
      .toSorted((a, b) => a - b)
      .map((age) => {
        const atRisk = lives.filter(({ entered, left }) => (entered === 0 || entered < age) && left >= age).length;
        const closed = lives.filter(({ isClosed, left }) => isClosed && left === age).length;
        open *= (atRisk - closed) / atRisk;
        hazard += closed / (atRisk * (atRisk - closed));
        const spread = (1.959964 * Math.sqrt(hazard)) / Math.abs(Math.log(open));
        return { age, open, lower: open ** Math.exp(spread), upper: open ** Math.exp(-spread) };
      });
  }

  it.each([
    ['2026-02-28', '2026-03-31', '2026-04-14'],
    ['2026-03-31', '2026-04-30', '2026-05-20'],
    ['2026-04-30', '2026-05-31', today],
  ])('of the month after %s to %s, as told on %s', async (afterOn, endsOn, day) => {
    const { lives, prevalent } = livesOf(afterOn, endsOn);
    const steps = curve(lives);
    const half = steps.find(({ open }) => open <= 0.5);
    const longest = Math.max(...lives.map(({ left }) => left));
    const point = await measured('VUL-04', 'half-life', day);
    expect([point.numerator, point.value, point.atLeast === true]).toEqual([lives.length, half?.age ?? longest, half === undefined]);
    expect(point.lower).toBe(steps.find(({ lower }) => lower <= 0.5)?.age ?? longest);
    expect(point.upper).toBe(half === undefined ? null : (steps.find(({ upper }) => upper <= 0.5)?.age ?? null));
    for (const age of [30, 90] as const) {
      const share = steps.findLast((step) => step.age <= age);
      const told = await measured('VUL-04', `closed-${age}`, day);
      if (longest < age) expect(told.value).toBeNull();
      else {
        expect(told.value).toBeCloseTo(1 - (share?.open ?? 1), 12);
        expect(told.lower).toBeCloseTo(1 - (share?.upper ?? 1), 6);
        expect(told.upper).toBeCloseTo(1 - (share?.lower ?? 1), 6);
      }
    }
    expect((await measured('VUL-04', 'followed', day)).value).toBe(lives.length);
    expect((await measured('VUL-04', 'left-out', day)).value).toBe(prevalent);
    expect(lives.length).toBeGreaterThan(30);
  });

  it('is tried on findings of every kind: there from the start, closed, still open, come back', () => {
    const rounds = roundsByHand();
    expect(livesOf('2026-02-28', '2026-03-31').prevalent).toBeGreaterThan(2);
    expect(rounds.filter(({ closedOn }) => closedOn === null).length).toBeGreaterThan(5);
    expect(rounds.length).toBeGreaterThan(new Set(rounds.map(({ finding }) => finding)).size);
  });
});
