/** How old a source of a role may be before the strictest metric that leans on it calls its value stale. */
import type { SourceRole } from './gates.ts';
import { metrics } from './registry.ts';

/** @returns days; a source older than this is stale */
export function staleAfterDays(role: SourceRole): number {
  const leaning = metrics.filter(({ leansOn }) => leansOn.includes(role));
  return Math.min(...leaning.map(({ cadenceDays, graceDays }) => cadenceDays + graceDays));
}
