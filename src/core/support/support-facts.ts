/**
 * How support cycles reach an asset: its operating system as its sources write it means cycles of a product
 * (`match-cycle.ts`), and the latest end among them is the end of support of the asset where neither a source of its own
 * nor its device model says one. It holds from the instant the list was stated, so what was known on a past day stays
 * what was known then. Firmware is on no public list: vendor, model and version of the asset are read by what the hospital
 * states itself ("Spectrum IQ", 9). Where both have an end the first one counts: what runs on either is past support.
 * What the hospital states of a cycle goes before the public list, and its products before those of the list.
 * A cycle that ended on a day nobody knows gives no day: a made-up one would move figures, and "unknown" is counted by
 * itself. The asset's page says that it ended; whoever knows the day states it.
 */
import { writtenVersion } from '../assets/device-facts.ts';
import type { FactSegment } from '../assets/effective-facts.ts';
import { foldName } from '../kernel/text.ts';
import type { Day, Instant } from '../kernel/time.ts';
import type { ListedProduct } from './endoflife-list.ts';
import { cycleBookOf, matchCycle, type CycleBook, type CycleMatch } from './match-cycle.ts';
import type { SupportCycle, SupportProduct } from './support-cycle.ts';

/** What a list said of a product from an instant on. */
export interface ListedStatement {
  readonly statedAt: Instant;
  readonly product: ListedProduct;
}

/** What the hospital said of one cycle. Names as written; they compare folded. */
export interface OwnStatement {
  readonly statedAt: Instant;
  readonly product: string;
  readonly cycle: string;
  /** Null: supported, and no end is set. */
  readonly endOn: Day | null;
  readonly extendedEndOn: Day | null;
  readonly isWithdrawn: boolean;
}

/** What the words of an operating system mean, from an instant on. */
export interface SupportReading {
  readonly fromAt: Instant;
  readonly match: CycleMatch;
  /** Since when what it rests on has been stated. */
  readonly statedAt: Instant;
  /** Of the cycles, those that the hospital stated itself. */
  readonly ownCycles: readonly string[];
}

interface Change {
  readonly fromAt: Instant;
  /** Null: the words mean nothing that is known. */
  readonly reading: SupportReading | null;
}

/** Everything stated of operating systems. Readings are remembered by text: a hospital writes a few hundred. */
export interface SupportBook {
  readonly periods: readonly SupportPeriod[];
  readonly changes: Map<string, readonly Change[]>;
}

/** What holds from an instant on; the words to look for are made when first asked for. */
interface SupportPeriod {
  readonly fromAt: Instant;
  readonly read: (words: Written) => SupportReading | null;
}

/** What stands for a release in the facts of an asset. */
interface Written {
  readonly of: 'system' | 'firmware';
  readonly text: string;
}

export const emptySupportBook: SupportBook = { periods: [], changes: new Map() };

export function supportBookOf(listed: readonly ListedStatement[], own: readonly OwnStatement[]): SupportBook {
  if (listed.length === 0 && own.length === 0) return emptySupportBook;
  const statements = listed.filter(({ product }) => product.isOperatingSystem).toSorted(byInstant);
  const ownInOrder = own.toSorted(byInstant);
  const bounds = new Set([...statements, ...ownInOrder].map((one) => one.statedAt));
  const periods = [...bounds].toSorted().map((fromAt): SupportPeriod => {
    let words: Words | null = null;
    return { fromAt, read: (written) => readingOf(written, fromAt, (words ??= wordsAt(fromAt, statements, ownInOrder))) };
  });
  return { periods, changes: new Map() };
}

function byInstant(left: { readonly statedAt: Instant }, right: { readonly statedAt: Instant }): number {
  return left.statedAt < right.statedAt ? -1 : left.statedAt > right.statedAt ? 1 : 0;
}

