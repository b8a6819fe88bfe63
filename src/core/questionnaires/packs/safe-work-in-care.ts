/**
 * Our own questionnaire, in the manner of the HAIS-Q and with none of its sentences: seven areas × knowledge, attitude and behaviour, one
 * item each and one of each area reversed, for everybody who works in a hospital, in plain language (about CEFR B1). Two questions of
 * choice are about how to report (AWR-16). Who has no account of the hospital, or does nothing for work on a phone or laptop, is not asked about those.
 *
 * Not validated: nobody has held its scores against what people do. It is good for a hospital's own trend.
 */
import type { Condition, Dimension, PackItem, QuestionnairePack } from '../pack.ts';
import { questionnairePackSchemaId } from '../pack.ts';

type Words = readonly [en: string, nl: string];
const say = ([en, nl]: Words) => ({ en, nl });

const hasAccount: Condition = { item: 'has-account', answerIn: ['yes'] };
const worksMobile: Condition = { item: 'works-mobile', answerIn: ['yes'] };

/** Knowledge and attitude are asked as agreement, behaviour as how often. */
const asked = (area: string, dimension: Dimension, words: Words, showWhen: Condition | null = null): PackItem => ({
  ...{ kind: 'scale', id: `${area}-${dimension}`, text: say(words), showWhen, area, dimension, isReversed: false },
  scale: dimension === 'behaviour' ? 'frequency' : 'agreement',
});
const reversed = (...given: Parameters<typeof asked>): PackItem => ({ ...asked(...given), isReversed: true }) as PackItem;

const choice = (id: string, words: Words, options: Readonly<Record<string, Words>>, rightAnswer: string | null = null): PackItem => ({
  ...{ kind: 'choice', id, text: say(words), showWhen: null, rightAnswer },
  countsFor: rightAnswer === null ? null : 'knows-how-to-report',
  options: Object.entries(options).map(([option, own]) => ({ id: option, text: say(own) })),
});
const yesOrNo = { yes: ['Yes', 'Ja'], no: ['No', 'Nee'] } as const;

