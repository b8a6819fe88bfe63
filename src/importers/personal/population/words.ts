/** Words for contracts, as personnel systems write them. What is not here is "other", and said so. */
import { contractKinds, type ContractKind } from '#core/awareness/population-row.ts';
import { foldPersonalHeader } from '../personal-table.ts';

const contractWords: Readonly<Record<ContractKind, string>> = {
  permanent:
    'permanent, vast, vaste aanstelling, vast dienstverband, onbepaald, onbepaalde tijd, indefinite, regular, loondienst, employee, in dienst',
  temporary:
    'temporary, temp, tijdelijk, tijdelijk dienstverband, bepaald, bepaalde tijd, fixed term, fixed-term, oproep, oproepkracht, nulurencontract, zero hours, on call',
  agency:
    'agency, uitzendkracht, uitzend, gedetacheerd, detachering, gedetacheerde, inhuur, ingehuurd, extern, external, contractor, payroll, pnil, seconded, secondment, agency staff',
  'self-employed': 'self-employed, self employed, zzp, zzper, zzp-er, zelfstandige, zelfstandig, freelance, freelancer, vrijgevestigd',
  intern: 'intern, internship, trainee, student, stage, stagiair, stagiaire, leerling, bbl, bol, co-assistent, coassistent, apprentice',
  volunteer: 'volunteer, vrijwilliger, vrijwilligster, vrijwilligers',
  other: 'other, anders, overig, overige',
};

const kinds = new Map(
  contractKinds.flatMap(({ value }) => contractWords[value].split(',').map((word) => [foldPersonalHeader(word), value] as const)),
);

/** Undefined: a word that is not known. */
export function readContract(word: string): ContractKind | undefined {
  return kinds.get(foldPersonalHeader(word));
}
