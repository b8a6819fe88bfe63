/** What a table says of one manufacturer's MDS2 form: a product in a version, and the answers that were written down. */
import type { Mds2Answers } from '../device-models/mds2.ts';
import type { Day } from '../kernel/time.ts';

export interface ImportedMds2 {
  readonly kind: 'mds2';
  readonly itemNumber: number;
  readonly vendor: string;
  readonly model: string;
  /** As the form writes it; empty = every version. */
  readonly version: string;
  readonly edition: string;
  readonly formOn: Day | null;
  readonly answers: Mds2Answers;
}
