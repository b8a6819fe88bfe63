/** What a report says around the resilience index, and beside a half-life. */
import type { Language } from '../kernel/text.ts';
import type { DomainOfDay } from '../metrics/resilience-index.ts';

interface IndexWords {
  readonly title: string;
  readonly band: string;
  readonly metrics: string;
  readonly domains: string;
  readonly of: string;
  readonly what: string;
  readonly bandWhat: string;
  readonly metricsWhat: string;
  readonly domainsWhat: string;
  readonly rule: string;
  readonly none: string;
  readonly ends: string;
  readonly beside: string;
  readonly followed: string;
  readonly bound: string;
  readonly domain: Readonly<Record<DomainOfDay['domain'], string>>;
}

export const indexWords: Readonly<Record<Language, IndexWords>> = {
  en: {
    title: 'Resilience index',
    band: 'band',
    metrics: 'metrics',
    domains: 'domains',
    of: 'of',
    what: 'resilience index',
    bandWhat: 'band of the resilience index',
    metricsWhat: 'metrics that count in the index',
    domainsWhat: 'domains that count in the index',
    rule: 'from nought (worst) to one (best) between the fixed goalposts of each metric; nine in ten draws of weights, goalposts and values lie in the band',
    ends: 'from nought (worst) to one (best)',
    none: 'no figure: too few metrics have a value that counts',
    beside: 'Beside it',
    followed: 'findings followed',
    bound: 'a bound: it is longer',
    domain: { AST: 'Assets', VUL: 'Vulnerabilities', AWR: 'Awareness' },
  },
  nl: {
    title: 'Weerbaarheidsindex',
    band: 'band',
    metrics: 'metrieken',
    domains: 'domeinen',
    of: 'van',
    what: 'weerbaarheidsindex',
    bandWhat: 'band van de weerbaarheidsindex',
    metricsWhat: 'metrieken die in de index tellen',
    domainsWhat: 'domeinen die in de index tellen',
    rule: 'van nul (slechtst) tot één (best) tussen de vaste ijkpunten van elke metriek; negen van de tien trekkingen van gewichten, ijkpunten en waarden liggen in de band',
    ends: 'van nul (slechtst) tot één (best)',
    none: 'geen getal: te weinig metrieken hebben een waarde die telt',
    beside: 'Daarnaast',
    followed: 'bevindingen gevolgd',
    bound: 'een grens: het is langer',
    domain: { AST: 'Middelen', VUL: 'Kwetsbaarheden', AWR: 'Bewustzijn' },
  },
};
