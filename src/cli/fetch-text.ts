/** When a source is fetched by itself, in a few words. */
import type { SourceJson } from '#contract/endpoints/sources.ts';

export function fetchText({ everyHours, nextAt, failures }: SourceJson['fetch']): string {
  if (everyHours === null) return 'only when asked';
  const every = everyHours % 24 === 0 ? `every ${everyHours / 24 === 1 ? 'day' : `${everyHours / 24} days`}` : `every ${everyHours} h`;
  const next = nextAt === null ? 'soon' : `${nextAt.slice(0, 16).replace('T', ' ')} UTC`;
  return `${next} (${every}${failures === 0 ? '' : `; failed ${failures} times in a row`})`;
}
