/** Every command of this area, once; `main.ts` adds those of the server. */
import type { Command } from '#contract/define-command.ts';
import { assetsList } from './commands/assets-list.ts';
import { assetsShow } from './commands/assets-show.ts';
import { findingsList } from './commands/findings-list.ts';
import { findingsShow } from './commands/findings-show.ts';
import { importFiles } from './commands/import.ts';
import { measureNow } from './commands/measure.ts';
import { metricsList } from './commands/metrics-list.ts';
import { metricsShow } from './commands/metrics-show.ts';
import { modelsList } from './commands/models-list.ts';
import { modelsShow } from './commands/models-show.ts';
import { status } from './commands/status.ts';
import { tokenCreate } from './commands/token-create.ts';

export const commands: readonly Command[] = [
  importFiles,
  assetsList,
  assetsShow,
  modelsList,
  modelsShow,
  findingsList,
  findingsShow,
  metricsList,
  metricsShow,
  measureNow,
  status,
  tokenCreate,
];
