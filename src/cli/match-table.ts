/**
 * What `match` found, for people, in the language of the reader: what is affected, what is to be found out, what is outside, each
 * with the most probable first. A row is a device model in one version beside one advisory, with the numbers of its devices.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import type { Language } from '#core/kernel/text.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { DecidedCandidate } from '#core/matching/decided-candidates.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { Band } from '#core/matching/probability.ts';
import { matchReason } from './match-reason.ts';
import { formatTable } from './table.ts';

const sections = ['affected', 'undetermined', 'fixed', 'denied'] as const;
type Section = (typeof sections)[number];

interface ModelGroup {
  readonly section: Section;
  readonly document: string;
  readonly title: string;
  readonly version: string;
  /** As the register writes it; of several writings the first in order. */
  device: string;
  reason: string;
  band: Band;
  probability: number;
  isConfirmed: boolean;
  /** The first in order. */
  ids: readonly string[];
  devices: number;
}

const words = {
  en: {
    bands: { likely: 'likely', check: 'check', weak: 'weak' },
    titles: ['chance', 'match', 'inventory number', 'device', 'version', 'advisory', 'why', 'title'],
    more: 'more',
    sections: {
      affected: 'Affected: the advisory names this version. The most probable match first.',
      undetermined: 'To find out: the version is missing or cannot be compared. The most probable match first.',
      fixed: 'Outside: no version that the advisory calls affected. The most probable match first.',
      denied: 'Denied by a person: another product.',
    },
  },
  nl: {
    bands: { likely: 'waarschijnlijk', check: 'nakijken', weak: 'zwak' },
    titles: ['kans', 'match', 'inventarisnummer', 'apparaat', 'versie', 'advies', 'waarom', 'titel'],
    more: 'meer',
    sections: {
      affected: 'Geraakt: het advies noemt deze versie. De waarschijnlijkste match eerst.',
      undetermined: 'Uit te zoeken: de versie ontbreekt of is niet te vergelijken. De waarschijnlijkste match eerst.',
      fixed: 'Erbuiten: geen versie die het advies geraakt noemt. De waarschijnlijkste match eerst.',
      denied: 'Door een mens ontkend: een ander product.',
    },
  },
} as const;

const idsShown = 3;

export function bandWord(band: Band, language: Language): string {
  return words[language].bands[band];
}

/** A match of names or of packages, as far as a table tells it. */
export type ShownMatch = Omit<DecidedCandidate, 'origin'> & {
  readonly origin: { readonly advisory: Pick<Advisory, 'publisher' | 'title'> };
};

export class MatchTable {
  private readonly groups = new Map<string, ModelGroup>();
  private readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  add(line: InventoryLine, candidate: ShownMatch): void {
    const device = [line.vendor, line.product].filter((text) => text !== null).join(' ');
    const { document, band, probability, isDenied, status, reasons } = candidate;
    const section = isDenied ? 'denied' : status;
    const version = line.version ?? '';
    // Unique within its publisher only.
    const { publisher, title } = candidate.origin.advisory;
    const key = [candidate.deviceKey ?? device, document, publisher ?? '', section, version].join('\u001f');
    const reason = matchReason(candidate, this.language);
    const group = this.groups.get(key) ?? {
      ...{ section, document, title, version, device, reason, band, probability },
      ...{ isConfirmed: false, ids: [], devices: 0 },
    };
    this.groups.set(key, group);
    group.devices += 1;
    group.ids = [...group.ids, line.id].toSorted(compareCodePoints).slice(0, idsShown);
    group.isConfirmed ||= reasons.some(({ rule }) => rule === 'decided-confirmed');
    if (compareCodePoints(device, group.device) < 0) group.device = device;
    if (compareCodePoints(reason, group.reason) < 0) group.reason = reason;
    if (probability > group.probability) [group.probability, group.band] = [probability, band];
  }

  /** Null where there is nothing to show. @param width of the terminal; null: as wide as it gets */
  print(width: number | null): string | null {
    if (this.groups.size === 0) return null;
    const sorted = [...this.groups.values()].toSorted(
      (left, right) =>
        right.probability - left.probability ||
        compareCodePoints(left.device, right.device) ||
        compareCodePoints(left.version, right.version) ||
        compareCodePoints(left.document, right.document),
    );
    const { titles, sections: headings } = words[this.language];
    const columns = titles.map((title, at) => ({ title, alignRight: at === 0, whole: at === 5 }));
    const parts = sections.flatMap((section) => {
      const rows = sorted.filter((group) => group.section === section).map((group) => this.rowOf(group));
      return rows.length === 0 ? [] : [`${headings[section]}\n${formatTable(columns, rows, width)}`];
    });
    return parts.join('\n\n');
  }

  private rowOf({ band, probability, isConfirmed, ids, devices, device, version, document, title, reason }: ModelGroup): string[] {
    const others = devices > ids.length ? ` + ${devices - ids.length} ${words[this.language].more}` : '';
    const row = [
      chanceText(probability, isConfirmed),
      bandWord(band, this.language),
      `${ids.join(', ')}${others}`,
      device,
      version,
      document,
      reason,
      title,
    ];
    return row.map((cell) => cell.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  }
}

/** Only a person is sure. */
export function chanceText(probability: number, isConfirmed: boolean): string {
  const percent = Math.round(probability * 100);
  return `${isConfirmed ? percent : Math.min(99, percent)} %`;
}
