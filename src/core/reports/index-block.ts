/**
 * The resilience index on the page of a report: the figure, always with its band and with what it rests on, for the whole and for
 * each domain; or why there is none. Not here: how it is worked out (`core/metrics/resilience-index.ts`).
 */
import type { Language } from '../kernel/text.ts';
import { missingWhole } from '../metrics/index-text.ts';
import { coverageOf, type DomainOfDay, type IndexEntry, type IndexOfDay } from '../metrics/resilience-index.ts';
import type { Interval } from '../statistics/wilson.ts';
import { indexWords } from './index-words.ts';
import type { Provenance } from './report-input.ts';
import type { ReportIndex, RichText } from './report-document.ts';
import type { SignWriter } from './sign-writer.ts';

/** Two decimals: the band is never narrower. */
function shown(figure: number, language: Language): string {
  return figure.toLocaleString(language === 'nl' ? 'nl-NL' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function indexBlock(writer: SignWriter, index: IndexOfDay | null): ReportIndex | null {
  if (index === null) return null;
  const { language } = writer.input;
  const words = indexWords[language];
  const coverage = coverageOf(index);
  const whole = new IndexFigures(writer, index, { name: 'whole', domains: index.domains });
  return {
    value: whole.value(index.index, words.what, coverage),
    band: whole.band(index.band, words.bandWhat),
    missing: index.index === null ? missingWhole(index.domains)[language] : null,
    coverage: [
      ...whole.share(coverage.metricsUsed, coverage.metricsOf, words.metricsWhat),
      ` ${words.metrics}, `,
      ...whole.share(coverage.domainsUsed, coverage.domainsOf, words.domainsWhat),
      ` ${words.domains}`,
    ],
    scale: scaleOf(index.index, index.band),
    domains: index.domains.map((domain) => {
      const title = words.domain[domain.domain];
      const figures = new IndexFigures(writer, index, { name: domain.domain, domains: [domain] });
      const told = `${words.what}: ${title}`;
      return {
        title,
        value: figures.value(domain.score, told, { metricsUsed: domain.used, metricsOf: domain.of }),
        band: figures.band(domain.band, `${words.bandWhat}: ${title}`),
        missing: domain.score === null ? words.none : null,
        coverage: [...figures.share(domain.used, domain.of, `${words.metricsWhat}: ${title}`), ` ${words.metrics}`],
        scale: scaleOf(domain.score, domain.band),
      };
    }),
  };
}

function scaleOf(value: number | null, band: Interval | null): ReportIndex['scale'] {
  return value === null || band === null ? null : { value, lower: band.lower, upper: band.upper };
}

interface Part {
  readonly name: string;
  readonly domains: readonly DomainOfDay[];
}

/** Figures with their rows in the register: of the day, with the sources and the newest revision of the values it rests on. */
class IndexFigures {
  readonly #writer: SignWriter;
  readonly #index: IndexOfDay;
  readonly #part: Part;

  constructor(writer: SignWriter, index: IndexOfDay, part: Part) {
    this.#writer = writer;
    this.#index = index;
    this.#part = part;
  }

  value(
    value: number | null,
    what: string,
    { metricsUsed, metricsOf }: { readonly metricsUsed: number; readonly metricsOf: number },
  ): RichText {
    if (value === null) return [];
    return [this.#figure('index', shown(value, this.#language), { what, numerator: metricsUsed, denominator: metricsOf })];
  }

  band(band: Interval | null, what: string): RichText {
    if (band === null) return [];
    const printed = `${shown(band.lower, this.#language)}–${shown(band.upper, this.#language)}`;
    return [this.#figure('band', printed, { what, numerator: null, denominator: null })];
  }

  /** `18 of 21`. */
  share(used: number, of: number, what: string): RichText {
    const printed = `${used} ${indexWords[this.#language].of} ${of}`;
    return [this.#figure(what, printed, { what, numerator: used, denominator: of })];
  }

  get #language(): Language {
    return this.#writer.input.language;
  }

  #figure(
    name: string,
    printed: string,
    said: { readonly what: string; readonly numerator: number | null; readonly denominator: number | null },
  ) {
    const used = this.#part.domains.flatMap(({ metrics }) =>
      metrics.flatMap(({ metric, entry }) => (isUsed(entry) ? [{ metric, on: entry.on }] : [])),
    );
    const rested = used.flatMap(({ metric, on }) => this.#provenanceOf(metric.id, on));
    const newest = rested.reduce<Provenance | null>((last, one) => (last === null || one.computedAt > last.computedAt ? one : last), null);
    return this.#writer.register.figure(printed, {
      ...this.#writer.unmeasured(`index ${this.#part.name} ${name} ${this.#index.on}`, said.what),
      origin: 'report',
      day: this.#index.on,
      numerator: said.numerator,
      denominator: said.denominator,
      note: indexWords[this.#language].rule,
      sources: [...new Set(used.flatMap(({ metric, on }) => this.#writer.sourcesOf(metric, on)))],
      revision: newest === null ? null : Math.max(...rested.map(({ revision }) => revision)),
      computedAt: newest?.computedAt ?? null,
    });
  }

  #provenanceOf(metricId: string, on: IndexOfDay['on']): readonly Provenance[] {
    const sign = this.#writer.input.signs.find(({ metric }) => metric.id === metricId);
    const found = sign?.provenance(sign.measure.name, on, on) ?? null;
    return found === null ? [] : [found];
  }
}

function isUsed(entry: IndexEntry): entry is Extract<IndexEntry, { readonly kind: 'used' }> {
  return entry.kind === 'used';
}
