/** Dutch of what is said of questionnaires: of the file of a pack, of rounds, and of a sheet of answers. */
import type { Sentence } from './sentences.ts';

export const questionnaireSentences: readonly Sentence[] = [
  ['The questionnaire has a fault at {}: {}.', 'De vragenlijst heeft een fout bij {1}: {2}.'],
  ['The questionnaire has {} faults, the first at {}: {}.', 'De vragenlijst heeft {1} fouten, de eerste bij {2}: {3}.'],
  [
    'no question is counted; add one of kind scale, or a choice with a rightAnswer',
    'geen vraag telt mee; voeg er een toe van het soort scale, of een choice met een rightAnswer',
  ],
  ['"{}" stands at {} already; give each a name of its own', '‘{1}’ staat al bij {2}; geef elk een eigen naam'],
  [
    'the text in "{}" is missing; write it, or take the language out of /languages',
    'de tekst in ‘{1}’ ontbreekt; schrijf hem, of haal de taal uit /languages',
  ],
  [
    '"{}" is no language of this pack; add it to /languages, or take the text out',
    '‘{1}’ is geen taal van deze vragenlijst; voeg haar toe aan /languages, of haal de tekst weg',
  ],
  ['there is no {} "{}"; the nearest are {}', 'er is geen {1} ‘{2}’; het meest lijken {3}'],
  [
    '"{}" is an option of this question already; give each a name of its own',
    '‘{1}’ is al een keuze van deze vraag; geef elk een eigen naam',
  ],
  ['"{}" is none of its options: {}', '‘{1}’ is geen van de keuzes: {2}'],
  [
    'what counts for a figure needs a rightAnswer; name one of its options',
    'wat meetelt voor een cijfer heeft een rightAnswer nodig; noem een van de keuzes',
  ],
  ['there is no item "{}"; the nearest before it are {}', 'er is geen vraag ‘{1}’; daarvoor lijken het meest {2}'],
  [
    '"{}" is asked after "{}" or is the same; a question can depend on what was asked before it alone',
    '‘{1}’ wordt na ‘{2}’ gevraagd of is dezelfde; een vraag kan alleen afhangen van wat ervoor gevraagd is',
  ],
  ['"{}" is no answer to "{}"; its answers are {}', '‘{1}’ is geen antwoord op ‘{2}’; de antwoorden zijn {3}'],
  ['This questionnaire has no such question; load the page again.', 'Deze vragenlijst heeft zo’n vraag niet; laad de pagina opnieuw.'],
  ['This question has no such answer; choose one of those shown.', 'Deze vraag heeft zo’n antwoord niet; kies een van de getoonde.'],
  [
    'No question is answered; answer at least one, or close the page.',
    'Er is geen vraag beantwoord; beantwoord er minstens een, of sluit de pagina.',
  ],
  [
    'Version {} of the questionnaire "{}" is kept with other content; give the changed one a higher version.',
    'Versie {1} van de vragenlijst ‘{2}’ is al bewaard met een andere inhoud; geef de gewijzigde een hogere versie.',
  ],
  [
    'Scores of version {} of the questionnaire "{}" cannot be laid beside those of {}; give it a higher major number.',
    'Scores van versie {1} van de vragenlijst ‘{2}’ zijn niet te vergelijken met die van {3}; geef haar een hoger hoofdnummer.',
  ],
  [
    'Column {} of this file is called as a question is, and no questionnaire here has it; nothing was kept. Keep its questionnaire first, or take the column out.',
    'Kolom {1} van dit bestand heet zoals een vraag, en geen vragenlijst hier heeft die; er is niets bewaard. Bewaar eerst haar vragenlijst, of haal de kolom weg.',
  ],
  ['Choose at least one language, and each once.', 'Kies minstens één taal, en elke taal één keer.'],
  [
    'This pack has no texts in one of these languages; choose among its own.',
    'Deze vragenlijst heeft geen teksten in een van deze talen; kies uit haar eigen talen.',
  ],
  ['The row does not say of which round it is.', 'De rij zegt niet van welke ronde zij is.'],
  [
    'The name of the round is too long, or holds an address of mail or a long number; the row was not kept.',
    'De naam van de ronde is te lang, of bevat een e-mailadres of een lang nummer; de rij is niet bewaard.',
  ],
  ['The row holds no answer that can be read.', 'De rij bevat geen antwoord dat te lezen is.'],
  [
    'The name of the department is too long, or holds an address of mail or a long number; the answers were kept without it.',
    'De naam van de afdeling is te lang, of bevat een e-mailadres of een lang nummer; de antwoorden zijn zonder afdeling bewaard.',
  ],
  [
    'This is no answer: a whole number from 1 to 12 belongs here. It was left out, and so is whatever else in this column is none.',
    'Dit is geen antwoord: hier hoort een heel getal van 1 tot en met 12. Het is weggelaten, net als wat verder in deze kolom geen antwoord is.',
  ],
  [
    'The header of this column says who somebody is or when he answered; nothing of it was kept.',
    'De kop van deze kolom zegt wie iemand is of wanneer die heeft geantwoord; er is niets van bewaard.',
  ],
  [
    'The header of this column is not the id of a question; nothing of it was kept.',
    'De kop van deze kolom is niet de naam van een vraag; er is niets van bewaard.',
  ],
  [
    'The file has more rows than results of a questionnaire may have.',
    'Het bestand heeft meer rijen dan resultaten van een vragenlijst mogen hebben.',
  ],
  [
    'Results of a questionnaire (any tool, one row per respondent)',
    'Resultaten van een vragenlijst (elk hulpmiddel, een rij per respondent)',
  ],
  ['No file brought answers under this name.', 'Geen bestand bracht antwoorden onder deze naam.'],
  [
    'Columns of these files do not fit this questionnaire: {}. Nothing was taken; choose another, or correct the file.',
    'Kolommen van deze bestanden passen niet bij deze vragenlijst: {1}. Er is niets genomen; kies een andere, of verbeter het bestand.',
  ],
  [
    'Fewer than ten of these sheets are in no round yet: too few to make a round of them.',
    'Minder dan tien van deze formulieren staan nog in geen ronde: te weinig om er een ronde van te maken.',
  ],
  [
    'The key file by which sheets of earlier rounds are known is not on this machine; copy it from where those rounds were made.',
    'Het sleutelbestand waaraan formulieren van eerdere rondes te herkennen zijn staat niet op deze machine; kopieer het van waar die rondes zijn gemaakt.',
  ],
  ['Another round of files is being made; try again.', 'Er wordt al een andere ronde van bestanden gemaakt; probeer het opnieuw.'],
  ['Give the last day on which somebody answered.', 'Geef de laatste dag waarop iemand antwoordde.'],
  [
    'Languages and a last day for answers are for a round that asks, not for answers of a file.',
    'Talen en een laatste dag voor antwoorden horen bij een ronde die vraagt, niet bij antwoorden uit een bestand.',
  ],
  ['The last day of answering cannot be in the future.', 'De laatste dag van antwoorden kan niet in de toekomst liggen.'],
  ['Give the last day on which answers are taken.', 'Geef de laatste dag waarop antwoorden worden aangenomen.'],
  ['There is no round with this id.', 'Er is geen ronde met dit id.'],
  ['The last day of a round cannot be in the past.', 'De laatste dag van een ronde kan niet in het verleden liggen.'],
  [
    'This round takes no answers any more, so no links are made.',
    'Deze ronde neemt geen antwoorden meer aan, dus er worden geen links gemaakt.',
  ],
  ['There is no such group in this round.', 'Die groep is er in deze ronde niet.'],
  [
    'A group gets a link for each of its people and a few to spare; this would be more.',
    'Een groep krijgt een link voor elk van haar mensen en een paar extra; dit zouden er meer zijn.',
  ],
  [
    'This questionnaire cannot take answers now. Tell whoever sent you the link; what you filled in was not kept by the node.',
    'Deze vragenlijst kan nu geen antwoorden aannemen. Zeg het tegen wie u de link stuurde; de node heeft niet bewaard wat u invulde.',
  ],
  ['This round was opened before.', 'Deze ronde is al geopend.'],
  ['The last day of this round is past; make a new one.', 'De laatste dag van deze ronde is voorbij; maak een nieuwe.'],
  ['This round was not opened; discard it instead.', 'Deze ronde is niet geopend; gooi haar weg.'],
  ['This round was closed before.', 'Deze ronde is al gesloten.'],
  ['Close the round first: what is published is counted once.', 'Sluit de ronde eerst: wat gepubliceerd wordt, wordt één keer geteld.'],
  [
    'This round was published before; what was published stays as it is.',
    'Deze ronde is al gepubliceerd; wat gepubliceerd is, blijft zoals het is.',
  ],
  ['There is no such version of this questionnaire pack.', 'Die versie van deze vragenlijst is er niet.'],
  [
    'This round is not published yet, so there are no figures to take away.',
    'Deze ronde is nog niet gepubliceerd, dus er zijn geen cijfers om mee te nemen.',
  ],
  [
    'The key file of this round is not on this machine, so its answers cannot be opened; discard the round and make a new one.',
    'Het sleutelbestand van deze ronde staat niet op deze machine, dus de antwoorden zijn niet te openen; gooi de ronde weg en maak een nieuwe.',
  ],
  [
    'This link opens no questionnaire. Copy it again from the message, up to its last character.',
    'Deze link opent geen vragenlijst. Kopieer hem opnieuw uit het bericht, tot en met het laatste teken.',
  ],
  ['This questionnaire has not begun yet.', 'Deze vragenlijst is nog niet begonnen.'],
  [
    'This questionnaire is closed; it takes no answers any more.',
    'Deze vragenlijst is gesloten; er worden geen antwoorden meer aangenomen.',
  ],
  [
    'This link was used before. Each link is good for one sheet of answers.',
    'Deze link is al gebruikt. Elke link is goed voor één keer invullen.',
  ],
  ['This is no ticket that can be signed; load the page again.', 'Dit is geen kaartje dat te ondertekenen is; laad de pagina opnieuw.'],
  ['This ticket is none of this questionnaire and group.', 'Dit kaartje is niet van deze vragenlijst en groep.'],
  [
    'Answers were handed in with this ticket before; they count once.',
    'Met dit kaartje zijn al antwoorden ingeleverd; ze tellen één keer.',
  ],
];