/** The segments with the end of support where nobody else says one. */
export function withSupportEnd(timeline: readonly FactSegment[], book: SupportBook): readonly FactSegment[] {
  if (book.periods.length === 0) return timeline;
  const filled: FactSegment[] = [];
  timeline.forEach((segment, index) => {
    const written = segment.facts.supportEndOn === undefined ? writtenIn(segment.facts) : [];
    if (written.length === 0) {
      filled.push(segment);
      return;
    }
    const changes = written.map((one) => changesOf(one, book));
    const endsAt = timeline[index + 1]?.fromAt;
    const inside = changes
      .flat()
      .flatMap(({ fromAt }) => (fromAt > segment.fromAt && (endsAt === undefined || fromAt < endsAt) ? fromAt : []));
    for (const fromAt of [segment.fromAt, ...[...new Set(inside)].toSorted()]) {
      const [endOn] = changes.flatMap((of) => of.findLast((change) => change.fromAt <= fromAt)?.reading?.match.endOn ?? []).toSorted();
      filled.push({ fromAt, facts: endOn === undefined ? segment.facts : { ...segment.facts, supportEndOn: endOn } });
    }
  });
  return filled;
}

function writtenIn(facts: FactSegment['facts']): readonly Written[] {
  const { operatingSystem, vendor, model } = facts;
  const system: Written[] = operatingSystem === undefined ? [] : [{ of: 'system', text: operatingSystem }];
  const firmware = firmwareText({ vendor, model, version: writtenVersion(facts) });
  return firmware === null ? system : [...system, { of: 'firmware', text: firmware }];
}

/** What is looked for in the hospital's own words; null where no version or nothing it could be of is written. */
export function firmwareText({ vendor, model, version }: FirmwareNames): string | null {
  const product = [vendor, model].filter((part) => part !== undefined && part !== null).join(' ');
  return product === '' || version === undefined || version === null ? null : `${product} ${version}`;
}

export interface FirmwareNames {
  readonly vendor: string | null | undefined;
  readonly model: string | null | undefined;
  readonly version: string | null | undefined;
}

/** What the words mean at the end of all that is stated; null: nothing that is known. */
export function readSupport(text: string, book: SupportBook): SupportReading | null {
  return changesOf({ of: 'system', text }, book).at(-1)?.reading ?? null;
}

/** The same of a firmware, as `firmwareText` writes it. */
export function readFirmware(text: string, book: SupportBook): SupportReading | null {
  return changesOf({ of: 'firmware', text }, book).at(-1)?.reading ?? null;
}

/** A text that is equal for two books that give the words the same ends at the same instants. */
export function endsOverTime(text: string, book: SupportBook, of: Written['of'] = 'system'): string {
  let last: Day | null = null;
  const ends: string[] = [];
  for (const { fromAt, reading } of changesOf({ of, text }, book)) {
    const endOn = reading?.match.endOn ?? null;
    if (endOn !== last) ends.push(`${fromAt} ${endOn ?? ''}`);
    last = endOn;
  }
  return ends.join();
}

const rememberedTextsMax = 20_000;

function changesOf(written: Written, book: SupportBook): readonly Change[] {
  const key = `${written.of} ${written.text}`;
  const known = book.changes.get(key);
  if (known !== undefined) return known;
  const changes: Change[] = [];
  let last = '';
  for (const { fromAt, read } of book.periods) {
    const reading = read(written);
    const said = reading === null ? '' : JSON.stringify([reading.match, reading.ownCycles]);
    if (said !== last) changes.push({ fromAt, reading });
    last = said;
  }
  if (book.changes.size >= rememberedTextsMax) book.changes.clear();
  book.changes.set(key, changes);
  return changes;
}

/** The products of one period: those that only the hospital knows, then those of the list with its own cycles. */
interface Words {
  readonly own: CycleBook;
  readonly listed: CycleBook;
  readonly ownByKey: ReadonlyMap<string, OwnStatement>;
  readonly statedByProduct: ReadonlyMap<string, Instant>;
}

