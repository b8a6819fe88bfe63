/** A sentence as the sources say it, with `{}` for each value, and the same in Dutch, with `{1}` for the first of them. */
export type Sentence = readonly [english: string, dutch: string];
