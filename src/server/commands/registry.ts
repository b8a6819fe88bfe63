/** Commands that run a node or need its database. */
import type { Command } from '#contract/define-command.ts';
import { demo } from './demo.ts';
import { demoFiles } from './demo-files.ts';
import { serve } from './serve.ts';

export const commands: readonly Command[] = [serve, demo, demoFiles];
