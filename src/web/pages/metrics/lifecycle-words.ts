/** Words of the panel of a metric's life: where it stands, and which fields of a step say nothing. */
import type { LifecycleJson } from '#contract/endpoints/lifecycle.ts';
import { lifecycleTexts } from '#core/metrics/lifecycle.ts';
import type { App } from '../../app/context.tsx';
import type { FirstMessages } from '../../messages/en.ts';

interface Words extends Pick<App, 'f' | 't'> {
  readonly m: FirstMessages;
}

/** One state: the one that counts here, since when, and beside it what it was shipped as. */
export function standingText({ state, shipped, steps }: LifecycleJson, { m, f, t }: Words): string {
  const newest = steps[0];
  const now = t(lifecycleTexts[state]);
  // What is shipped as retired is so for everybody, whatever was said here before.
  if (newest === undefined || newest.to !== state) return m.lifecycle.state(now);
  return m.lifecycle.stands(now, f.instantDay(newest.saidAt), t(lifecycleTexts[shipped]));
}

type NextStep = LifecycleJson['next'][number];

/** Names of the fields that have to be said and hold nothing but spaces, in the order of the form. */
export function blankFields(step: NextStep | undefined, textOf: (name: string) => string): readonly string[] {
  const stated = (step?.guards ?? []).flatMap(({ guard, kind }) => (kind === 'stated' ? [guard] : []));
  return [...stated, 'reason'].filter((name) => textOf(name).trim() === '');
}
