/** Dutch of what refuses an entered value or a step in the life of a metric; the texts of the guards in it are the core's. */
import { guardTexts } from '#core/metrics/lifecycle.ts';
import type { Sentence } from './sentences.ts';

const guardSentences = Object.values(guardTexts).flatMap(({ asks, todo }): Sentence[] => [
  [asks.en, asks.nl],
  [todo.en, todo.nl],
]);

export const entrySentences: readonly Sentence[] = [
  [
    '{} is computed from records: nobody can enter a value for it.',
    '{1} wordt uit gegevens berekend: niemand kan er een waarde voor invoeren.',
  ],
  ['{} is retired here: no value is entered for it any more.', '{1} is hier vervallen: er wordt geen waarde meer voor ingevoerd.'],
  ['{} is entered for {} only.', '{1} wordt alleen ingevoerd voor {2}.'],
  [
    'A period that is not over cannot be entered: its last day is yesterday or earlier.',
    'Een periode die niet voorbij is, kan niet worden ingevoerd: de laatste dag is gisteren of eerder.',
  ],
  [
    'A period begins on {} or later: what lies further back says nothing of today. Check the year, or enter the periods since then.',
    'Een periode begint op {1} of later: wat verder terug ligt, zegt niets over vandaag. Controleer het jaar, of voer de perioden sindsdien in.',
  ],
  ['A period is at most a year and a day long.', 'Een periode duurt hoogstens een jaar en een dag.'],
  [
    'A percentage alone says nothing: give the numerator and the denominator.',
    'Een percentage alleen zegt niets: geef de teller en de noemer.',
  ],
  ['Say how many were counted: the numerator is missing.', 'Zeg hoeveel er geteld zijn: de teller ontbreekt.'],
  ['This measure has no denominator: leave it out.', 'Deze maat heeft geen noemer: laat haar weg.'],
  ['Say how many days it took.', 'Zeg hoeveel dagen het duurde.'],
  ['This measure counts things and not days: leave the days out.', 'Deze maat telt zaken en geen dagen: laat de dagen weg.'],
  [
    'What is counted is a whole number of 0 or more; days are 0 or more.',
    'Wat geteld wordt, is een heel getal van 0 of meer; dagen zijn 0 of meer.',
  ],
  [
    'The part is larger than the whole: the numerator is at most the denominator.',
    'Het deel is groter dan het geheel: de teller is hoogstens de noemer.',
  ],
  [
    'There is an entry for these days already ({} to {}). Correct it with a reason, or withdraw it first.',
    'Voor deze dagen is al iets ingevoerd ({1} tot en met {2}). Corrigeer dat met een reden, of trek het eerst in.',
  ],
  ['There is no such entry in this organisation.', 'Er is geen zo’n invoer in deze organisatie.'],
  ['This entry was withdrawn: enter the period anew.', 'Deze invoer is ingetrokken: voer de periode opnieuw in.'],
  [
    'This entry was counted by version {} of the metric, which counts otherwise now: withdraw it and enter the period anew.',
    'Deze invoer is geteld volgens versie {1} van de metriek, die nu anders telt: trek haar in en voer de periode opnieuw in.',
  ],
  ['A metric that is {} can become {}, and not {}.', 'Een metriek in de staat {1} kan {2} worden, en niet {3}.'],
  [
    'What is shipped as retired takes no more steps; its history can be read.',
    'Wat vervallen geleverd is, zet geen stappen meer; het verleden blijft te lezen.',
  ],
  ['This step is not permitted yet. Not met: {}. What to do: {}.', 'Deze stap mag nog niet. Niet voldaan: {1}. Wat te doen: {2}.'],
  ...guardSentences,
];
