/** How a command about sources ends: of several problems the highest code counts, as elsewhere. */
import { exitCodes } from '#contract/define-command.ts';
import { problemCatalogue } from '#contract/problem-catalogue.ts';
import { problemCodes } from '#core/kernel/problem.ts';

export function exitCodeOfSources(items: readonly { readonly problem: { readonly code: string } | null }[]): number {
  return Math.max(
    exitCodes.complete,
    ...items.map(({ problem }) => {
      const code = problemCodes.find((one) => one === problem?.code);
      return code === undefined ? (problem === null ? exitCodes.complete : exitCodes.bug) : problemCatalogue[code].exitCode;
    }),
  );
}
