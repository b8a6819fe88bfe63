/** Every endpoint's handler, once. Total over the contract: a new endpoint does not compile until it is handled. */
import type { Handlers } from '../http/endpoint-handler.ts';
import { accessHandlers } from './access.ts';
import { importHandlers } from './imports.ts';
import { metricHandlers } from './metrics.ts';
import { recordHandlers } from './records.ts';
import { slaHandlers } from './sla.ts';

export const handlers: Handlers = { ...recordHandlers, ...importHandlers, ...metricHandlers, ...slaHandlers, ...accessHandlers };
