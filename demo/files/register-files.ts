/**
 * The two registers as their tools export them: the CMMS of the medical devices (semicolons, Dutch, Windows-1252) and
 * the CMDB of everything else (commas, English, UTF-8). Full snapshots, with the warts that registers have.
 */
import type { Day } from '#core/kernel/time.ts';
import { addressOf, hospitalDomain, isRegistered, type DemoAsset, type Hospital } from '../hospital/generate-hospital.ts';
import { integerOf, shareOf } from '../random.ts';
import { dayOfNumber, lastDayNumber, reconciliationDay, roundCount } from '../story.ts';
import { deviceCells, deviceHeaderCount, deviceHeaders } from './device-columns.ts';

type Cell = string | number | null;

const cmmsHeaders =
  'Objectnummer;Benaming;Klasse;Fabrikant;Model;Softwareversie;Serienummer;Afdeling;Niveau;Netwerksegment;Blootstelling;Beheerder;Einde ondersteuning;Status;Scannen;Hostnaam;MAC-adres;IP-adres;Ruimte;Onderhoudscontract';
const cmdbHeaders =
  'Asset Tag,Name,Class,Manufacturer,Model,Version,Serial Number,Department,Tier,Network Segment,Exposure,Owner,End Of Support,Lifecycle,Scannable,Host Name,MAC Address,IP Address,Operating System,Location';

export function* cmmsText(hospital: Hospital, day: number, lastDay: Day): Generator<string> {
  yield `${cmmsHeaders};${deviceHeaders}\r\n`;
  const { seed, assets } = hospital;
  for (const asset of assets) {
    if (asset.product.class !== 'medical' || !isRegistered(asset, day)) continue;
    yield line(cmmsCells(seed, asset, day, lastDay), ';', '\r\n');
    // Written in twice, once more under a number of its own: until the registers were compared.
    if (shareOf(seed, 'double', asset.index) < 0.006 && day < reconciliationDay + 40) {
      const isRenumbered = shareOf(seed, 'double-number', asset.index) < 0.3;
      yield line(cmmsCells(seed, isRenumbered ? { ...asset, tag: `${asset.tag}-B` } : asset, day, lastDay), ';', '\r\n');
    }
  }
  if (day >= reconciliationDay + 40) return;
  // Refused: nothing to know the device by, and a remark with a semicolon in it.
  yield line(
    [null, null, 'medisch hulpmiddel', null, null, null, null, 'Poliklinieken', 2, ...blanks(11 + deviceHeaderCount)],
    ';',
    '\r\n',
  );
  yield `MT-000007;Infuuspomp leen;medisch hulpmiddel;Aurelia Medical;A3;4.2.1;;Verpleegafdelingen;1;;;;;;;;;;;volledig; tot juni\r\n`;
}

export function* cmdbText(hospital: Hospital, day: number, lastDay: Day): Generator<string> {
  yield `${cmdbHeaders}\n`;
  const { seed, assets } = hospital;
  const dock = dockingStation(assets);
  for (const asset of assets) {
    const isOfBoth = asset.product.otherModel !== undefined;
    if ((asset.product.class === 'medical' && !isOfBoth) || !isRegistered(asset, day)) continue;
    yield line(cmdbCells(seed, asset, { day, lastDay, dockMac: dock.laptops.has(asset.index) ? dock.mac : null }), ',', '\n');
  }
  if (day < reconciliationDay + 40) yield line([null, null, 'Server', ...blanks(4), 'ICT', 2, ...blanks(11)], ',', '\n');
}

