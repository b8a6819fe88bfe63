/** Builds what sources say and see of one asset, by days of 2026, for the tests of its fold. */
import type { Claim } from '#core/assets/effective-facts.ts';
import type { AssetVersion, FoldAssetInput, FoldedAsset } from '#core/assets/fold-asset.ts';
import { foldAsset } from '#core/assets/fold-asset.ts';
import type { Sighting, Snapshot } from '#core/assets/presence.ts';
import type { AssetFacts } from '#core/imports/imported-record.ts';
import type { Instant } from '#core/kernel/time.ts';

export const timeZone = 'Europe/Amsterdam';

/** Noon UTC of a day of 2026, `03-01`: never near midnight in Amsterdam. */
export const on = (day: string): Instant => `2026-${day}T12:00:00.000Z` as Instant;

export function says(source: string, day: string, facts: AssetFacts, lastDay = day): Claim {
  return { source, role: source.startsWith('scan') ? 'discovery' : 'register', observedAt: on(day), lastObservedAt: on(lastDay), facts };
}
export const registers = (source: string, ...days: string[]): Sighting[] =>
  days.map((day) => ({ kind: 'register', source, observedAt: on(day), depth: null, complete: true }));
export const discovers = (source: string, ...days: string[]): Sighting[] =>
  days.map((day) => ({ kind: 'discovery', source, observedAt: on(day), depth: null, complete: true }));
export const scans = (source: string, depth: Sighting['depth'], ...days: string[]): Sighting[] =>
  days.map((day) => ({ kind: 'scan', source, observedAt: on(day), depth, complete: true }));
export const snapshots = (source: string, ...days: string[]): Snapshot[] =>
  days.map((day) => ({ source, observedAt: on(day), partial: false }));

export function fold(input: Partial<FoldAssetInput>): FoldedAsset {
  return foldAsset({ claims: [], sightings: [], snapshots: [], timeZone, ...input });
}

/** One line per version: its days and the fields asked for. */
export function lines(versions: readonly AssetVersion[], ...fields: Exclude<keyof AssetVersion, 'device'>[]): string[] {
  const stretches: { from: string; to: string | null; said: string }[] = [];
  for (const one of versions) {
    const said = fields.map((field) => String(one[field])).join(' ');
    const last = stretches.at(-1);
    if (last?.said === said) last.to = one.validToOn;
    else stretches.push({ from: one.validFromOn, to: one.validToOn, said });
  }
  return stretches.map(({ from, to, said }) => `${from} ${to ?? '…'} ${said}`);
}
