/** What has to be true for a difference in differences to be the effect of a campaign; printed beside every result, none of it proven. */
import type { Localised } from '../../kernel/text.ts';

export const comparisonAssumptions = [
  {
    id: 'parallel-trends',
    label: {
      en: 'Without the campaign, both sides would have changed alike. Tests before can speak against it; none can prove it.',
      nl: 'Zonder de campagne zouden beide kanten evenveel zijn veranderd. Tests vooraf kunnen daartegen spreken; bewijzen kan geen test het.',
    },
  },
  {
    id: 'no-spill-over',
    label: {
      en: 'The campaign did not reach the others: no shared wards, no posters in the canteen, no colleagues who told each other.',
      nl: 'De campagne bereikte de anderen niet: geen gedeelde afdelingen, geen posters in de kantine, geen collega’s die het doorvertelden.',
    },
  },
  {
    id: 'same-mails',
    label: {
      en: 'Both sides got the same mails on the same days, as hard to see through for the one as for the other.',
      nl: 'Beide kanten kregen dezelfde mails op dezelfde dagen, voor de een net zo moeilijk te doorzien als voor de ander.',
    },
  },
  {
    id: 'same-people',
    label: {
      en: 'Before and after, the groups are made of much the same people; who joined or left did not make the difference.',
      nl: 'Voor en na bestaan de groepen grotendeels uit dezelfde mensen; wie kwam of ging maakte het verschil niet.',
    },
  },
  {
    id: 'nothing-else',
    label: {
      en: 'Nothing else happened to one side alone in those days: no incident, no other training, no new reporting button.',
      nl: 'Er gebeurde in die dagen niets anders met één kant alleen: geen incident, geen andere training, geen nieuwe meldknop.',
    },
  },
  {
    id: 'choice-of-groups',
    label: {
      en: 'The groups were not chosen because they had just done badly: who did badly by chance does better next time by itself.',
      nl: 'De groepen zijn niet gekozen omdat ze het net slecht deden: wie het toevallig slecht deed, doet het de volgende keer vanzelf beter.',
    },
  },
] as const satisfies readonly { readonly id: string; readonly label: Localised }[];
