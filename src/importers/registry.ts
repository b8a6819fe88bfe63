/**
 * Every importer, in the order in which they are asked whether a file is theirs: exact formats first, the one that
 * accepts almost any table last. A new format is one folder and one line here.
 */
import type { Importer } from './define-importer.ts';
import { csv } from './csv/importer.ts';
import { dependencies } from './dependencies/importer.ts';
import { cyclonedx } from './cyclonedx/importer.ts';
import { endoflife } from './endoflife/importer.ts';
import { grype } from './grype/importer.ts';
import { masscan } from './masscan/importer.ts';
import { mds2 } from './mds2/importer.ts';
import { msDefender } from './ms-defender/importer.ts';
import { nessus } from './nessus/importer.ts';
import { nmap } from './nmap/importer.ts';
import { openvas } from './openvas/importer.ts';
import { qualys } from './qualys/importer.ts';
import { spdx } from './spdx/importer.ts';
import { trivy } from './trivy/importer.ts';
import { wazuh } from './wazuh/importer.ts';
import { xlsx } from './xlsx/importer.ts';

export const importers: readonly Importer[] = [
  masscan,
  nmap,
  nessus,
  openvas,
  qualys,
  xlsx,
  cyclonedx,
  spdx,
  trivy,
  grype,
  wazuh,
  msDefender,
  endoflife,
  mds2,
  dependencies,
  csv,
];
