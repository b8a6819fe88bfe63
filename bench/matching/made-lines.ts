/** Lines of a made inventory for timing, the same every time; and what the threads of `speed.ts` tell each other. */
import type { Advisory } from '#core/advisories/advisory.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import type { CandidateFacts } from '#core/matching/slices.ts';

export interface ThreadTask {
  readonly folder: string;
  readonly modelCount: number;
  readonly lineCount: number;
  /** Of threads. */
  readonly count: number;
  readonly at: number;
}

export interface ThreadTimes {
  readonly readMs: number;
  readonly makeMs: number;
  readonly prepareMs: number;
  readonly matchMs: number;
}

export interface ThreadAnswer {
  readonly times: ThreadTimes;
  readonly candidates: readonly CandidateFacts[];
}

/** 5,000 models: two thirds of them called as an advisory calls them, in other words and capitals; the rest made up. */
export function madeLines(advisories: readonly Advisory[], modelCount: number, lineCount: number): InventoryLine[] {
  const written = advisories.flatMap((advisory) =>
    advisory.products.flatMap(({ paths }) => {
      const at = (category: string): string | undefined => paths[0]?.find((branch) => branch.category === category)?.name;
      const [vendor, product] = [at('vendor'), at('product_name')];
      return vendor === undefined || product === undefined ? [] : [`${vendor}\u001f${product}`];
    }),
  );
  const named = [...new Set(written)];
  const models = Array.from({ length: modelCount }, (_, at) => {
    const [vendor = '', product = ''] = (named[(at * 7919) % named.length] ?? '').split('\u001f');
    if (at % 3 === 0) return { vendor: `Vendor${at % 400}`, product: `Qx${String((at * 31) % 997)} Zerolin${at} infuuspomp` };
    return { vendor, product: at % 2 === 0 ? product.toUpperCase() : `${product} ${at % 5 === 0 ? 'monitor' : ''}`.trim() };
  });
  return Array.from({ length: lineCount }, (_, at) => ({
    id: `line-${at}`,
    ...(models[(at * 13) % modelCount] ?? { vendor: '', product: '' }),
    version: at % 4 === 0 ? null : `${at % 9}.${at % 17}.${at % 5}`,
    description: at % 3 === 0 ? `inv.nr ${1_000_000 + at}, afd. ${at % 60}` : null,
  }));
}
