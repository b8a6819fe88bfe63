/** Why a figure about people is hidden, in words: the same on pages, in reports and on the command line. */
import type { Localised } from '../kernel/text.ts';
import type { ScoreHiddenReason } from './scale-scores.ts';

/** To stand in brackets, or after what is hidden. */
export const hiddenReasonTexts: Readonly<Record<ScoreHiddenReason, Localised>> = {
  'too-few-people': { en: 'fewer than ten people', nl: 'minder dan tien mensen' },
  'gives-others-away': { en: 'would give others away', nl: 'zou anderen verraden' },
  'all-alike': { en: 'all answered alike', nl: 'allen antwoordden hetzelfde' },
};

/** To stand in the place of the figure. */
export const hiddenTexts: Readonly<Record<ScoreHiddenReason, Localised>> = {
  'too-few-people': inPlace('too-few-people'),
  'gives-others-away': inPlace('gives-others-away'),
  'all-alike': inPlace('all-alike'),
};

function inPlace(reason: ScoreHiddenReason): Localised {
  const { en, nl } = hiddenReasonTexts[reason];
  return { en: `hidden: ${en}`, nl: `verborgen: ${nl}` };
}
