/**
 * Where the fields of a finding are stored: its own version and latest row, its flaw and check, its entry of the KEV catalogue over
 * the days on which it was listed, and the asset as it was that day.
 */
import { assetVersionTable } from './asset.ts';
import { servicesOfAsset } from './dependency-node.ts';
import type { StoredColumn, StoredKind } from './stored-kind.ts';

const version = (column: string): StoredColumn => ({ source: 'fv', column });
const versionAlways = (column: string): StoredColumn => ({ source: 'fv', column, notNull: true });
const ofAsset = (column: string): StoredColumn => ({ source: 'av', column });
const ofAssetName = (column: string): StoredColumn => ({ source: 'av', column, folded: `${column}_folded` });

export const storedFinding = {
  sources: {
    fv: { table: 'finding_version', versions: true },
    f: { table: 'finding', join: { column: 'id', to: { source: 'fv', column: 'finding_id' } } },
    w: { table: 'flaw', join: { column: 'id', to: { source: 'fv', column: 'flaw_id' } } },
    k: { table: 'flaw_kev', versions: true, join: { column: 'flaw_id', to: { source: 'fv', column: 'flaw_id' }, optional: true } },
    c: { table: 'scanner_check', join: { column: 'id', to: { source: 'f', column: 'check_id' } } },
    av: {
      table: assetVersionTable,
      versions: true,
      join: { column: 'asset_id', to: { source: 'fv', column: 'asset_id' }, optional: true },
    },
    m: { table: 'finding_moved_check', join: { column: 'finding_id', to: { source: 'fv', column: 'finding_id' }, optional: true } },
  },
  fields: {
    id: versionAlways('finding_id'),
    state: versionAlways('state'),
    severity: versionAlways('severity'),
    openedAt: versionAlways('opened_at'),
    closedAt: version('closed_at'),
    lastSeenBeforeCloseAt: version('last_seen_before_close_at'),
    dueOn: version('due_on'),
    closedInTime: versionAlways('closed_in_time'),
    prevalent: versionAlways('prevalent'),
    occurrence: versionAlways('occurrence'),
    decision: version('decision'),
    decisionUntil: { source: 'f', column: 'decision_until' },
    assignee: { source: 'f', column: 'assignee', folded: 'assignee_folded' },
    ticket: { source: 'f', column: 'ticket' },
    title: { source: 'w', column: 'title', folded: 'title_folded', notNull: true },
    cveId: { source: 'w', column: 'cve_id' },
    aliases: { source: 'w', column: 'aliases', folded: 'aliases_folded' },
    scanner: { source: 'c', column: 'scanner', notNull: true },
    scannerCount: { source: 'f', column: 'scanner_count', notNull: true },
    checkId: { source: 'c', column: 'native_id', notNull: true },
    cvssScore: { source: 'w', column: 'cvss_score' },
    epss: { source: 'w', column: 'epss' },
    epssFrom: { source: 'w', column: 'epss_from' },
    epssListed: { source: 'w', column: 'listed_epss' },
    kev: { source: 'w', column: 'kev' },
    kevFrom: { source: 'w', column: 'kev_from' },
    inKev: { source: 'k', column: 'listed' },
    kevDueOn: { source: 'k', column: 'due_on' },
    ransomware: { source: 'w', column: 'ransomware' },
    protocol: { source: 'f', column: 'protocol' },
    port: { source: 'f', column: 'port' },
    firstSeenAt: { source: 'f', column: 'first_seen_at', notNull: true },
    lastSeenAt: { source: 'f', column: 'last_seen_at', notNull: true },
    assetId: versionAlways('asset_id'),
    assetName: { source: 'av', column: 'name', folded: 'name_folded' },
    class: ofAsset('class'),
    vendor: ofAssetName('vendor'),
    model: ofAssetName('model'),
    department: ofAssetName('department'),
    tier: ofAsset('tier'),
    segment: ofAsset('segment'),
    exposure: ofAsset('exposure'),
    owner: ofAssetName('owner'),
    registered: ofAsset('registered'),
  },
  children: { services: servicesOfAsset },
  // finding_version_open_by_severity, _open_by_due, _open_by_opened (both ways), _closed_by_closed; flaw_by_epss.
  walks: [
    { field: 'severity', descending: true, when: { field: 'state', value: 'open' } },
    { field: 'dueOn', descending: false, when: { field: 'state', value: 'open' } },
    { field: 'openedAt', descending: true, when: { field: 'state', value: 'open' } },
    { field: 'openedAt', descending: false, when: { field: 'state', value: 'open' } },
    { field: 'closedAt', descending: true, when: { field: 'state', value: 'closed' } },
    { field: 'epss', descending: true, when: { field: 'state', value: 'open' }, entriesMax: 1_000 },
  ],
  series: { unitColumn: 'finding_id', joinColumns: ['asset_id', 'flaw_id'], assetColumn: 'asset_id' },
} as const satisfies StoredKind;
