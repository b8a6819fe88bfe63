/** Dutch of what is said of behaviour campaigns. */
import type { Sentence } from './sentences.ts';

export const behaviourSentences: readonly Sentence[] = [
  ['A period of the plan ends before it begins.', 'Een periode van het plan eindigt voordat ze begint.'],
  ['The days before must be over when the campaign begins.', 'De dagen vooraf moeten voorbij zijn als de campagne begint.'],
  ['The days that are judged begin before the campaign does.', 'De dagen waarop wordt beoordeeld beginnen vóór de campagne.'],
  ['From the first to the last day a plan spans at most 800 days.', 'Van de eerste tot de laatste dag omvat een plan hooguit 800 dagen.'],
  [
    'A plan needs a group that is reached and one that is not, to compare with.',
    'Een plan heeft een groep nodig die wordt bereikt en een die niet wordt bereikt, om mee te vergelijken.',
  ],
  ['A group is either reached or compared with, not both.', 'Een groep wordt bereikt of ermee vergeleken, niet allebei.'],
  ['Say which cause the campaign works on.', 'Zeg aan welke oorzaak de campagne werkt.'],
  ['A group of the plan is none of the named groups of its year.', 'Een groep van het plan is geen van de benoemde groepen van zijn jaar.'],
  [
    'A text holds an address of mail or a long number; a behaviour campaign names nobody.',
    'Een tekst bevat een mailadres of een lang nummer; een gedragscampagne noemt niemand.',
  ],
  ['There is no behaviour campaign with this id.', 'Er is geen gedragscampagne met dit id.'],
  ['This behaviour campaign has started; its plan is frozen.', 'Deze gedragscampagne is begonnen; het plan ligt vast.'],
  [
    'This behaviour campaign does not run; only one that runs can be ended.',
    'Deze gedragscampagne loopt niet; alleen een lopende kan worden beëindigd.',
  ],
  [
    'The days that are judged have begun; what is judged must be fixed before them. Choose later days.',
    'De dagen waarop wordt beoordeeld zijn begonnen; wat wordt beoordeeld moet daarvoor vastliggen. Kies latere dagen.',
  ],
  [
    'Nothing can be read of these groups in the days before; the effect would never be known.',
    'Van deze groepen is in de dagen vooraf niets te lezen; het effect zou nooit bekend worden.',
  ],
  [
    'The days that are judged are not over; the effect is computed once, at their end.',
    'De dagen waarop wordt beoordeeld zijn niet voorbij; het effect wordt één keer berekend, aan het eind.',
  ],
  [
    'A phishing test of these days is not published yet; publish or discard it first.',
    'Een phishingtest van deze dagen is nog niet gepubliceerd; publiceer die of gooi die eerst weg.',
  ],
  [
    'This behaviour campaign has not ended; there is nothing to conclude yet.',
    'Deze gedragscampagne is niet beëindigd; er valt nog niets te concluderen.',
  ],
];
