/**
 * One sheet of answers to a questionnaire that another tool held, as it is kept: of which round, of which department, and what was answered.
 * Nobody's name, address or number, no moment and no pseudonym: whose answers they are is not to be found again.
 */
export interface QuestionnaireRow {
  readonly kind: 'questionnaire';
  /** From 1, in the order of the file; not kept. */
  readonly itemNumber: number;
  /** What the file calls the round. */
  readonly round: string;
  /** As written; null: the file does not say, or what it says may not be kept. */
  readonly department: string | null;
  /** By column, which is the item's id: the step of a scale, or the place of the option that was chosen, from 1. */
  readonly answers: Readonly<Record<string, number>>;
  /** Of sheets that are the same in all of this the how manyeth, from 1: so that each is kept once, however often the file comes. */
  readonly occurrence: number;
}
