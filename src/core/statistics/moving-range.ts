/**
 * Moving ranges: how far each point lies from the one before it. Their mean, over 1.128, estimates the standard deviation of a
 * series without being widened by a shift in it (W. A. Shewhart 1931; ASTM E2587, table of d₂ and D₄ for pairs).
 */

/** Mean moving range of two of a normal sample, in standard deviations (d₂). */
export const rangePerSigma = 1.128;

/** Upper 3σ limit of a moving range, in mean moving ranges (D₄). */
export const rangeLimitFactor = 3.267;

/**
 * @param values in order of time; null is a gap, and a range never spans one
 * @returns one per value: its distance from the value before it, null for the first and beside a gap
 */
export function movingRangesOf(values: readonly (number | null)[]): readonly (number | null)[] {
  return values.map((value, index) => {
    const before = values[index - 1] ?? null;
    return value === null || before === null ? null : Math.abs(value - before);
  });
}

/** @returns null of nothing */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
