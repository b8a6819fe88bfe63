/** What a person gives on the command line to enter a value or to correct one: its numbers and its evidence, and how entries print. */
import type { CommandInput } from '#contract/define-command.ts';
import type { EntryJson } from '#contract/endpoints/entries.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { requiredText } from './required-text.ts';

export const entryFlags = [
  { name: 'evidence', value: 'TEXT', summary: 'what shows that the numbers are so' },
  { name: 'link', value: 'URL', summary: 'where the evidence can be read' },
  { name: 'reference', value: 'TEXT', summary: 'where it is kept: a case number or a file name' },
] as const;

/**
 * `45/50` of a share, `3` of a count, `12d` of days.
 * @throws Problem `usage-invalid`; a percentage alone is refused
 */
export function numbersOf(text: string): { numerator: number | null; denominator: number | null; days: number | null } {
  const counts = /^(\d+)(?:\/(\d+))?$/.exec(text);
  if (counts !== null) return { numerator: Number(counts[1]), denominator: counts[2] === undefined ? null : Number(counts[2]), days: null };
  const days = /^(\d+(?:\.\d+)?)d$/.exec(text);
  if (days !== null) return { numerator: null, denominator: null, days: Number(days[1]) };
  const detail = text.endsWith('%')
    ? `${text}: a percentage alone says nothing; write what it rests on, such as 45/50.`
    : `${text} is no value: write 45/50 for a share, 3 for a count, 12d for days.`;
  throw new Problem('usage-invalid', detail, { value: text });
}

export function evidenceOf(input: CommandInput) {
  const text = (name: string) => (typeof input.flags[name] === 'string' ? input.flags[name] : null);
  return { evidence: requiredText(input, 'evidence'), evidenceLink: text('link'), evidenceReference: text('reference') };
}

/** An entry with all that was said of it, newest first. */
export function entryLines({ id, measure, fromOn, toOn, stands, revisions }: EntryJson, language: Language): string[] {
  const isDutch = language === 'nl';
  const acts = isDutch
    ? { entered: 'ingevoerd door', corrected: 'gecorrigeerd door', withdrawn: 'ingetrokken door' }
    : { entered: 'entered by', corrected: 'corrected by', withdrawn: 'withdrawn by' };
  const node = isDutch ? 'dit knooppunt' : 'this node';
  return [
    `${id}  ${fromOn}..${toOn}  ${measure}${stands ? '' : ` (${isDutch ? 'ingetrokken' : 'withdrawn'})`}`,
    ...revisions.toReversed().flatMap(({ numerator, denominator, days, act, saidBy, saidAt, reason, ...said }) => {
      const value = days !== null ? `${days}d` : denominator === null ? String(numerator ?? 0) : `${numerator ?? 0}/${denominator}`;
      const where = [said.evidenceReference, said.evidenceLink].filter((part) => part !== null);
      return [
        `  ${value}  ${acts[act]} ${saidBy ?? node}, ${saidAt.slice(0, 10)}${reason === null ? '' : `: ${reason}`}`,
        `    ${isDutch ? 'bewijs' : 'evidence'}: ${[said.evidence, ...where].join(', ')}`,
      ];
    }),
  ];
}
