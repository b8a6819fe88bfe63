/**
 * How far two people who judged the same things agree beyond chance: J. Cohen, "A Coefficient of Agreement for Nominal Scales",
 * Educational and Psychological Measurement 1960;20:37–46; standard error of J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological
 * Bulletin 1969;72:323–327.
 * Not here: what agreement is good enough; no limit follows from the figure itself.
 */
import type { Interval } from './wilson.ts';
import { normal95 } from './wilson.ts';

export interface Agreement {
  /** Things that both judged. */
  readonly judged: number;
  /** Share judged alike. */
  readonly alike: number;
  /** 1 = always alike, 0 = as chance would have it; null where both always say the same one word: chance alone gives that too. */
  readonly kappa: number | null;
  readonly interval: Interval | null;
}

/** @param pairs what the one and the other said of each thing; null of none */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): Agreement | null {
  const judged = pairs.length;
  if (judged === 0) return null;
  const words = [...new Set(pairs.flat())];
  const share = (holds: (pair: readonly [string, string]) => boolean) => pairs.filter(holds).length / judged;
  const first = new Map(words.map((word) => [word, share(([one]) => one === word)]));
  const second = new Map(words.map((word) => [word, share(([, other]) => other === word)]));
  const alike = share(([one, other]) => one === other);
  const byChance = words.reduce((sum, word) => sum + (first.get(word) ?? 0) * (second.get(word) ?? 0), 0);
  if (byChance > 1 - 1e-12) return { judged, alike, kappa: null, interval: null };
  const kappa = (alike - byChance) / (1 - byChance);
  let same = 0;
  let different = 0;
  for (const one of words) {
    for (const other of words) {
      const own = share((pair) => pair[0] === one && pair[1] === other);
      if (one === other) same += own * (1 - ((first.get(one) ?? 0) + (second.get(one) ?? 0)) * (1 - kappa)) ** 2;
      else different += own * ((second.get(one) ?? 0) + (first.get(other) ?? 0)) ** 2;
    }
  }
  const rest = (kappa - byChance * (1 - kappa)) ** 2;
  const variance = Math.max(0, same + (1 - kappa) ** 2 * different - rest) / ((1 - byChance) ** 2 * judged);
  const half = normal95 * Math.sqrt(variance);
  return { judged, alike, kappa, interval: { lower: Math.max(-1, kappa - half), upper: Math.min(1, kappa + half) } };
}
