/**
 * Whether the sources that speak of an asset at a time agree on what it is (AST-09): a register that has it, a discovery source
 * that is still believed (`effective-facts.ts`). Compared are facts by which people find the device and know whose it is. Not:
 * facts that each source has in its own way (name, asset number) or that move (IP address); nor the class and the operating
 * system, at which a scan guesses. What a person or a rule says counts for no source.
 */
import type { AssetFacts } from '../imports/imported-record.ts';
import { doAgree } from './same-fact.ts';

export const agreements = [
  { value: 'one-source', label: { en: 'one source', nl: 'één bron' } },
  { value: 'nothing-in-common', label: { en: 'several, no key field in common', nl: 'meer, geen kernveld gemeen' } },
  { value: 'agrees', label: { en: 'several, agreeing', nl: 'meer, in overeenstemming' } },
  { value: 'differs', label: { en: 'several, differing', nl: 'meer, met verschillen' } },
] as const;
export type Agreement = (typeof agreements)[number]['value'];

export const keyFields = ['vendor', 'model', 'serialNumber', 'hostName', 'department'] as const satisfies readonly (keyof AssetFacts)[];

interface Speaking {
  readonly stream: { readonly source: string };
  readonly facts: AssetFacts;
}

/** @param speakers what each source says in each of its roles; a source in two roles is one source */
export function agreementOf(speakers: readonly Speaking[]): Agreement {
  const [first] = speakers;
  if (first === undefined || speakers.every(({ stream }) => stream.source === first.stream.source)) return 'one-source';
  let agreement: Agreement = 'nothing-in-common';
  for (const field of keyFields) {
    const [one, ...others] = speakers.filter(({ facts }) => facts[field] !== undefined);
    if (one === undefined || others.every(({ stream }) => stream.source === one.stream.source)) continue;
    // Nearly always word for word the same.
    if (others.some(({ facts }) => facts[field] !== one.facts[field] && !doAgree(field, one.facts, facts))) return 'differs';
    agreement = 'agrees';
  }
  return agreement;
}
