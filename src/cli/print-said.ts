/** What came of something said of a flaw: how far it reaches, and how to take it back. */
import { exitCodes, type CommandInput } from '#contract/define-command.ts';

interface Said {
  readonly id?: string;
  readonly assets: number;
  readonly waiting: number;
}

export function printSaid({ output }: CommandInput, said: Said): number {
  if (output.isJson) output.answer(JSON.stringify(said));
  else {
    output.answer(`reaches ${said.assets} assets${said.waiting > 0 ? `, ${said.waiting} of them in a moment` : ''}`);
    if (said.id !== undefined) output.answer(`undo with: cybermetrics flaws withdraw ${said.id}`);
  }
  return exitCodes.complete;
}
