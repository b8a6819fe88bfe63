/** Every record kind, once. The store, the API, the CLI, the web and `docs/records.md` walk this list. */
import { asset } from '../assets/asset.ts';
import { dependencyNode } from '../dependencies/dependency-node.ts';
import { deviceModel } from '../device-models/device-model.ts';
import { importRun } from '../imports/import-run.ts';
import { department, organisation } from '../organisations/organisation.ts';
import type { RecordKind } from '../query/record-kind.ts';
import { component } from '../software/component.ts';
import { sbom } from '../software/sbom.ts';
import { supportCycle } from '../support/support-cycle-kind.ts';
import { finding } from '../vulnerabilities/finding.ts';

export const recordKinds = {
  asset,
  finding,
  sbom,
  component,
  'device-model': deviceModel,
  'support-cycle': supportCycle,
  'dependency-node': dependencyNode,
  import: importRun,
  organisation,
  department,
} as const satisfies Record<string, RecordKind>;
export type RecordKindName = keyof typeof recordKinds;
