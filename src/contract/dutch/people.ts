/** Dutch of what is said of files about people, and of the key of pseudonyms. */
import type { Sentence } from './sentences.ts';

export const peopleSentences: readonly Sentence[] = [
  [
    'The file is about people ({}), and nothing else is made of it: no byte of it was stored. Hand it in without --format, or as {}.',
    'Het bestand gaat over mensen ({1}), en er wordt niets anders van gemaakt: geen byte ervan is opgeslagen. Lever het aan zonder --format, of als {2}.',
  ],
  ['The file is not of the format {}; no byte of it was stored.', 'Het bestand heeft niet de vorm {1}; geen byte ervan is opgeslagen.'],
  [
    'The table looks like one about people, and no format for people knows its headers; no byte of it was stored. Known formats: {}. A list of devices needs a column that says so, such as a serial number or a host name.',
    'De tabel lijkt over mensen te gaan, en geen vorm voor mensen kent haar koppen; geen byte ervan is opgeslagen. Bekende vormen: {1}. Een lijst van apparaten heeft een kolom nodig die dat zegt, zoals een serienummer of een hostnaam.',
  ],
  [
    'The file is an archive or an old workbook that cannot be looked into, and may hold a table about people; no byte of it was stored. Unpack it, or save the table as XLSX or CSV.',
    'Het bestand is een archief of een oude werkmap waar niet in te kijken is, en kan een tabel over mensen bevatten; geen byte ervan is opgeslagen. Pak het uit, of sla de tabel op als XLSX of CSV.',
  ],
  [
    'The workbook or archive is larger than one may be; split it and import the parts.',
    'De werkmap of het archief is groter dan toegestaan; splits het en lever de delen aan.',
  ],
  [
    'No row of the first ones holds the headers that a file of this kind has.',
    'Geen van de eerste rijen bevat de koppen die een bestand van deze soort heeft.',
  ],
  [
    'The table has more rows than a population may have (200,000); nothing of it was kept.',
    'De tabel heeft meer rijen dan een populatie mag hebben (200.000); er is niets van bewaard.',
  ],
  [
    'A column of departments or role groups holds nearly as many values as people, as a column of names does; nothing of it was kept.',
    'Een kolom met afdelingen of functiegroepen bevat bijna evenveel waarden als mensen, zoals een kolom met namen; er is niets van bewaard.',
  ],
  [
    'Files about people are still being read, and may name this person; erase them when they have ended.',
    'Er worden nog bestanden over mensen gelezen, die deze persoon kunnen noemen; wis de persoon als ze klaar zijn.',
  ],
  [
    'The key of pseudonyms was renewed while the file was read; hand it in again.',
    'De sleutel van de pseudoniemen is vernieuwd terwijl het bestand werd gelezen; lever het opnieuw aan.',
  ],
  [
    'The file holds an address of mail or a long number where no person may be named; nothing of it was kept.',
    'Het bestand bevat een mailadres of een lang nummer op een plek waar geen persoon genoemd mag worden; er is niets van bewaard.',
  ],
  [
    'The file did not arrive whole; nothing of it was kept. Hand it in again.',
    'Het bestand is niet heel aangekomen; er is niets van bewaard. Lever het opnieuw aan.',
  ],
  [
    'Reading this file failed by an error of ours; nothing of it was kept.',
    'Het lezen van dit bestand mislukte door een fout van ons; er is niets van bewaard.',
  ],
  [
    'The file about people cannot be read at line {}; nothing of it was kept.',
    'Het bestand over mensen is niet te lezen op regel {1}; er is niets van bewaard.',
  ],
  ['The file about people cannot be read; nothing of it was kept.', 'Het bestand over mensen is niet te lezen; er is niets van bewaard.'],
  [
    'There is a key of pseudonyms already; unlock it, or renew it with a population file.',
    'Er is al een sleutel van de pseudoniemen; ontgrendel hem, of vernieuw hem met een populatiebestand.',
  ],
  [
    'Of {} persons {} are not in the file and would be known by nobody any more, and {} would lose their address of mail. The key stays as it is. If that is meant, say so by this number: `--forget {}` (forgets={}).',
    'Van {1} mensen staan er {2} niet in het bestand en zou niemand die nog kennen, en {3} zouden hun mailadres verliezen. De sleutel blijft zoals hij is. Als dat de bedoeling is, zeg het dan met dit getal: `--forget {4}` (forgets={5}).',
  ],
  [
    'All that is kept of {} persons would be erased: nobody could tell any more whose it was. What was published stays. If the passphrase is lost and that is meant, say so by this number: `--ends {}` (ends={}).',
    'Alles wat van {1} mensen bewaard is zou worden gewist: niemand zou nog kunnen zeggen van wie het was. Wat gepubliceerd is blijft. Als de wachtzin kwijt is en dat de bedoeling is, zeg het dan met dit getal: `--ends {2}` (ends={3}).',
  ],
  [
    'Files about people are still being read; begin anew when they have ended.',
    'Er worden nog bestanden over mensen gelezen; begin opnieuw als dat klaar is.',
  ],
  [
    'This is of the time before the key of pseudonyms began anew. What was published of that time stays, and nothing more of it is published.',
    'Dit is van de tijd voordat de sleutel van de pseudoniemen opnieuw begon. Wat van die tijd gepubliceerd is blijft, en er wordt niets meer van gepubliceerd.',
  ],
  ['There is no key of pseudonyms yet; make one first.', 'Er is nog geen sleutel van de pseudoniemen; maak er eerst een.'],
  [
    'The passphrase was wrong {} times; try again in a quarter of an hour.',
    'De wachtzin was {1} keer verkeerd; probeer het over een kwartier opnieuw.',
  ],
  [
    'The passphrase does not open the key of pseudonyms; it stays locked.',
    'De wachtzin opent de sleutel van de pseudoniemen niet; hij blijft op slot.',
  ],
  ['The key of pseudonyms was renewed meanwhile; try again.', 'De sleutel van de pseudoniemen is intussen vernieuwd; probeer het opnieuw.'],
  [
    'This needs the passphrase: unlock the key of pseudonyms first. What the service unlock opens is for files alone.',
    'Dit vraagt de wachtzin: ontgrendel eerst de sleutel van de pseudoniemen. Wat de ontgrendeling door de dienst opent, is alleen voor bestanden.',
  ],
  [
    'What is kept was asked of {} people today, which is as many as one day allows: go on tomorrow. It counts for all who may ask together.',
    'Vandaag is van {1} mensen gevraagd wat er bewaard wordt, en meer mag niet op één dag: ga morgen verder. Het telt voor iedereen samen die het mag vragen.',
  ],
  [
    'Erasure was asked for {} people today, which is as many as one day allows: go on tomorrow. It counts for all who may ask together.',
    'Vandaag is voor {1} mensen gevraagd te wissen, en meer mag niet op één dag: ga morgen verder. Het telt voor iedereen samen die het mag vragen.',
  ],
  [
    'Files about people are still being read; renew the key when they have ended.',
    'Er worden nog bestanden over mensen ingelezen; vernieuw de sleutel als die klaar zijn.',
  ],
  [
    'The key is renewed with a population file, which names everybody; this is none.',
    'De sleutel wordt vernieuwd met een populatiebestand, dat iedereen noemt; dit is er geen.',
  ],
  [
    'Line {} of the file is refused, so it does not name everybody, and the key stays as it is. Import the file to see why.',
    'Regel {1} van het bestand is geweigerd, dus noemt het niet iedereen, en de sleutel blijft zoals hij is. Lever het bestand aan om te zien waarom.',
  ],
  ['The file names nobody, so the key stays as it is.', 'Het bestand noemt niemand, dus blijft de sleutel zoals hij is.'],
  [
    'Nobody was counted as having left, because rows were refused and may be of somebody who then seems absent. Mend the file and hand it in again.',
    'Niemand is als vertrokken geteld, omdat er rijen geweigerd zijn die van iemand kunnen zijn die dan afwezig lijkt. Herstel het bestand en lever het opnieuw aan.',
  ],
  [
    'There is no key of pseudonyms yet, and without one nothing about people is taken. Make one with `cybermetrics awareness key create`.',
    'Er is nog geen sleutel van de pseudoniemen, en zonder sleutel wordt niets over mensen aangenomen. Maak er een met `cybermetrics awareness key create`.',
  ],
  [
    'The key of pseudonyms is locked, so nothing about people is taken and nothing was kept. Unlock it first.',
    'De sleutel van de pseudoniemen is op slot, dus wordt er niets over mensen aangenomen en is er niets bewaard. Ontgrendel hem eerst.',
  ],
  ['Nothing is kept of anybody by this identifier.', 'Er wordt van niemand met dit kenmerk iets bewaard.'],
  [
    'Files about people are not taken from the inbox, where their bytes would lie on disk. Hand the file in with `cybermetrics import` or on a page, and remove it here.',
    'Bestanden over mensen worden niet uit het postvak gehaald, waar hun bytes op schijf zouden liggen. Lever het bestand aan met `cybermetrics import` of op een pagina, en verwijder het hier.',
  ],
  [
    'A file about people is read by its headers alone. Hand it in without a mapping or a profile.',
    'Een bestand over mensen wordt alleen op zijn koppen gelezen. Lever het aan zonder toewijzing of profiel.',
  ],
  ['The row has another number of cells than the row of headers.', 'De rij heeft een ander aantal cellen dan de rij met koppen.'],
  ['The row has neither a personnel number nor an address of mail.', 'De rij heeft geen personeelsnummer en geen mailadres.'],
  ['The same person stands in an earlier row; that one counts.', 'Dezelfde persoon staat in een eerdere rij; die telt.'],
  ['This is no address of mail; it was left out.', 'Dit is geen mailadres; het is weggelaten.'],
  [
    'The cell holds an address of mail or a long number where a department or a role belongs; the row was not kept.',
    'De cel bevat een mailadres of een lang nummer waar een afdeling of functie hoort; de rij is niet bewaard.',
  ],
  [
    'The cell is longer than the name of a department or a role may be (200 characters).',
    'De cel is langer dan de naam van een afdeling of functie mag zijn (200 tekens).',
  ],
  [
    'The cell holds a character that no text may hold (NUL or half a surrogate pair).',
    'De cel bevat een teken dat geen tekst mag bevatten (NUL of een half surrogaatpaar).',
  ],
  [
    'This kind of contract is not known; the person counts under "other".',
    'Dit soort contract is niet bekend; de persoon telt onder "anders".',
  ],
  ['This is no date; write YYYY-MM-DD.', 'Dit is geen datum; schrijf JJJJ-MM-DD.'],
  [
    'Day and month of this date could be either way round; write YYYY-MM-DD.',
    'Dag en maand van deze datum kunnen omgewisseld zijn; schrijf JJJJ-MM-DD.',
  ],
  ['The last day comes before the first.', 'De laatste dag ligt voor de eerste.'],
  ['Population of a hospital (people by department and role group)', 'Populatie van een ziekenhuis (mensen naar afdeling en functiegroep)'],
];
