/** What `match` found, for people: one row for each device model and advisory, in the language of the reader. */
import type { Language } from '#core/kernel/text.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { DecidedCandidate } from '#core/matching/decided-candidates.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { bands, type Band } from '#core/matching/probability.ts';
import { formatTable } from './table.ts';

interface ModelGroup {
  /** As the register writes it; of several writings the first in order. */
  device: string;
  readonly document: string;
  band: Band;
  probability: number;
  rank: number;
  readonly counts: Record<DecidedCandidate['status'], number>;
}

const words = {
  en: {
    bands: { likely: 'likely', check: 'check', weak: 'weak' },
    titles: ['match', 'chance', 'device', 'advisory', 'affected', 'to find out', 'outside'],
  },
  nl: {
    bands: { likely: 'waarschijnlijk', check: 'nakijken', weak: 'zwak' },
    titles: ['match', 'kans', 'apparaat', 'advies', 'geraakt', 'uit te zoeken', 'erbuiten'],
  },
} as const;

export function bandWord(band: Band, language: Language): string {
  return words[language].bands[band];
}

/** Order of the list only: an affected device comes before one whose version has to be found out. */
function rankOf({ probability, status, statusBasis }: DecidedCandidate): number {
  const weight = status === 'affected' ? (statusBasis === 'all-versions' ? 0.8 : 1) : status === 'undetermined' ? 0.5 : 0;
  return probability * weight;
}

export class MatchTable {
  private readonly groups = new Map<string, ModelGroup>();

  add(line: InventoryLine, candidate: DecidedCandidate): void {
    const device = [line.vendor, line.product].filter((text) => text !== null).join(' ');
    const key = `${candidate.deviceKey ?? device}\u001f${candidate.document}\u001f${candidate.origin.advisory.publisher ?? ''}`;
    const { document, band, probability, status } = candidate;
    const counts = { affected: 0, fixed: 0, undetermined: 0 };
    const group = this.groups.get(key) ?? { device, document, band, probability, rank: 0, counts };
    this.groups.set(key, group);
    group.counts[status] += 1;
    group.rank = Math.max(group.rank, rankOf(candidate));
    if (compareCodePoints(device, group.device) < 0) group.device = device;
    if (probability > group.probability) [group.probability, group.band] = [probability, band];
  }

  /** Null where there is nothing to show. @param width of the terminal; null: as wide as it gets */
  print(language: Language, width: number | null): string | null {
    if (this.groups.size === 0) return null;
    const sorted = [...this.groups.values()].toSorted(
      (left, right) =>
        bands.indexOf(left.band) - bands.indexOf(right.band) ||
        right.rank - left.rank ||
        compareCodePoints(left.device, right.device) ||
        compareCodePoints(left.document, right.document),
    );
    const columns = words[language].titles.map((title, at) => ({ title, alignRight: at === 1 || at > 3, whole: at === 3 }));
    const count = (value: number) => (value === 0 ? '' : String(value));
    const rows = sorted.map(({ band, probability, device, document, counts }) => [
      bandWord(band, language),
      `${Math.round(probability * 100)} %`,
      device,
      document,
      count(counts.affected),
      count(counts.undetermined),
      count(counts.fixed),
    ]);
    return formatTable(columns, rows, width);
  }
}
