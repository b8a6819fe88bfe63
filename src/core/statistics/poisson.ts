/**
 * Exact (Garwood) 95 % limits for a rate: events counted over an exposure.
 * F. Garwood, Biometrika 1936;28:437–442, through the chi-square quantile.
 */
import chiSquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';

/**
 * @param events whole number of events
 * @param exposure in any unit (device-months, 1,000 FTE); the limits are per one of it
 * @returns null when there was no exposure
 */
export function poissonInterval(events: number, exposure: number): Interval | null {
  invariant(Number.isInteger(events) && events >= 0 && exposure >= 0, `a rate needs counts, got ${events} per ${exposure}`);
  if (exposure === 0) return null;
  return {
    lower: events === 0 ? 0 : chiSquareQuantile(0.025, 2 * events) / (2 * exposure),
    upper: chiSquareQuantile(0.975, 2 * events + 2) / (2 * exposure),
  };
}
