/**
 * The contract of a ready profile: how the export of a product that many hospitals have is read, without anybody mapping
 * columns first. Facts only, taken from the product's public documentation or source; what could not be confirmed there is
 * marked and said to the person, because a wrong column is worse than none.
 */
import { MappingProfile } from '#core/imports/mapping-profile.ts';
import type { TableRole } from '#core/imports/mapping-profile.ts';
import type { Localised } from '#core/kernel/text.ts';

/** One field with the headers it has in the product's languages, the surest first. */
export interface ReadyColumn {
  readonly field: string;
  readonly headers: readonly string[];
}

export interface ReadyProfile {
  /** Equals the name of the file. */
  readonly slug: string;
  readonly product: string;
  /** False: the names of columns are not confirmed; a person must look at the preview. */
  readonly verified: boolean;
  /** What the reader must know before using it. */
  readonly remark: Localised;
  /** Where the names of columns come from. */
  readonly documentation: readonly string[];
  /** Columns that the product exports and nobody reads: they help to recognise its files. */
  readonly otherHeaders: readonly string[];
  /** Headers that few other tables have; without one of them a file is not recognised. */
  readonly tellingHeaders: readonly string[];
  readonly profile: MappingProfile;
}

interface ReadyProfileFacts extends Omit<ReadyProfile, 'profile'> {
  readonly role: TableRole;
  readonly source: string;
  readonly columns: readonly ReadyColumn[];
  readonly fixed?: Readonly<Record<string, string>>;
  readonly translations?: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

export function defineReadyProfile({ role, source, columns, fixed = {}, translations = {}, ...rest }: ReadyProfileFacts): ReadyProfile {
  const profile = MappingProfile.parse({
    name: rest.product,
    role,
    source,
    columns: columns.flatMap(({ field, headers }) => headers.map((header) => ({ header, field }))),
    fixed,
    translations,
  });
  return { ...rest, profile };
}
