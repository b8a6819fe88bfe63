/** Dutch texts of the page of trainings. */
import type { enTraining } from './en-training.ts';

export const nlTraining = {
  training: {
    title: 'Training en ambassadeurs',
    lead: 'Wie de cursussen heeft gedaan die gevraagd zijn, in maanden die één keer zijn geteld en dan vaststaan; van groepen van tien mensen of meer, nooit van één. Niets hier zegt van iemand dat een cursus ontbreekt.',
    published: 'Gepubliceerd',
    empty:
      'Er is nog geen maand geteld. Zeg hieronder welke cursus van wie gevraagd wordt, lever de export van het leersysteem aan bij Imports, en tel een maand die voorbij is.',
    month: 'Maand',
    who: 'Van wie',
    share: 'Gedaan',
    parts: {
      everybody: 'Iedereen',
      'high-risk': 'Functiegroepen met een hoog risico',
      starters: 'Wie begon, op de dertigste dag',
      ambassadors: 'Afdelingen met een ambassadeur',
    },
    hiddenWhole: 'verborgen: te weinig mensen, of het zou van ieder zeggen wat die deed',
    fewDepartments: 'niet getoond: minder dan tien afdelingen',
    hidden: { 'too-few-people': 'verborgen: minder dan tien mensen', 'gives-others-away': 'verborgen: zou iemand verraden' },
    whyHiddenText:
      'Een cijfer over minder dan tien mensen zou over personen gaan, en waar bijna iedereen getraind is, zegt een verschil van één wie het niet is. Daarom zijn groepen verborgen waar er een uit te rekenen is, en komen ze pas terug als de trainingen van de vorige tabel voorbij zijn. Daartussen wordt het hele huis verteld, zodra er tien mensen nieuw in zijn.',
    requirements: 'Wat gevraagd is',
    noRequirements: 'Nog niets, dus er is niets te tellen.',
    everybody: 'iedereen',
    highRisk: 'hoog risico',
    holds: (months: string) => `geldt ${months} maanden`,
    since: (day: string) => `vanaf ${day}`,
    end: 'Beëindigen',
    endOf: (course: string, who: string) => `Beëindigen: ${course}, ${who}`,
    ask: 'Cursus vragen',
    save: 'Opslaan',
    course: 'Cursus',
    courseHelp: 'Zoals het leersysteem haar noemt; hoofdletters en spaties maken niet uit.',
    of: 'Van wie',
    highRiskField: 'Het werk van deze functiegroep heeft een hoog risico',
    highRiskHelp: 'Betalingen, beheer van systemen, patiëntdossiers: apart geteld.',
    months: 'Maanden dat zij geldt',
    fromOn: 'Vanaf',
    fromHelp: 'Een maand wordt geteld met wat op haar laatste dag gevraagd is. Wat gepubliceerd is blijft.',
    count: 'Een maand tellen',
    countText:
      'Een maand wordt één keer geteld, over de mensen van haar laatste dag, en staat dan vast: bestanden die later komen veranderen er niets aan. Lever de bestanden dus eerst aan.',
    byHand: 'Maanden worden geteld als iemand erom vraagt.',
    byItself: (day: string) => `Sinds ${day} wordt elke maand vanzelf geteld, tien dagen nadat zij voorbij is.`,
    turnOn: 'Vanzelf tellen',
    turnOff: 'Niet meer vanzelf',
    outcomes: {
      published: 'gepubliceerd.',
      'nothing-asked': 'er is niets gevraagd, dus er is niets geteld.',
      stands: 'is eerder gepubliceerd, voor deze maand of een latere.',
    },
    noList: 'er is geen lijst van ambassadeurs gelezen.',
    held: (n: string) =>
      `aangehouden: ${n} mensen zijn nieuw sinds de vorige telling, en tien zijn nodig. Het verschil zou over die paar gaan.`,
    heldStarters: (n: string) => `aangehouden: ${n} mensen begonnen, en tien zijn nodig. Zij wachten op de volgende maand.`,
    whyTitle: 'Waarom dit niet vooraan staat',
    why: 'Wie een cursus afrondde zegt weinig over wie een mail doorziet: onder 19.500 mensen van een ziekenhuis maakte jaarlijkse training geen verschil, en minder dan een kwart maakte de stof af (UC San Diego, 2025). Het wordt geteld omdat erom gevraagd wordt; wat mensen doen zegt meer.',
    cardDone: (month: string) => `${month}: heeft gedaan wat van iedereen gevraagd is,`,
    cardLink: 'Cursussen, maanden en groepen',
  },
} satisfies typeof enTraining;
