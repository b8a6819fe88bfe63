/** The list of ends of support as the hospital fetched it once, one product per line; its systems are as invented as the rest. */
import type { Day } from '#core/kernel/time.ts';
import { demoSystems, type SystemRelease } from '../hospital/systems.ts';
import { dayOfNumber, lastDayNumber } from '../story.ts';

export function* supportListText(lastDay: Day): Generator<string> {
  const dayOf = (left: number | null): Day | false => (left === null ? false : dayOfNumber(lastDayNumber + left, lastDay));
  const releaseOf = ({ cycle, supportLeft, extendedLeft }: SystemRelease) => ({
    releaseCycle: cycle,
    eol: dayOf(supportLeft),
    ...(extendedLeft === undefined ? {} : { eoes: dayOf(extendedLeft) }),
  });
  for (const { product, title, isOperatingSystem, releases } of demoSystems) {
    yield `${JSON.stringify({ product, title, category: isOperatingSystem ? 'os' : 'app', releases: releases.map(releaseOf) })}\n`;
  }
}
