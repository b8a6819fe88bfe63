/** Dutch of what is said of phishing tests: of their files and of their publication. */
import type { Sentence } from './sentences.ts';

export const phishingSentences: readonly Sentence[] = [
  ['The file is no campaign as the API of Gophish gives it.', 'Het bestand is geen campagne zoals de API van Gophish die geeft.'],
  ['The file has more rows than a phishing test may have.', 'Het bestand heeft meer rijen dan een phishingtest mag hebben.'],
  ['The row names no recipient.', 'De rij noemt geen ontvanger.'],
  ['The recipient is no address of mail.', 'De ontvanger is geen e-mailadres.'],
  [
    'The name of the campaign is too long, or holds an address of mail or a long number; the row was not kept.',
    'De naam van de campagne is te lang, of bevat een e-mailadres of een lang nummer; de rij is niet bewaard.',
  ],
  ['This kind of event is not known.', 'Dit soort gebeurtenis is niet bekend.'],
  [
    'This is no date with a time; the event was kept without one.',
    'Dit is geen datum met een tijd; de gebeurtenis is zonder tijdstip bewaard.',
  ],
  [
    'Day and month of this date could be either way round; the event was kept without a time.',
    'Dag en maand van deze datum kunnen omgekeerd zijn; de gebeurtenis is zonder tijdstip bewaard.',
  ],
  [
    'The tool marks this row as a false positive; what it says of clicks was left out.',
    'Het hulpmiddel merkt deze rij aan als vals alarm; wat het over klikken zegt, is weggelaten.',
  ],
  [
    'Two people have scored this mail; a third score would be a vote.',
    'Twee mensen hebben deze mail gescoord; een derde score zou een stemming zijn.',
  ],
  [
    'This phishing test was published before; what was published stays as it is.',
    'Deze phishingtest is al gepubliceerd; wat gepubliceerd is, blijft zoals het is.',
  ],
  [
    'Most of what happened in this phishing test stands in “{}” too, which was published before: the same test twice. Its difference would be about single people; discard this one.',
    'Het meeste van wat er in deze phishingtest gebeurde staat ook in “{}”, die al gepubliceerd is: twee keer dezelfde test. Het verschil zou over afzonderlijke mensen gaan; gooi deze weg.',
  ],
  ['There is no phishing test with this id.', 'Er is geen phishingtest met dit id.'],
];
