/**
 * The invented hospital "Ziekenhuis Noorderlinde": every asset with what is true of it, and when. Not here: what the
 * registers and scanners say of it (`files/`), and which flaws it has (`flaws/`).
 */
import { figures } from '../figures.ts';
import { fullCoverageRound, lastDayNumber, reconciliationDay } from '../story.ts';
import { integerOf, shareOf, waitOf, wordOf } from '../random.ts';
import { departmentByWeight, departmentOf, ownerlessInRadiology, type Department } from './departments.ts';
import { medicalProducts, otherProducts, productTotal, type Product } from './products.ts';

export const hospitalName = 'Ziekenhuis Noorderlinde';
export const hospitalDomain = 'noorderlinde.example';

/** Who scans an asset; null: nobody. */
export type ScanGroup = 'critical-servers' | 'office' | 'medical';

export interface DemoAsset {
  readonly index: number;
  readonly product: Product;
  readonly department: Department;
  readonly owner: string;
  readonly tag: string;
  readonly serial: string;
  readonly mac: string;
  readonly hostName: string;
  /** On the network from this day. */
  readonly arrivedDay: number;
  /** Off the network from this day; beyond the last day: still there. */
  readonly leftDay: number;
  /** In its register from this day until `removedDay`; Infinity: never. */
  readonly registeredDay: number;
  readonly removedDay: number;
  /** The register names the owner from this day; Infinity: never. */
  readonly ownerDay: number;
  /** Day number on which the maker's support ends. */
  readonly supportEndDay: number;
  readonly scanGroup: ScanGroup | null;
  /** The first round that scans it, where a scan group does. */
  readonly scannedFromRound: number;
}

export interface Hospital {
  readonly seed: number;
  readonly assets: readonly DemoAsset[];
}

export interface HospitalOptions {
  /** In all, also those that come and go; default 6,000. The mix of products stays the same. */
  readonly assets?: number;
}

export function generateHospital(seed: number, options: HospitalOptions = {}): Hospital {
  const total = options.assets ?? productTotal;
  const generated: DemoAsset[] = [];
  for (let index = 0; index < total; index += 1) {
    const product = productAt(((index + 0.5) / total) * productTotal);
    generated.push(assetOf(seed, index, product));
  }
  return { seed, assets: withOwnerless(seed, generated, Math.round((ownerlessInRadiology * total) / productTotal)) };
}

const products = [...medicalProducts, ...otherProducts];

function productAt(place: number): Product {
  let left = place;
  const found = products.find((product) => (left -= product.count) < 0) ?? products.at(-1);
  if (found === undefined) throw new Error('the list of products is empty');
  return found;
}

function assetOf(seed: number, index: number, product: Product): DemoAsset {
  const share = (what: string): number => shareOf(seed, what, index);
  const isMedical = product.class === 'medical';
  const place = product.departments[integerOf(0, product.departments.length - 1, seed, 'place', index)];
  const department = place === undefined ? departmentByWeight(share('department')) : departmentOf(place);
  const presence = presenceOf(seed, index, isMedical);
  const scanGroup = scanGroupOf(product, share('critical'));
  return {
    index,
    product,
    department,
    owner: ownerOf(product, department),
    tag: `${isMedical ? 'MT' : 'CI'}-${String(10_000 + index).padStart(6, '0')}`,
    serial: serialOf(seed, index, product),
    mac: macOf(seed, index, product),
    hostName: `${product.short}-${department.short}-${String(1000 + index)}`,
    ...presence,
    ownerDay: ownerDayOf(seed, index, department),
    supportEndDay: lastDayNumber + supportLeftOf(seed, index, product),
    scanGroup,
    scannedFromRound: scanGroup === null ? Number.POSITIVE_INFINITY : scannedFromRound(share('coverage'), scanGroup),
  };
}

/** Coming, going, and how far the register lags behind. The shares are chosen; what they give is in README.md. */
function presenceOf(
  seed: number,
  index: number,
  isMedical: boolean,
): Pick<DemoAsset, 'arrivedDay' | 'leftDay' | 'registeredDay' | 'removedDay'> {
  const share = (what: string): number => shareOf(seed, what, index);
  const never = Number.POSITIVE_INFINITY;
  const fate = share('fate');
  // Gone before the first day and still in the register: the ghosts that were found at the start.
  if (fate < 0.028) return { arrivedDay: never, leftDay: -1, registeredDay: -400, removedDay: cleanedDay(seed, index, 0) };
  const leftDay = fate < 0.062 ? integerOf(20, lastDayNumber - 60, seed, 'left', index) : never;
  const removedDay = leftDay === never ? never : cleanedDay(seed, index, leftDay);
  const arrivedDay = fate > 0.91 ? integerOf(0, lastDayNumber - 40, seed, 'arrived', index) : -400;
  const isUnregistered = share('unregistered') < (isMedical ? 0.045 : 0.06);
  if (isUnregistered) {
    const isFound = share('found') < 0.68;
    const foundDay = Math.max(arrivedDay + 7, integerOf(reconciliationDay, lastDayNumber - 3, seed, 'found-day', index));
    return { arrivedDay, leftDay, registeredDay: isFound ? foundDay : never, removedDay };
  }
  const lag =
    arrivedDay < 0
      ? 0
      : arrivedDay >= reconciliationDay
        ? 5
        : Math.min(waitOf(30, seed, 'lag', index), Math.max(5, reconciliationDay + 20 - arrivedDay));
  return { arrivedDay, leftDay, registeredDay: arrivedDay + Math.round(lag), removedDay };
}

