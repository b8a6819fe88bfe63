/** What is said beside the resilience index: why there is none, how it is made, and what it cannot say. */
import type { Localised } from '../kernel/text.ts';
import type { DomainOfDay } from './resilience-index.ts';

const domainNames: Readonly<Record<DomainOfDay['domain'], Localised>> = {
  AST: { en: 'assets', nl: 'middelen' },
  VUL: { en: 'vulnerabilities', nl: 'kwetsbaarheden' },
  AWR: { en: 'awareness', nl: 'bewustzijn' },
};

export const notBegun: Localised = {
  en: 'Not part of the index yet: no figure about people was published here. The index is of the other domains, and its coverage says so.',
  nl: 'Nog geen deel van de index: hier is geen cijfer over mensen gepubliceerd. De index gaat over de andere domeinen, en de dekking zegt dat.',
};

export function missingDomain({ used, of }: Pick<DomainOfDay, 'used' | 'of'>): Localised {
  return {
    en: `No figure: ${used} of ${of} metrics have a value that counts, and half of them must.`,
    nl: `Geen getal: ${used} van ${of} metrieken hebben een waarde die telt, en de helft moet er een hebben.`,
  };
}

export function missingWhole(domains: readonly Pick<DomainOfDay, 'domain' | 'score' | 'isPart'>[]): Localised {
  const names = domains.filter(({ score, isPart }) => isPart && score === null).map(({ domain }) => domainNames[domain]);
  return {
    en: `No index: too few metrics about ${names.map(({ en }) => en).join(' and ')} have a value that counts, and a missing part is not guessed.`,
    nl: `Geen index: te weinig metrieken over ${names.map(({ nl }) => nl).join(' en ')} hebben een waarde die telt, en een ontbrekend deel wordt niet geraden.`,
  };
}

export const indexRules: readonly Localised[] = [
  {
    en: 'Each metric is scored between two fixed goalposts of its definition: 0 at the worst, 1 at the best. They do not move with anybody’s figures.',
    nl: 'Elke metriek krijgt een score tussen twee vaste ijkpunten uit haar definitie: 0 bij het slechtste, 1 bij het beste. Die schuiven niet mee met wiens cijfers dan ook.',
  },
  {
    en: 'Within a domain the scores are averaged, each with the same weight, because nobody has shown that one says more than another. The domains are joined by a geometric mean: a weak domain is not bought off by a strong one.',
    nl: 'Binnen een domein worden de scores gemiddeld, elk met hetzelfde gewicht, omdat niemand heeft aangetoond dat de ene meer zegt dan de andere. De domeinen worden samengenomen met een meetkundig gemiddelde: een zwak domein wordt niet afgekocht door een sterk.',
  },
  {
    en: 'The band is what comes out when weights between domains, goalposts (by a tenth) and values (within their intervals) are drawn a thousand times: nine in ten draws lie in it. A difference smaller than the band says nothing.',
    nl: 'De band is wat eruit komt als gewichten tussen domeinen, ijkpunten (een tiende) en waarden (binnen hun intervallen) duizend keer getrokken worden: negen van de tien trekkingen liggen erin. Een verschil kleiner dan de band zegt niets.',
  },
  {
    en: 'A value that is warned, gated or missing is left out and not guessed. When sources become too old, the last good value counts for one period of grace. With fewer than half of its metrics a domain is missing, and then there is no index.',
    nl: 'Een waarde met een waarschuwing, achter een poort of die ontbreekt, valt weg en wordt niet geraden. Als bronnen te oud worden, telt de laatste goede waarde nog één termijn van uitstel. Met minder dan de helft van zijn metrieken ontbreekt een domein, en dan is er geen index.',
  },
  {
    en: 'Figures about people need the consent of those they are about. Awareness is a part of the index from the first figure that is published of it; until then the index is of the other domains, and its coverage says so. From then on a missing part is missing.',
    nl: 'Cijfers over mensen vragen de instemming van wie het gaat. Bewustzijn is een deel van de index vanaf het eerste cijfer dat ervan gepubliceerd is; tot dan gaat de index over de andere domeinen, en de dekking zegt dat. Daarna is een ontbrekend deel een ontbrekend deel.',
  },
  {
    en: 'It cannot say how likely an attack is, what it would cost, or whether one hospital is better than another: it sums up what this hospital measures of itself. Look at what it is made of before deciding anything on it.',
    nl: 'Zij kan niet zeggen hoe waarschijnlijk een aanval is, wat die zou kosten, of het ene ziekenhuis beter is dan het andere: zij vat samen wat dit ziekenhuis van zichzelf meet. Kijk waaruit zij bestaat voor er iets op besloten wordt.',
  },
];
