/**
 * The behaviour campaign of the story: in some departments somebody shows in a team meeting how to report a mail, and those who did not
 * click report more often from then on. By how much is known here, and nowhere in the files.
 */
import { lastDayNumber } from '../story.ts';

/** The meetings are within a month from this day, after the seventh test and before the eighth. */
export const talkDay = lastDayNumber - 140;
export const talkDays = 30;

/** Units as population files name them: team, or else department. The others get the same tests and no talk. */
export const talkedTo: readonly string[] = [
  'Poliklinieken',
  'Verpleging noord',
  'Operatiekamers',
  'Cardiologie',
  'Kortverblijf',
  'Laboratorium',
  'Verloskunde',
];
export const notTalkedTo: readonly string[] = [
  'Facilitair bedrijf',
  'Verpleging zuid',
  'Intensive care',
  'Spoedeisende hulp',
  'Radiologie',
  'ICT',
  'Apotheek',
];

/** So much more often somebody who did not click reports the mail, as a share of everybody who did not: the effect that is to be found again. */
export const talkEffect = 0.12;
