/** Dutch of what is said of trainings: of their files, of statements, of requirements and of what is counted. */
import type { Sentence } from './sentences.ts';

export const trainingSentences: readonly Sentence[] = [
  ['The row names no course.', 'De rij noemt geen cursus.'],
  [
    'The name of the course is too long, or holds an address of mail or a long number; the row was not kept.',
    'De naam van de cursus is te lang, of bevat een mailadres of een lang nummer; de rij is niet bewaard.',
  ],
  ['What this result means is not known; the row was not kept.', 'Het is niet bekend wat dit resultaat betekent; de rij is niet bewaard.'],
  [
    'The course was not completed or not passed: read, and no completion.',
    'De cursus is niet afgerond of niet gehaald: gelezen, en geen afronding.',
  ],
  [
    'Completed, and the row does not say when: a completion without a day is none.',
    'Afgerond, en de rij zegt niet wanneer: een afronding zonder dag is er geen.',
  ],
  [
    'The name of the department is too long, or holds an address of mail or a long number; the row was not kept.',
    'De naam van de afdeling is te lang, of bevat een mailadres of een lang nummer; de rij is niet bewaard.',
  ],
  [
    'No ambassador (any more), as the row says: read, and nothing of it is kept.',
    'Geen ambassadeur (meer), zegt de rij: gelezen, en er is niets van bewaard.',
  ],
  [
    'Whether this is an ambassador now is not said by yes or no; the row was not kept.',
    'Of dit nu een ambassadeur is, staat er niet met ja of nee; de rij is niet bewaard.',
  ],
  [
    'The table has more rows than a list of ambassadors may have (20,000); nothing of it was kept.',
    'De tabel heeft meer rijen dan een lijst van ambassadeurs mag hebben (20.000); er is niets van bewaard.',
  ],
  [
    'Only a month that is over can be counted; write it as 2026-10.',
    'Alleen een maand die voorbij is kan geteld worden; schrijf haar als 2026-10.',
  ],
  ['A month longer ago than a year is not counted any more.', 'Een maand van langer dan een jaar geleden wordt niet meer geteld.'],
  [
    'A course or role group holds no address of mail and no long number.',
    'Een cursus of functiegroep bevat geen mailadres en geen lang nummer.',
  ],
  ['A high risk is one of a role group: say which.', 'Een hoog risico hoort bij een functiegroep: zeg welke.'],
  ['There is no course with this id.', 'Er is geen cursus met dit id.'],
  ['There is no requirement with this id that still holds.', 'Er is geen eis met dit id die nog geldt.'],
  ['A requirement begins within two years of today.', 'Een eis begint binnen twee jaar van vandaag.'],
  [
    'A month from this day on is published already: say the requirement from the first day after it.',
    'Een maand vanaf deze dag is al gepubliceerd: laat de eis beginnen op de eerste dag daarna.',
  ],
  [
    'This course is asked both of everybody and of a role group: two figures about the same would give hidden groups away. End one of both first.',
    'Deze cursus is zowel van iedereen als van een functiegroep gevraagd: twee cijfers over hetzelfde zouden verborgen groepen verraden. Beëindig eerst een van beide.',
  ],
  [
    'The header X-Experience-API-Version is missing or of another version; 1.0.3 and 2.0.0 are spoken here.',
    'De kop X-Experience-API-Version ontbreekt of is van een andere versie; hier worden 1.0.3 en 2.0.0 gesproken.',
  ],
  ['So many statements are sent in parts of at most 4 MB.', 'Zo veel statements worden verstuurd in delen van hooguit 4 MB.'],
  [
    'The body is no statement and no list of statements as JSON.',
    'Wat gestuurd is, is geen statement en geen lijst van statements als JSON.',
  ],
  ['A request takes at most 1,000 statements; send them in parts.', 'Een verzoek neemt hooguit 1.000 statements; stuur ze in delen.'],
  ['Two statements of one request have the same id.', 'Twee statements van één verzoek hebben hetzelfde id.'],
  [
    'Another statement was sent under this id before; what was read stays.',
    'Onder dit id is eerder een ander statement gestuurd; wat gelezen is blijft.',
  ],
  ['It ends before it was completed.', 'Het loopt af voordat het is afgerond.'],
  [
    'The column of courses holds nearly as many values as there are rows, as a column of names does; nothing of it was kept.',
    'De kolom met cursussen bevat bijna evenveel waarden als er rijen zijn, zoals een kolom met namen; er is niets van bewaard.',
  ],
  [
    'The table has more rows than one of trainings may have (500,000); nothing of it was kept.',
    'De tabel heeft meer rijen dan een tabel met trainingen mag hebben (500.000); er is niets van bewaard.',
  ],
  ['This is no statement of xAPI: actor, verb and object are needed.', 'Dit is geen statement van xAPI: actor, verb en object zijn nodig.'],
  [
    'The actor is named by mbox_sha1sum: a hash without a key, which anybody can guess back and which cannot be matched with the population. Send mbox or account.',
    'De actor is genoemd met mbox_sha1sum: een hash zonder sleutel, die iedereen kan terugraden en die niet met de populatie te verbinden is. Stuur mbox of account.',
  ],
  [
    'The actor is neither a person with an address of mail (mbox) nor one with an account whose name is the personnel number.',
    'De actor is geen persoon met een mailadres (mbox) en geen persoon met een account waarvan de naam het personeelsnummer is.',
  ],
  [
    'The actor is named by an account, and nobody said that the accounts of its homePage are personnel numbers: a number of the learning system could be that of somebody else. Send mbox, or send to the endpoint with ?accountHomePage= and that homePage.',
    'De actor is genoemd met een account, en niemand heeft gezegd dat de accounts van die homePage personeelsnummers zijn: een nummer van het leersysteem kan dat van iemand anders zijn. Stuur mbox, of stuur naar het endpoint met ?accountHomePage= en die homePage.',
  ],
  [
    'The name of the activity is missing or too long, or holds an address of mail or a long number; the statement was not kept.',
    'De naam van de activiteit ontbreekt of is te lang, of bevat een mailadres of een lang nummer; het statement is niet bewaard.',
  ],
  [
    'The statement has no timestamp: a completion without a day is none.',
    'Het statement heeft geen tijdstip: een afronding zonder dag is er geen.',
  ],
  ['The timestamp is none as ISO 8601 writes it.', 'Het tijdstip is niet geschreven zoals ISO 8601 het doet.'],
  [
    'A statement that voids another is not carried out here: what was read stays.',
    'Een statement dat een ander intrekt wordt hier niet uitgevoerd: wat gelezen is blijft.',
  ],
  ['Neither completed nor passed: read, and nothing of it is kept.', 'Niet afgerond en niet gehaald: gelezen, en er is niets van bewaard.'],
  [
    'The file holds no statements as xAPI writes them: a JSON array, or one statement a line.',
    'Het bestand bevat geen statements zoals xAPI ze schrijft: een JSON-lijst, of één statement per regel.',
  ],
  [
    'The file holds more statements than one may (500,000); nothing of it was kept.',
    'Het bestand bevat meer statements dan mag (500.000); er is niets van bewaard.',
  ],
];
