/**
 * How well probabilities agree with what people answered: reliability by decile, and the Brier score (Brier 1950: the mean of the
 * squared differences; 0 is perfect, 0.25 is what saying one half of everything gives). Answers of one organisation are few and not
 * drawn by chance: people answer what stands at the top. Source: domain/medical-advisories.md 4.5.
 */
export interface AnsweredQuestion {
  /** That the product is the same, as the matcher said. */
  readonly probability: number;
  readonly isSame: boolean;
}

export interface AnsweredQuality {
  readonly answered: number;
  /** Null: nothing was answered. */
  readonly brierScore: number | null;
  /** Ten, by probability; the last holds 1 too. */
  readonly deciles: readonly {
    readonly from: number;
    readonly to: number;
    readonly answered: number;
    readonly confirmed: number;
    readonly probabilityMean: number | null;
  }[];
}

export function qualityOf(questions: readonly AnsweredQuestion[]): AnsweredQuality {
  const deciles = Array.from({ length: 10 }, (_, at) => {
    const own = questions.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === at);
    return {
      from: at / 10,
      to: (at + 1) / 10,
      answered: own.length,
      confirmed: own.filter(({ isSame }) => isSame).length,
      probabilityMean: mean(own.map(({ probability }) => probability)),
    };
  });
  return {
    answered: questions.length,
    brierScore: mean(questions.map(({ probability, isSame }) => (probability - (isSame ? 1 : 0)) ** 2)),
    deciles,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 1e6) / 1e6;
}
