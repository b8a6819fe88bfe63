/**
 * Of the code that matches. Raise it whenever a change here, in `versions/`, `packages/` or in how advisories are read could give the
 * same register and the same advisories another match, verdict or product key: nodes that hold matches of before then match anew.
 * Words, vendors and weights have versions of their own.
 */
export const matcherVersion = 3;
