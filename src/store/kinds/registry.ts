/** Where every record kind is stored; a kind or field without its column does not compile. */
import type { recordKinds, RecordKindName } from '#core/records/registry.ts';
import { storedAsset } from './asset.ts';
import { storedDependencyNode } from './dependency-node.ts';
import { storedDeviceModel } from './device-model.ts';
import { storedComponent } from './component.ts';
import { storedFinding } from './finding.ts';
import { storedDepartment, storedImport, storedOrganisation } from './latest-only.ts';
import { storedSbom } from './sbom.ts';
import { storedSupportCycle } from './support-cycle.ts';
import type { StoredColumn, StoredKind } from './stored-kind.ts';

type Complete = {
  readonly [K in RecordKindName]: StoredKind & {
    readonly fields: { readonly [F in keyof (typeof recordKinds)[K]['fields']]: StoredColumn };
    readonly children: { readonly [C in keyof (typeof recordKinds)[K]['children']]: StoredKind['children'][string] };
  };
};

const complete = {
  asset: storedAsset,
  finding: storedFinding,
  sbom: storedSbom,
  component: storedComponent,
  'device-model': storedDeviceModel,
  'support-cycle': storedSupportCycle,
  'dependency-node': storedDependencyNode,
  import: storedImport,
  organisation: storedOrganisation,
  department: storedDepartment,
} as const satisfies Complete;

export const storedKinds: Readonly<Record<RecordKindName, StoredKind>> = complete;
