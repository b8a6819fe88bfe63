/** Dutch texts of the resilience index. */
import type { enIndex } from './en-index.ts';

export const nlIndex: typeof enIndex = {
  index: {
    title: 'Weerbaarheidsindex',
    coverage: (used, of, domainsUsed, domainsOf) => `${used} van ${of} metrieken, ${domainsUsed} van ${domainsOf} domeinen`,
    used: (used, of) => `${used} van ${of} metrieken`,
    band: 'Gevoeligheidsband',
    scale: 'Op een schaal van 0, alles op zijn slechtst, tot 1, alles op zijn best.',
    bandText: (lower, upper) =>
      `Met andere gewichten en ijkpunten die even verdedigbaar zijn, liggen negen van de tien uitkomsten tussen ${lower} en ${upper}.`,
    bar: (index, lower, upper) => `${index} op een schaal van 0 tot 1, band ${lower} tot ${upper}`,
    madeOf: 'Waaruit zij bestaat',
    none: 'Geen index',
    noneYet: 'Er is nog niets gemeten.',
    raise: 'Wat haar het meest zou verhogen',
    raiseText: 'Met één metriek op haar best en al het andere zoals het is. Het zegt niets over de moeite.',
    raiseTo: (from, to) => `van ${from} naar ${to}`,
    metric: 'Metriek',
    value: 'Waarde',
    score: 'Score',
    goalposts: 'Slechtst tot best',
    weight: 'Gewicht',
    gain: 'Zou toevoegen',
    carried: (day) => `de laatste goede waarde, van ${day}`,
    notUsed: 'telt niet mee',
    weightOfDomain: (weight) => `gewicht ${weight} in het geheel`,
    bases: 'Waarom deze ijkpunten',
    leftOut: 'Weggelaten',
    inIndex: 'In de weerbaarheidsindex',
    between: (worst, best) => `Score tussen ${worst} (slechtst) en ${best} (best).`,
    course: 'Verloop',
    courseText:
      'De laatste dag van elke maand, en de nieuwste. De lijn breekt waar een metriek erbij komt of wegvalt: ervoor en erna gaan niet over hetzelfde.',
    courseChart: (count) => `De index op ${count} momenten, met haar band`,
    on: 'Dag',
    restsOn: 'Rust op',
    changes: 'Sinds het punt ervoor',
    enters: (ids) => `erbij: ${ids}`,
    leaves: (ids) => `weggevallen: ${ids}`,
    rules: 'Hoe zij gemaakt is, en wat zij niet kan zeggen',
  },
};
