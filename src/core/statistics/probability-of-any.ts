/**
 * Chance that at least one of several things happens, were they independent: `1 − Π(1 − pᵢ)` (metrics.md 4.10). For EPSS of the
 * vulnerabilities of one asset they are not quite; who shows the figure prints that.
 */
import { invariant } from '../kernel/invariant.ts';

/** @returns 0 … 1; 0 of nothing */
export function probabilityOfAny(probabilities: readonly number[]): number {
  const ofNone = probabilities.reduce((product, probability) => {
    invariant(probability >= 0 && probability <= 1, `a probability lies in 0 … 1, got ${probability}`);
    return product * (1 - probability);
  }, 1);
  return 1 - ofNone;
}
