/** A signal as the words a reader sees, in both languages: what was seen, not what it may mean. */
import type { Localised } from '../kernel/text.ts';
import { runLength, type Movement, type SignalRule } from '../statistics/signals.ts';
import type { PanelName } from './chart-model.ts';

/** Subjects of a sentence. */
const subjects: Readonly<Record<PanelName, Localised>> = {
  value: { en: 'The value', nl: 'De waarde' },
  'gained-share': { en: 'The share of gains among all changes', nl: 'Het aandeel winst onder alle veranderingen' },
  inflow: { en: 'What comes in', nl: 'Wat erbij komt' },
  outflow: { en: 'What goes out', nl: 'Wat eraf gaat' },
};

const sides: Readonly<Record<Movement, Localised>> = {
  up: { en: 'above', nl: 'boven' },
  down: { en: 'below', nl: 'onder' },
};

export function signalText({ panel, rule, direction }: SpokenSignal): Localised {
  const subject = subjects[panel];
  const side = sides[direction];
  const says: Readonly<Record<SignalRule, Localised>> = {
    1: {
      en: `lies ${side.en} all that chance explains, in one period.`,
      nl: `ligt in één periode ${side.nl} alles wat toeval verklaart.`,
    },
    2: {
      en: `lies ${side.en} its centre in ${runLength} periods in a row or more: a sustained shift.`,
      nl: `ligt ${runLength} of meer perioden op rij ${side.nl} het midden: een blijvende verschuiving.`,
    },
    3: {
      en: `${direction === 'up' ? 'rises' : 'falls'} through six periods in a row or more.`,
      nl: `${direction === 'up' ? 'stijgt' : 'daalt'} zes of meer perioden op rij.`,
    },
    5: {
      en: `lies far ${side.en} its centre in two of three periods in a row.`,
      nl: `ligt in twee van drie opeenvolgende perioden ver ${side.nl} het midden.`,
    },
  };
  return { en: `${subject.en} ${says[rule].en}`, nl: `${subject.nl} ${says[rule].nl}` };
}

export interface SpokenSignal {
  readonly panel: PanelName;
  readonly rule: SignalRule;
  readonly direction: Movement;
}
