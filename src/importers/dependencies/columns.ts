/** Which column of a table of dependencies means what, in English and Dutch, and the words of its cells. */
import type { AttachmentForm, Criticality, NodeKind } from '#core/dependencies/graph.ts';
import { foldHeader } from '../table/headers.ts';

export type DependencyTarget = 'from' | 'fromKind' | 'to' | 'toKind' | 'criticality' | 'tier' | 'owner';

const headers: Readonly<Record<DependencyTarget, string>> = {
  from: 'from van dependson afhankelijkvan rustop steuntop provider bron levert leverend',
  fromKind:
    'fromkind vansoort soortvan fromtype vantype typevan soort kind type dependsonkind soortafhankelijkvan afhankelijkvansoort providerkind bronsoort soortbron',
  to: 'to naar carries draagt supports ondersteunt dependent afhankelijke doel naam name onderdeel schakel',
  toKind:
    'tokind naarsoort soortnaar totype naartype typenaar soortdoel doelsoort dependentkind soortafhankelijke soortonderdeel onderdeelsoort',
  criticality: 'criticality kritikaliteit kriticiteit kritiek belang importance weight gewicht zwaarte',
  tier: 'tier clinicaltier niveau klinischniveau',
  owner: 'owner eigenaar beheerder verantwoordelijke',
};

const targets = new Map(
  (Object.entries(headers) as [DependencyTarget, string][]).flatMap(([target, words]) =>
    words.split(' ').map((word) => [word, target] as const),
  ),
);

export type DependencyColumns = ReadonlyMap<DependencyTarget, number>;

export function dependencyColumns(row: readonly string[]): DependencyColumns {
  const found = new Map<DependencyTarget, number>();
  row.forEach((header, index) => {
    const target = targets.get(foldHeader(header));
    if (target !== undefined && !found.has(target)) found.set(target, index);
  });
  // "Soort" beside "naar" and no other kind is the kind of what the row begins with.
  return found;
}

/** Both ends and a kind, or how much the one matters to the other: no list of assets has those. */
export function isDependencyTable(row: readonly string[]): boolean {
  const found = dependencyColumns(row);
  return found.has('from') && found.has('to') && (found.has('fromKind') || found.has('toKind'));
}

export type EndKind = NodeKind | AttachmentForm;

const kindWords: Readonly<Record<EndKind, string>> = {
  supplier: 'supplier leverancier vendor',
  'base-service':
    'baseservice basisvoorziening basisdienst sharedservice gedeeldedienst utility nutsvoorziening infrastructure infrastructuur',
  system: 'system systeem application applicatie informatiesysteem platform',
  service: 'service dienst itservice itdienst businessservice',
  'care-process': 'careprocess zorgproces process proces caredelivery zorgpad carepathway',
  asset: 'asset middel device apparaat equipment apparatuur server ci configuratieitem',
  filter: 'filter assets middelen devices apparaten devicegroup apparaatgroep',
};
const kinds = new Map(
  (Object.entries(kindWords) as [EndKind, string][]).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
);

export function readEndKind(text: string): EndKind | undefined {
  return kinds.get(foldHeader(text));
}

const criticalityWords: Readonly<Record<Criticality, string>> = {
  essential: 'essential onmisbaar essentieel high hoog critical kritiek kritisch',
  important: 'important belangrijk medium middel gemiddeld moderate',
  supporting: 'supporting ondersteunend low laag minor',
};
const words = new Map(
  (Object.entries(criticalityWords) as [Criticality, string][]).flatMap(([value, list]) =>
    list.split(' ').map((word) => [word, value] as const),
  ),
);

export function readCriticality(text: string): Criticality | undefined {
  return words.get(foldHeader(text));
}
