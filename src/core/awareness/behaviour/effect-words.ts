/** What is said of a behaviour campaign’s effect: its verdict, what to keep in mind of it, why it is not known. On its page and in reports alike. */
import type { Localised } from '../../kernel/text.ts';
import type { KnownEffect } from './behaviour-effect.ts';
import type { EffectCaution, UnknownReason } from './behaviour-ids.ts';

export const effectVerdictTexts: Readonly<Record<KnownEffect['verdict'], Localised>> = {
  better: { en: 'Better than without it', nl: 'Beter dan zonder' },
  worse: { en: 'Worse than without it', nl: 'Slechter dan zonder' },
  'not-told-apart': { en: 'No difference that can be shown', nl: 'Geen aantoonbaar verschil' },
};

export const effectUnknownTexts: Readonly<Record<UnknownReason, Localised>> = {
  'other-groups': {
    en: 'A test of these days was counted in the groups of another year, which are not the same departments.',
    nl: 'Een test van deze dagen is geteld in de groepen van een ander jaar, die niet uit dezelfde afdelingen bestaan.',
  },
  'no-test-before': {
    en: 'No published test in the days before went to both sides.',
    nl: 'Geen gepubliceerde test in de dagen vooraf ging naar beide kanten.',
  },
  'no-test-after': {
    en: 'No published test in the days that are judged went to both sides.',
    nl: 'Geen gepubliceerde test in de dagen waarop wordt beoordeeld ging naar beide kanten.',
  },
  'hidden-cell': {
    en: 'A group is hidden in a test: too few people, or it would give others away.',
    nl: 'Een groep is in een test verborgen: te weinig mensen, of het zou anderen verraden.',
  },
  'nobody-counted': { en: 'Nobody was counted on one of the sides.', nl: 'Aan een van de kanten is niemand geteld.' },
};

export const effectCautionTexts: Readonly<Record<EffectCaution, Localised>> = {
  'scatter-assumed': {
    en: 'Too few departments to see how much they move on their own: the interval takes what the plan assumed.',
    nl: 'Te weinig afdelingen om te zien hoezeer ze uit zichzelf bewegen: het interval neemt wat het plan aannam.',
  },
  'few-departments': {
    en: 'Few departments: the interval is wide because little is known of how much they move on their own.',
    nl: 'Weinig afdelingen: het interval is breed omdat weinig bekend is over hoezeer ze uit zichzelf bewegen.',
  },
  'trend-moved': {
    en: 'Before the campaign the gap between the sides was moving already. The effect may be that movement.',
    nl: 'Voor de campagne bewoog het verschil tussen de kanten al. Het effect kan die beweging zijn.',
  },
  'trend-unseen': {
    en: 'Only one test before: nobody can see whether the sides were moving alike.',
    nl: 'Maar één test vooraf: niemand kan zien of de kanten gelijk op gingen.',
  },
  'difficulty-unknown': {
    en: 'How hard the mails were is not settled. Before and after by themselves may differ because of it; the comparison less so.',
    nl: 'Hoe moeilijk de mails waren staat niet vast. Vooraf en achteraf op zich kunnen daardoor verschillen; de vergelijking minder.',
  },
  'difficulty-differs': {
    en: 'The mails before and after were not equally hard. Look at the comparison, not at before and after.',
    nl: 'De mails vooraf en achteraf waren niet even moeilijk. Kijk naar de vergelijking, niet naar vooraf en achteraf.',
  },
  'one-sided-tests': { en: 'Tests that went to one side only were left out.', nl: 'Tests die maar naar één kant gingen zijn weggelaten.' },
  'groups-left-out': {
    en: 'Groups with nobody counted before or after were left out.',
    nl: 'Groepen waarin vooraf of achteraf niemand is geteld zijn weggelaten.',
  },
};
