/** Dates of the people of the hospital, as day numbers of `../story.ts`: when population files come, when tests are mailed, and what changed. */
import { lastDayNumber } from '../story.ts';

/** Eighteen months before the last day; who came before it was there already. */
export const firstPeopleDay = lastDayNumber - 548;

/** A file of the personnel system per quarter. */
export const populationDays: readonly number[] = [548, 457, 366, 274, 183, 92, 2].map((daysBefore) => lastDayNumber - daysBefore);

/** A button in the mail program with which mails are reported; before it they had to be forwarded. */
export const reportButtonDay = lastDayNumber - 250;

/** Nine tests, about every two months. */
export const testDays: readonly number[] = Array.from({ length: 9 }, (_, place) => lastDayNumber - 525 + 61 * place);