/** The register drops what is gone after about a year; the weekly comparison finds most of the rest. */
function cleanedDay(seed: number, index: number, goneDay: number): number {
  const unaided = goneDay + 30 + waitOf(400, seed, 'cleaned', index);
  if (unaided < reconciliationDay || shareOf(seed, 'cleaned-by-project', index) > 0.72) return unaided;
  return Math.max(goneDay + 10, integerOf(reconciliationDay, lastDayNumber - 3, seed, 'cleaned-day', index));
}

function scanGroupOf(product: Product, share: number): ScanGroup | null {
  if (!product.scannable || product.platform === 'none') return null;
  if (product.class === 'medical') return 'medical';
  return product.class === 'server' && share < 0.5 ? 'critical-servers' : 'office';
}

function scannedFromRound(share: number, group: ScanGroup): number {
  if (group === 'critical-servers') return 0;
  const [atStart, never] = group === 'office' ? [0.6, 0.96] : [0.4, 0.92];
  if (share < atStart) return 0;
  return share > never ? Number.POSITIVE_INFINITY : Math.ceil(((share - atStart) / (never - atStart)) * fullCoverageRound);
}

function ownerOf(product: Product, department: Department): string {
  if (product.class === 'medical') return product.platform === 'imaging' ? 'Team Beeldvormende techniek' : 'Team Medische techniek';
  if (product.class === 'server') return 'Team Servers';
  if (product.class === 'network') return 'Team Netwerk';
  if (product.class === 'operational') return 'Team Gebouwbeheer';
  return department.name === 'Facilitair bedrijf' ? 'Team Facilitair' : 'Team Werkplek';
}

function ownerDayOf(seed: number, index: number, department: Department): number {
  const share = shareOf(seed, 'owned', index);
  if (share < department.owned) return -400;
  // Of the rest most get one while the registers are reconciled, department after department.
  if (share > department.owned + (1 - department.owned) * 0.85) return Number.POSITIVE_INFINITY;
  return reconciliationDay + 7 * (wordOf(seed, 'owner-week', department.short) % 10) + integerOf(0, 12, seed, 'owner-day', index);
}

/** In Radiology exactly so many of the assets in the register stay without an owner; the others there have one. */
function withOwnerless(seed: number, assets: readonly DemoAsset[], count: number): DemoAsset[] {
  const registered = assets.filter(
    ({ department, registeredDay, removedDay }) =>
      department.name === 'Radiologie' && registeredDay < lastDayNumber - 3 && removedDay > lastDayNumber,
  );
  const ownerless = new Set(
    registered
      .toSorted((left, right) => shareOf(seed, 'ownerless', left.index) - shareOf(seed, 'ownerless', right.index))
      .slice(0, count)
      .map(({ index }) => index),
  );
  return assets.map((asset) => {
    if (asset.department.name !== 'Radiologie') return asset;
    return { ...asset, ownerDay: ownerless.has(asset.index) ? Number.POSITIVE_INFINITY : Math.min(asset.ownerDay, reconciliationDay) };
  });
}

/** Devices of one model come in forty deliveries, each with a contract of its own. */
function supportLeftOf(seed: number, index: number, { vendor, model, supportLeft }: Product): number {
  const delivery = [vendor, model, index % 40] as const;
  const isPast = shareOf(seed, 'unsupported', ...delivery) < figures.medicalUnsupported.value;
  const [from, to] = supportLeft ?? (isPast ? [-700, -30] : [60, 2200]);
  return integerOf(from, to, seed, 'support', ...delivery);
}

function serialOf(seed: number, index: number, product: Product): string {
  const prefix = product.vendor.slice(0, 2).toUpperCase();
  const digits = String(wordOf(seed, 'serial', index) % 1_000_000).padStart(6, '0');
  return product.class === 'medical'
    ? `${prefix}${digits}-${index}`
    : `${prefix}${index.toString(36).toUpperCase().padStart(4, '0')}${digits}`;
}

/** Globally administered, one address of one device; the maker's three bytes are invented with the maker. */
function macOf(seed: number, index: number, product: Product): string {
  const maker = wordOf(seed, 'maker', product.vendor);
  const bytes = [(maker >>> 16) & 0xfc, (maker >>> 8) & 0xff, maker & 0xff, (index >>> 16) & 0xff, (index >>> 8) & 0xff, index & 0xff];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

/** Its address on a day: fixed, but for workstations, which get another about once a year. */
export function addressOf(seed: number, asset: DemoAsset, round: number): string {
  const { class: assetClass, network } = asset.product;
  const lease =
    assetClass === 'workstation' || assetClass === 'mobile' ? Math.floor((round + (wordOf(seed, 'lease', asset.index) % 12)) / 12) : 0;
  // 7919 is prime to 65,000, so two devices never share an address in one lease.
  const place = (asset.index + lease * 7919) % 65_000;
  return `10.${network}.${1 + Math.floor(place / 250)}.${2 + (place % 250)}`;
}

export function isPresent(asset: DemoAsset, day: number): boolean {
  return asset.arrivedDay <= day && day < asset.leftDay;
}

export function isRegistered(asset: DemoAsset, day: number): boolean {
  return asset.registeredDay <= day && day < asset.removedDay;
}
