/** What is the same for every metric whose values people enter: its cost, why it is comparable or not, and what it cannot know. */
import type { Localised } from '../kernel/text.ts';

export const enteredCost: Localised = {
  en: 'estimated: counting by hand or reading it off another tool, and entering it with its evidence',
  nl: 'geschat: met de hand tellen of aflezen uit een ander hulpmiddel, en invoeren met het bewijs',
};

export const enteredGap: Localised = {
  en: 'What is entered is what somebody says: the evidence is kept beside it, but nothing in the records can contradict it',
  nl: 'Wat wordt ingevoerd, is wat iemand zegt: het bewijs staat erbij, maar niets in de gegevens kan het tegenspreken',
};

export const selfDeclared: Localised = {
  en: 'Self-declared: every organisation counts and enters it itself.',
  nl: 'Eigen opgave: elke organisatie telt en voert het zelf in.',
};

export const enteredLeftOut: Localised = {
  en: 'It is entered by hand for want of a source: a figure nobody can check against records is not scored.',
  nl: 'Hij wordt met de hand ingevoerd omdat een bron ontbreekt: een cijfer dat niemand aan gegevens kan toetsen, telt niet mee.',
};

export const quarterlyReason: Localised = {
  en: 'One value per quarter, as it is entered: a shorter period would have points that nobody counted.',
  nl: 'Eén waarde per kwartaal, zoals hij wordt ingevoerd: een kortere periode zou punten hebben die niemand heeft geteld.',
};

export const lastOfMonthReason: Localised = {
  en: 'One point per month, the last value entered in it: the same things are checked again each time, so more points would say nothing new.',
  nl: 'Eén punt per maand, de laatste waarde die erin is ingevoerd: steeds worden dezelfde zaken gecontroleerd, dus meer punten zeggen niets nieuws.',
};
