/**
 * How many times as often one thing is true of the same people as another (reported, clicked): 95 % interval of a ratio of two shares
 * that were counted on the same people. On the log scale `Var ln(x/y) = (b + c)/(x·y)`, with b and c the people of whom only the one or
 * only the other is true: the Wald interval of a ratio of marginal probabilities in matched pairs (J.-M. Nam and W. C. Blackwelder,
 * Statistics in Medicine 2002;21:689–699). Counting the two as independent would be too wide where many do both.
 */
import { invariant } from '../kernel/invariant.ts';
import type { Interval } from './wilson.ts';
import { normal95 } from './wilson.ts';

export interface PairedCounts {
  readonly first: number;
  readonly second: number;
  /** Of whom both are true. */
  readonly both: number;
}

/** @returns null where one of the two is true of nobody: the logarithm has no limits then */
export function pairedRatioInterval({ first, second, both }: PairedCounts): Interval | null {
  invariant(both <= Math.min(first, second), 'whoever did both did each');
  if (first === 0 || second === 0) return null;
  const ratio = first / second;
  const width = Math.exp(normal95 * Math.sqrt((first + second - 2 * both) / (first * second)));
  return { lower: ratio / width, upper: ratio * width };
}
