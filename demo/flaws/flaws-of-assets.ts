/**
 * Which flaws an asset has, from when to when. A flaw comes with the updates of its month and waits for repair; the
 * wait has no memory, but its pace changes with the story, also for flaws that were waiting already.
 */
import type { Day } from '#core/kernel/time.ts';
import { figures } from '../figures.ts';
import type { DemoAsset, Hospital } from '../hospital/generate-hospital.ts';
import { dayOfNumber, incidentDay, paceChanges, paceOn } from '../story.ts';
import { integerOf, shareOf } from '../random.ts';
import { incidentCheck, monthlyCheck, type Check, type CheckSeverity } from './checks.ts';
import type { Platform } from '../hospital/products.ts';

export interface Flaw {
  readonly check: Check;
  /** There in `[fromDay, goneDay)`; in parts of a day. */
  readonly fromDay: number;
  readonly goneDay: number;
}

interface Pace {
  /** New flaws per asset in four weeks. */
  readonly rate: number;
  readonly halfLifeDays: number;
}

const paces: Readonly<Record<Exclude<Platform, 'none'>, Pace>> = {
  desktop: { rate: 0.17, halfLifeDays: figures.halfLifeOffice.value },
  'windows-server': { rate: 0.34, halfLifeDays: figures.halfLifeServer.value },
  'linux-server': { rate: 0.28, halfLifeDays: figures.halfLifeServer.value },
  network: { rate: 0.03, halfLifeDays: figures.halfLifeNetwork.value },
  printer: { rate: 0.04, halfLifeDays: figures.halfLifeNetwork.value },
  appliance: { rate: 0.04, halfLifeDays: figures.halfLifeServer.value },
  imaging: { rate: 0.05, halfLifeDays: figures.halfLifeMedical.value },
  laboratory: { rate: 0.05, halfLifeDays: figures.halfLifeMedical.value },
};

/** The worse, the sooner: chosen, so that the mix of severities keeps the published half-life. */
const halfLifeFactors: Readonly<Record<CheckSeverity, number>> = { 1: 1.5, 2: 1, 3: 0.5, 4: 0.15 };

const firstMonth = -24;
const lastMonth = 25;
const monthDays = 28;
const slots = 2;
/** How often a repair is undone, by an old image or a restored backup. */
const recurrence = 0.04;

/** Months of publication and checks, once per platform: thousands of assets share them. */
export function flawsOfAssets({ seed, assets }: Hospital, lastDay: Day): ReadonlyMap<DemoAsset, readonly Flaw[]> {
  const checks = new Map<string, Check>();
  const checkOf = (platform: Exclude<Platform, 'none'>, month: number, pick: number): Check => {
    const key = `${platform} ${month} ${pick}`;
    const known = checks.get(key);
    if (known !== undefined) return known;
    const check = monthlyCheck(seed, platform, month, pick, dayOfNumber(month * monthDays, lastDay).slice(0, 7));
    checks.set(key, check);
    return check;
  };
  const published = dayOfNumber(incidentDay, lastDay).slice(0, 7);
  const incident = { critical: incidentCheck(seed, true, published), high: incidentCheck(seed, false, published) };
  return new Map(
    assets
      .filter(({ scanGroup }) => scanGroup !== null)
      .map((asset) => [asset, [...monthlyFlaws(seed, asset, checkOf), ...incidentFlaws(seed, asset, incident)]]),
  );
}

function monthlyFlaws(
  seed: number,
  asset: DemoAsset,
  checkOf: (platform: Exclude<Platform, 'none'>, month: number, pick: number) => Check,
): Flaw[] {
  const { platform } = asset.product;
  if (platform === 'none') return [];
  const flaws: Flaw[] = [];
  const { rate, halfLifeDays } = paces[platform];
  for (let month = firstMonth; month <= lastMonth; month += 1) {
    for (let slot = 0; slot < slots; slot += 1) {
      if (shareOf(seed, 'flaw', asset.index, month, slot) >= rate / slots) continue;
      const check = checkOf(platform, month, slot * 3 + integerOf(0, 2, seed, 'pick', asset.index, month, slot));
      const fromDay = (month + shareOf(seed, 'from', asset.index, month, slot)) * monthDays;
      const goneDay = repairedDay(seed, asset, { check, fromDay }, halfLifeDays);
      flaws.push({ check, fromDay, goneDay });
      if (shareOf(seed, 'again', asset.index, month, slot) < recurrence) {
        const againDay = goneDay + 45;
        flaws.push({ check, fromDay: againDay, goneDay: repairedDay(seed, asset, { check, fromDay: againDay }, halfLifeDays) });
      }
    }
  }
  return flaws;
}

/** The supplier's agent is on most servers and on some workstations; its flaws are published within ten days. */
function incidentFlaws(seed: number, asset: DemoAsset, incident: { readonly critical: Check; readonly high: Check }): Flaw[] {
  const { platform } = asset.product;
  const share =
    platform === 'windows-server' || platform === 'linux-server' ? 0.3 : platform === 'desktop' ? 0.07 : platform === 'imaging' ? 0.12 : 0;
  if (shareOf(seed, 'agent', asset.index) >= share) return [];
  return [incident.critical, incident.high].map((check, place) => {
    const fromDay = incidentDay + 1 + place * 4 + shareOf(seed, 'published', asset.index) * 5;
    return {
      check,
      fromDay,
      goneDay: repairedDay(
        seed,
        asset,
        { check, fromDay },
        platform === 'imaging' ? figures.halfLifeMedical.value : figures.halfLifeServer.value,
      ),
    };
  });
}

/** Work needed, in days at the ordinary pace, spent at the pace of each stretch of the story. */
function repairedDay(seed: number, asset: DemoAsset, { check, fromDay }: Pick<Flaw, 'check' | 'fromDay'>, halfLifeDays: number): number {
  const halfLife = halfLifeDays * halfLifeFactors[check.severity];
  let work = (-Math.log(1 - shareOf(seed, 'repair', asset.index, check.id, Math.floor(fromDay))) * halfLife) / Math.LN2;
  let day = fromDay;
  const isMedical = asset.product.class === 'medical';
  for (const change of paceChanges) {
    if (day >= change) continue;
    const pace = paceOn(day, isMedical);
    if (work <= (change - day) * pace) return day + work / pace;
    work -= (change - day) * pace;
    day = change;
  }
  return day + work / paceOn(day, isMedical);
}