function wordsAt(at: Instant, listed: readonly ListedStatement[], own: readonly OwnStatement[]): Words {
  const products = new Map<string, ListedStatement>();
  for (const statement of listed) if (statement.statedAt <= at) products.set(statement.product.product, statement);
  const said = own.filter((statement) => statement.statedAt <= at);
  const ownByProduct = ownCyclesOf(
    said,
    [...products.values()].map(({ product }) => product),
  );
  const ownByKey = new Map<string, OwnStatement>();
  for (const [product, cycles] of ownByProduct) {
    for (const one of cycles) ownByKey.set(keyOf(product, one.cycle), one);
  }
  const onlyOwn = [...ownByProduct].filter(([product]) => !products.has(product));
  const merged = [...products.values()].map(({ product }) => withOwnCycles(product, ownByProduct.get(product.product) ?? []));
  return {
    own: cycleBookOf(onlyOwn.map(([product, cycles]) => ownProduct(product, cycles))),
    listed: cycleBookOf(merged),
    ownByKey,
    statedByProduct: new Map([...products].map(([product, { statedAt }]) => [product, statedAt])),
  };
}

function keyOf(product: string, cycle: string): string {
  return `${product}\u001f${cycleKeyOf(cycle)}`;
}

/** `10 22H2` and `10-22h2` are one cycle. */
export function cycleKeyOf(cycle: string): string {
  return foldName(cycle).replace(/[\s-]+/g, '-');
}

/** By product: that of the list where it goes by this name, else the name itself. The newest word per cycle. @param own in order of time */
export function ownCyclesOf(own: readonly OwnStatement[], products: readonly ListedProduct[]): Map<string, OwnStatement[]> {
  const newest = new Map<string, { readonly product: string; readonly statement: OwnStatement }>();
  for (const statement of own) {
    const name = foldName(statement.product);
    const product = products.find((one) => one.product === name || one.names.includes(name))?.product ?? name;
    newest.set(keyOf(product, statement.cycle), { product, statement });
  }
  const byProduct = new Map<string, OwnStatement[]>();
  for (const { product, statement } of newest.values()) {
    if (statement.isWithdrawn) continue;
    byProduct.set(product, [...(byProduct.get(product) ?? []), statement]);
  }
  return byProduct;
}

/** Its own word replaces what the list says of the cycle; what the list tells for finding it stays. */
export function withOwnCycles(product: ListedProduct, own: readonly OwnStatement[]): SupportProduct {
  if (own.length === 0) return product;
  const left = new Map(own.map((one) => [cycleKeyOf(one.cycle), one]));
  const cycles = product.cycles.map((cycle) => {
    const said = [cycle.cycle, cycle.written].map(cycleKeyOf).find((name) => left.has(name)) ?? '';
    const statement = left.get(said);
    left.delete(said);
    return statement === undefined ? cycle : { ...cycle, endOn: statement.endOn, isEnded: false, extendedEndOn: statement.extendedEndOn };
  });
  return { ...product, cycles: [...cycles, ...[...left.values()].map((one) => ownCycle(product.product, product.title, one))] };
}

export function ownProduct(product: string, own: readonly OwnStatement[]): SupportProduct {
  const title = own.at(-1)?.product ?? product;
  return { product, names: [product], cycles: own.map((one) => ownCycle(product, title, one)) };
}

function ownCycle(product: string, title: string, { cycle, endOn, extendedEndOn }: OwnStatement): SupportCycle {
  const written = cycleKeyOf(cycle);
  return { product, title, cycle, written, latest: null, codename: null, endOn, isEnded: false, extendedEndOn };
}

function readingOf({ of, text }: Written, fromAt: Instant, words: Words): SupportReading | null {
  const match = matchCycle(text, words.own) ?? (of === 'system' ? matchCycle(text, words.listed) : null);
  if (match === null) return null;
  const own = match.cycles.flatMap((cycle) => words.ownByKey.get(keyOf(match.product, cycle)) ?? []);
  const instants = [words.statedByProduct.get(match.product), ...own.map((one) => one.statedAt)].filter((at) => at !== undefined);
  return {
    fromAt,
    match,
    statedAt: instants.toSorted().at(-1) ?? fromAt,
    ownCycles: match.cycles.filter((cycle) => words.ownByKey.has(keyOf(match.product, cycle))),
  };
}
