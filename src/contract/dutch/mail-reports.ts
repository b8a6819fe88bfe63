/** Dutch of what is said of real mails that people reported: of their files, of what a mail desk sends, and of their publication. */
import type { Sentence } from './sentences.ts';

export const mailReportSentences: readonly Sentence[] = [
  ['The file has more rows than a list of reports may have.', 'Het bestand heeft meer rijen dan een lijst van meldingen mag hebben.'],
  ['The row names no reporter.', 'De rij noemt geen melder.'],
  ['The reporter is no address of mail and no number.', 'De melder is geen mailadres en geen nummer.'],
  ['The row does not say when the mail was reported.', 'De rij zegt niet wanneer de mail gemeld is.'],
  ['When the mail was reported is no date with a time.', 'Wanneer de mail gemeld is, is geen datum met een tijd.'],
  [
    'Day and month of when the mail was reported could be either way round; write YYYY-MM-DD.',
    'Dag en maand van de melding kunnen omgekeerd zijn; schrijf JJJJ-MM-DD.',
  ],
  [
    'This verdict is not known; the report was kept as not decided.',
    'Dit oordeel is niet bekend; de melding is bewaard als nog niet beoordeeld.',
  ],
  [
    'When the desk decided cannot be read; the verdict was kept without it.',
    'Wanneer de desk oordeelde, is niet te lezen; het oordeel is zonder dat tijdstip bewaard.',
  ],
  [
    'The desk decided before the mail was reported; the verdict was kept without that time.',
    'De desk oordeelde voordat de mail gemeld was; het oordeel is zonder dat tijdstip bewaard.',
  ],
  [
    'The file has more rows than a list of delivered mails may have.',
    'Het bestand heeft meer rijen dan een lijst van bezorgde mails mag hebben.',
  ],
  ['The row says neither which message nor which threat.', 'De rij zegt niet om welk bericht of welke dreiging het gaat.'],
  ['The row names no recipient and no number of recipients.', 'De rij noemt geen ontvanger en geen aantal ontvangers.'],
  [
    'The number of recipients is no whole number from 1 to 1,000,000.',
    'Het aantal ontvangers is geen geheel getal van 1 tot en met 1.000.000.',
  ],
  ['The recipient is no address of mail and no number.', 'De ontvanger is geen mailadres en geen nummer.'],
  ['The row does not say when the mail was delivered.', 'De rij zegt niet wanneer de mail bezorgd is.'],
  ['When the mail was delivered is no date with a time.', 'Wanneer de mail bezorgd is, is geen datum met een tijd.'],
  [
    'Day and month of when the mail was delivered could be either way round; write YYYY-MM-DD.',
    'Dag en maand van de bezorging kunnen omgekeerd zijn; schrijf JJJJ-MM-DD.',
  ],
  [
    'How the mail was found is not known by this word; it was kept as found in an unknown way.',
    'Hoe de mail gevonden is, is met dit woord niet bekend; hij is bewaard als gevonden op een onbekende manier.',
  ],
  [
    'What a mail desk sends must be signed here: webhook-id, webhook-timestamp and webhook-signature are missing.',
    'Wat een maildesk stuurt, moet hier ondertekend zijn: webhook-id, webhook-timestamp en webhook-signature ontbreken.',
  ],
  [
    'The signature is older or newer than five minutes; send it again, signed now.',
    'De ondertekening is meer dan vijf minuten oud of van straks; stuur het opnieuw, nu ondertekend.',
  ],
  ['The signature is not of the secret that was made here.', 'De ondertekening is niet met het geheim dat hier gemaakt is.'],
  [
    'The key of pseudonyms was renewed while the reports were read; send them again.',
    'De sleutel van de pseudoniemen is vernieuwd terwijl de meldingen gelezen werden; stuur ze opnieuw.',
  ],
  ['Report {}: decided before it was reported.', 'Melding {}: beoordeeld voordat hij gemeld was.'],
  [
    'This month is not over yet; it is published whole or not at all.',
    'Deze maand is nog niet voorbij; hij wordt in zijn geheel gepubliceerd of niet.',
  ],
  [
    'The reports of this month were published before; what was published stays as it is.',
    'De meldingen van deze maand zijn al gepubliceerd; wat gepubliceerd is, blijft zoals het is.',
  ],
  ['Nothing was reported or delivered in this month.', 'In deze maand is niets gemeld of bezorgd.'],
  ['There is no secret: a token is enough already.', 'Er is geen geheim: een token is al genoeg.'],
];
