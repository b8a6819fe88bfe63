/**
 * The share of right answers to one question through the one door: of the whole only, from ten people who answered it. That all
 * were wrong is not said: it would be said of each of them.
 */
import { fewestPeople } from './count-table.ts';
import type { Disclosed } from './publish.ts';
import { disclose } from './publish.ts';
import type { ScoreHiddenReason } from './scale-scores.ts';

export type DisclosedShare = Disclosed<
  | { readonly kind: 'shown'; readonly right: number; readonly answered: number }
  | { readonly kind: 'hidden'; readonly reason: ScoreHiddenReason }
>;

export function discloseShare(right: number, answered: number): DisclosedShare {
  if (answered < fewestPeople) return disclose({ kind: 'hidden', reason: 'too-few-people' });
  if (right === 0) return disclose({ kind: 'hidden', reason: 'all-alike' });
  return disclose({ kind: 'shown', right, answered });
}