function cmmsCells(seed: number, asset: DemoAsset, day: number, lastDay: Day): Cell[] {
  const { product, department, index } = asset;
  const share = (what: string): number => shareOf(seed, what, index);
  const hasMac = share('has-mac') < 0.94;
  return [
    asset.tag,
    `${product.word} ${department.short.toUpperCase()} ${index % 7 === 0 ? '– ' : ''}${100 + (index % 900)}`,
    'medisch hulpmiddel',
    share('vendor-form') < 0.2 ? `${product.vendor} B.V.` : product.vendor,
    product.model,
    versionAsWritten(seed, asset),
    serialAsWritten(seed, asset),
    department.name,
    product.tier,
    share('flat') < 0.12 ? 'VLAN 1' : product.segment,
    share('flat') < 0.12 ? 'intern' : 'gesegmenteerd',
    asset.ownerDay <= day ? asset.owner : null,
    share('no-support') < 0.1 ? null : dutchDate(dayOfNumber(asset.supportEndDay, lastDay)),
    share('store') < 0.02 ? 'reserve' : 'in gebruik',
    product.scannable ? 'ja' : 'nee',
    !hasMac || share('has-host') < 0.5 ? asset.hostName : null,
    hasMac ? asset.mac.replaceAll(':', share('mac-form') < 0.3 ? '-' : ':') : null,
    addressOf(seed, asset, 0),
    `${department.short.toUpperCase()}-${integerOf(1, 4, seed, 'floor', index)}.${integerOf(10, 60, seed, 'room', index)}`,
    share('contract') < 0.6 ? 'volledig' : 'preventief',
    ...deviceCells(seed, asset),
  ];
}

interface CmdbMoment {
  readonly day: number;
  readonly lastDay: Day;
  readonly dockMac: string | null;
}

function cmdbCells(seed: number, asset: DemoAsset, { day, lastDay, dockMac }: CmdbMoment): Cell[] {
  const { product, department, index } = asset;
  const share = (what: string): number => shareOf(seed, what, index);
  const isRoaming = product.class === 'workstation' || product.class === 'mobile';
  return [
    product.class === 'medical' ? `CI-M${10_000 + index}` : asset.tag,
    asset.hostName.toUpperCase(),
    product.class === 'medical' ? 'medical device' : product.class === 'operational' ? 'operational technology' : product.class,
    product.vendor,
    product.otherModel ?? product.model,
    versionAsWritten(seed, asset),
    serialAsWritten(seed, asset),
    department.name,
    product.tier,
    product.segment,
    product.word === 'Firewall' || (product.class === 'server' && share('public') < 0.06)
      ? 'internet facing'
      : product.class === 'operational'
        ? 'segmented'
        : 'internal',
    asset.ownerDay <= day ? asset.owner : null,
    // Of what runs a system the register says nothing: that is what the list of ends of support is for.
    product.class === 'medical' || product.system === null ? dayOfNumber(asset.supportEndDay, lastDay) : null,
    share('store') < 0.015 ? 'in stock' : 'in use',
    product.scannable ? 'yes' : 'no',
    `${asset.hostName}.${hospitalDomain}`,
    dockMac === null ? asset.mac : `${dockMac}, ${asset.mac}`,
    isRoaming ? null : addressOf(seed, asset, roundCount - 1),
    product.system,
    `${department.name}, ${integerOf(0, 5, seed, 'level', index)}`,
  ];
}

/** One docking station has stood under five laptops; the register gives its address to each. */
export function dockingStation(assets: readonly DemoAsset[]): { readonly mac: string; readonly laptops: ReadonlySet<number> } {
  const laptops = assets
    .filter(({ product, registeredDay, leftDay }) => product.word === 'Laptop' && registeredDay < 0 && leftDay > lastDayNumber)
    .slice(0, 5);
  return { mac: '00:5D:0C:4B:1D:05', laptops: new Set(laptops.map(({ index }) => index)) };
}

function versionAsWritten(seed: number, { product, index }: DemoAsset): string {
  const { version } = product;
  const forms = [version, version, version, `v${version}`, `V ${version}`, `${version} SP1`, `sw ${version}`, `${version.split('.')[0]}.x`];
  return forms[Math.floor(shareOf(seed, 'version-form', index) * forms.length)] ?? version;
}

function serialAsWritten(seed: number, { serial, index }: DemoAsset): string {
  const share = shareOf(seed, 'serial-form', index);
  return share < 0.005 ? 'N/A' : share < 0.009 ? 'To be filled by O.E.M.' : share < 0.012 ? 'zie typeplaat' : serial;
}

function dutchDate(day: Day): string {
  return day.split('-').toReversed().join('-');
}

function blanks(count: number): null[] {
  return Array.from({ length: count }, () => null);
}

function line(cells: readonly Cell[], separator: string, end: string): string {
  return cells.map((cell) => (cell === null ? '' : quoted(String(cell), separator))).join(separator) + end;
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}
