/** One row of a list of assets → one asset, registered or seen, or a refusal when nothing tells the asset apart. */
import type { AssetFacts, ImportedAsset } from '#core/imports/imported-record.ts';
import { readIpAddresses, readMacAddresses } from './addresses.ts';
import type { Cells } from './cells.ts';
import { readDeviceFacts, readUdi } from './device-cells.ts';
import { identityTargets } from './headers.ts';
import { readBoolean, readClass, readExposure, readLifecycle, readTier } from './vocabulary.ts';

type FactDraft = { -readonly [Target in keyof AssetFacts]?: AssetFacts[Target] | undefined };

/** Null: the row was refused, and reported. */
export function readRegisterRow(cells: Cells, itemNumber: number, role: ImportedAsset['role']): ImportedAsset | null {
  const host = cells.host('hostName');
  const ipAddresses = cells.addresses('ipAddresses', readIpAddresses, 'an IP address');
  const facts = withoutUndefined({
    name: cells.text('name'),
    class: cells.word('class', readClass),
    vendor: cells.text('vendor'),
    model: cells.text('model'),
    version: cells.text('version'),
    department: cells.text('department'),
    tier: cells.value('tier', readTier, 'a tier from 1 to 4'),
    segment: cells.text('segment'),
    exposure: cells.word('exposure', readExposure),
    owner: cells.text('owner'),
    supportEndOn: cells.day('supportEndOn'),
    lifecycle: cells.word('lifecycle', readLifecycle),
    scannable: cells.value('scannable', readBoolean, 'yes or no'),
    serialNumber: cells.identifier('serialNumber'),
    assetTag: cells.identifier('assetTag'),
    hostName: host.hostName,
    domain: cells.text('domain') ?? host.domain,
    ipAddresses: ipAddresses ?? (host.ipAddress === undefined ? undefined : [host.ipAddress]),
    macAddresses: cells.addresses('macAddresses', readMacAddresses, 'a MAC address'),
    udiDi: readUdi(cells),
    operatingSystem: cells.text('operatingSystem'),
    location: cells.text('location'),
    ...readDeviceFacts(cells),
  });
  if (!identityTargets.some((target) => facts[target] !== undefined)) {
    const message = 'The row has no name, serial number, asset number, host name, IP or MAC address, so no asset can be told by it.';
    cells.report('refused', 'row-without-identity', message, null);
    return null;
  }
  return { kind: 'asset', itemNumber, assetKey: `row-${itemNumber}`, role, observedAt: null, facts };
}

export function withoutUndefined(draft: FactDraft): AssetFacts {
  const facts: Record<string, unknown> = {};
  // A plain loop: this runs for each row, and entries to and from an object took a sixth of the time.
  for (const target in draft) {
    const value = draft[target as keyof AssetFacts];
    if (value !== undefined) facts[target] = value;
  }
  return facts;
}