export const safeWorkInCare: QuestionnairePack = {
  $schema: questionnairePackSchemaId,
  id: 'safe-work-in-care',
  version: '1.0.0',
  licence: 'Apache-2.0',
  author: 'Cybermetrics',
  languages: ['en', 'nl'],
  title: say(['Safe work in care', 'Veilig werken in de zorg']),
  introduction: say([
    'How do we handle passwords, mail, phones and information about patients? This takes about five minutes. It is no test: please answer as things really are, for you.',
    'Hoe gaan we om met wachtwoorden, mail, telefoons en gegevens van patiënten? Het kost ongeveer vijf minuten. Het is geen toets: antwoord zoals het voor u echt is.',
  ]),
  consent: say([
    'Taking part is up to you. You may leave any question open, and you can stop at any moment before you send your answers. They are kept without your name. Figures are shown of groups of ten people or more only. Once sent, your answers cannot be found again, so they cannot be taken back.',
    'U beslist zelf of u meedoet. U mag elke vraag openlaten, en u kunt stoppen zolang u de antwoorden niet hebt verstuurd. Ze worden zonder uw naam bewaard. Cijfers tonen we alleen van groepen van tien mensen of meer. Na het versturen zijn uw antwoorden niet meer terug te vinden, dus ook niet meer in te trekken.',
  ]),
  areas: [
    { id: 'passwords', title: say(['Passwords', 'Wachtwoorden']) },
    { id: 'email', title: say(['E-mail', 'E-mail']) },
    { id: 'internet', title: say(['Internet', 'Internet']) },
    { id: 'social-media', title: say(['Social media', 'Sociale media']) },
    { id: 'mobile-devices', title: say(['Mobile devices', 'Mobiele apparaten']) },
    { id: 'information-handling', title: say(['Handling information', 'Omgaan met gegevens']) },
    { id: 'incident-reporting', title: say(['Reporting incidents', 'Incidenten melden']) },
  ],
  scales: [
    {
      id: 'agreement',
      labels: [
        say(['I fully disagree', 'Helemaal niet mee eens']),
        say(['I disagree', 'Niet mee eens']),
        say(['In between', 'Ertussenin']),
        say(['I agree', 'Mee eens']),
        say(['I fully agree', 'Helemaal mee eens']),
      ],
    },
    {
      id: 'frequency',
      labels: [
        say(['Never', 'Nooit']),
        say(['Seldom', 'Zelden']),
        say(['Sometimes', 'Soms']),
        say(['Often', 'Vaak']),
        say(['Always', 'Altijd']),
      ],
    },
  ],
  answeredShareMin: 0.5,
  items: [
    choice(
      'has-account',
      [
        'Do you have an account of your own at the hospital, with a user name and a password?',
        'Hebt u een eigen account van het ziekenhuis, met een gebruikersnaam en een wachtwoord?',
      ],
      yesOrNo,
    ),
    choice(
      'works-mobile',
      [
        'Do you ever read or write something for your work on a phone, tablet or laptop?',
        'Leest of schrijft u weleens iets voor uw werk op een telefoon, tablet of laptop?',
      ],
      yesOrNo,
    ),
    asked(
      'passwords',
      'knowledge',
      [
        'I may give my password for work to nobody, not even to a colleague who is in a hurry.',
        'Ik mag mijn wachtwoord van het werk aan niemand geven, ook niet aan een collega die haast heeft.',
      ],
      hasAccount,
    ),
    reversed(
      'passwords',
      'attitude',
      [
        'When it is busy, there is no harm in carrying on where a colleague is still signed in.',
        'Als het druk is, kan het geen kwaad om verder te werken waar een collega nog is ingelogd.',
      ],
      hasAccount,
    ),
    asked(
      'passwords',
      'behaviour',
      [
        'I keep my passwords where nobody else can get at them, or only in my head.',
        'Ik bewaar mijn wachtwoorden waar niemand anders bij kan, of alleen in mijn hoofd.',
      ],
      hasAccount,
    ),
    reversed(
      'email',
      'knowledge',
      ['The name of the sender shows me who really sent a mail.', 'Aan de naam van de afzender zie ik wie een mail echt heeft gestuurd.'],
      hasAccount,
    ),
    asked(
      'email',
      'attitude',
      [
        'A mail that pushes me to be quick is worth a calm second look.',
        'Een mail die mij tot haast aanzet, verdient het om nog eens rustig bekeken te worden.',
      ],
      hasAccount,
    ),
    asked(
      'email',
      'behaviour',
      [
        'When a mail asks for money, a code or my details, I check it in another way first, for instance by phone.',
        'Als een mail om geld, een code of mijn gegevens vraagt, controleer ik dat eerst op een andere manier, bijvoorbeeld door te bellen.',
      ],
      hasAccount,
    ),
    asked('internet', 'knowledge', [
      'Before I type a password on a website, I have to look whether its address is right.',
      'Voordat ik op een website een wachtwoord invul, moet ik kijken of het adres klopt.',
    ]),
    reversed('internet', 'attitude', [
      'If a website looks well cared for, I can trust what I download from it.',
      'Als een website er verzorgd uitziet, kan ik vertrouwen wat ik ervan download.',
    ]),
    asked('internet', 'behaviour', [
      'I keep details of patients out of websites that are not ours, such as a translation site or an AI assistant.',
      'Ik houd gegevens van patiënten buiten websites die niet van ons zijn, zoals een vertaalsite of een AI-hulp.',
    ]),
    asked('social-media', 'knowledge', [
      'Even without a name, a post can give away which patient it is about.',
      'Ook zonder naam kan een bericht verraden over welke patiënt het gaat.',
    ]),
    asked('social-media', 'attitude', [
      'It is good when colleagues tell each other that a post says too much about work.',
      'Het is goed als collega’s het tegen elkaar zeggen wanneer een bericht te veel over het werk vertelt.',
    ]),
    reversed('social-media', 'behaviour', [
      'I share photos taken at work without looking closely at what can be seen in them.',
      'Ik deel foto’s die op het werk zijn gemaakt zonder goed te kijken wat erop staat.',
    ]),
    reversed(
      'mobile-devices',
      'knowledge',
      [
        'A phone that holds nothing of work but my roster and my mail needs no lock.',
        'Een telefoon waarop van het werk alleen mijn rooster en mijn mail staan, hoeft niet op slot.',
      ],
      worksMobile,
    ),
    asked(
      'mobile-devices',
      'attitude',
      [
        'Waiting a few minutes for an update of my phone or laptop is time well spent.',
        'Een paar minuten wachten op een update van mijn telefoon of laptop is goed bestede tijd.',
      ],
      worksMobile,
    ),
    asked(
      'mobile-devices',
      'behaviour',
      [
        'I keep a phone, tablet or laptop with work on it with me, or I lock it away.',
        'Ik houd een telefoon, tablet of laptop met werk erop bij me, of ik leg hem achter slot.',
      ],
      worksMobile,
    ),
    asked('information-handling', 'knowledge', [
      'Paper with names of patients on it belongs in the locked bin or the shredder.',
      'Papier met namen van patiënten erop hoort in de afgesloten bak of de versnipperaar.',
    ]),
    asked('information-handling', 'attitude', [
      'It is right that people may look only at what they need for their work.',
      'Het is terecht dat mensen alleen mogen bekijken wat zij voor hun werk nodig hebben.',
    ]),
    reversed('information-handling', 'behaviour', [
      'I talk about patients where visitors or other patients can hear it.',
      'Ik praat over patiënten waar bezoekers of andere patiënten het kunnen horen.',
    ]),
    asked('incident-reporting', 'knowledge', [
      'I have to report a mistake with information or computers also when it was my own.',
      'Een fout met gegevens of computers moet ik ook melden als het mijn eigen fout was.',
    ]),
    reversed('incident-reporting', 'attitude', [
      'Something small that is not right is not worth the trouble of reporting.',
      'Iets kleins dat niet klopt, is de moeite van het melden niet waard.',
    ]),
    asked('incident-reporting', 'behaviour', [
      'When I notice something odd, such as a strange mail or a stranger at a computer, I report it the same day.',
      'Als ik iets vreemds merk, zoals een rare mail of een onbekende aan een computer, meld ik dat dezelfde dag.',
    ]),
    choice(
      'clicked-a-link',
      [
        'You have clicked on a link in a mail, and now you do not trust it. What do you do first?',
        'U hebt op een link in een mail geklikt en nu vertrouwt u het niet. Wat doet u als eerste?',
      ],
      {
        'throw-away': ['I throw the mail away', 'Ik gooi de mail weg'],
        wait: ['I wait and see whether something happens', 'Ik wacht af of er iets gebeurt'],
        report: ['I report it at once, with the report button or by phone', 'Ik meld het meteen, met de meldknop of via de telefoon'],
        'warn-colleagues': ['I warn my colleagues in our group chat', 'Ik waarschuw mijn collega’s in onze groepsapp'],
        'do-not-know': ['I do not know', 'Ik weet het niet'],
      },
      'report',
    ),
    choice(
      'lost-a-phone',
      [
        'A phone or badge for your work is missing. When do you report it?',
        'Een telefoon of pasje voor uw werk is zoek. Wanneer meldt u dat?',
      ],
      {
        'next-day': ['On my next working day', 'Op mijn volgende werkdag'],
        'after-search': ['When I have looked everywhere, at home too', 'Als ik overal heb gezocht, ook thuis'],
        'not-if-locked': ['Not, if nobody can use it without a code', 'Niet, als niemand er zonder code iets mee kan'],
        'at-once': ['At once, even when it may still turn up', 'Meteen, ook als hij misschien nog opduikt'],
        'do-not-know': ['I do not know', 'Ik weet het niet'],
      },
      'at-once',
    ),
  ],
};
