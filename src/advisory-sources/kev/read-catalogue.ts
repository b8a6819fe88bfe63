/**
 * The catalogue of known exploited vulnerabilities of CISA → its entries. Whole or not at all: a catalogue that ends early,
 * that counts other than it says, or that has an entry nobody can read is refused, since what is missing would count as
 * withdrawn. Due dates are the catalogue's own; none is worked out here.
 * Followed: CISA's known_exploited_vulnerabilities_schema.json (fields that are not used are ignored).
 */
import { z } from 'zod';
import { Problem } from '#core/kernel/problem.ts';
import { hasForbiddenCharacters } from '#core/kernel/text.ts';
import { parseDay, parseInstant, type Day, type Instant } from '#core/kernel/time.ts';

export interface KevCatalogue {
  readonly edition: string;
  readonly releasedAt: Instant;
  readonly entries: readonly KevCatalogueEntry[];
}

export interface KevCatalogueEntry {
  readonly cveId: string;
  readonly vendor: string;
  readonly product: string;
  readonly title: string;
  readonly addedOn: Day;
  readonly dueOn: Day;
  /** `knownRansomwareCampaignUse` is `Known`. */
  readonly ransomware: boolean;
  readonly action: string;
}

const text = z
  .string()
  .max(20_000)
  .refine((value) => !hasForbiddenCharacters(value));
const day = z.string().transform((value, context) => {
  const parsed = parseDay(value);
  if (parsed !== undefined) return parsed;
  context.addIssue('no day');
  return z.NEVER;
});
const Entry = z.object({
  cveID: z.string().regex(/^CVE-\d{4}-\d{4,19}$/),
  vendorProject: text,
  product: text,
  vulnerabilityName: text,
  dateAdded: day,
  dueDate: day,
  requiredAction: text.default(''),
  // Absent in catalogues before 2023-10.
  knownRansomwareCampaignUse: text.default('Unknown'),
});
const Catalogue = z.object({ catalogVersion: text, dateReleased: z.string(), count: z.int(), vulnerabilities: z.array(z.unknown()) });

/**
 * @param bytes the whole file.
 * @throws Problem file-truncated, file-malformed or file-format-mismatch: what is held stays.
 */
export function readKevCatalogue(bytes: Uint8Array): KevCatalogue {
  const json = parsed(bytes);
  const read = Catalogue.safeParse(json);
  if (!read.success) {
    throw new Problem(
      'file-format-mismatch',
      'The file is no KEV catalogue: it needs catalogVersion, dateReleased, count and vulnerabilities.',
    );
  }
  const { catalogVersion, dateReleased, count, vulnerabilities } = read.data;
  const releasedAt = parseInstant(dateReleased);
  if (releasedAt === undefined)
    throw new Problem('file-malformed', 'The KEV catalogue has no readable date (dateReleased); fetch it again.');
  if (vulnerabilities.length !== count) {
    throw new Problem(
      'file-truncated',
      `The KEV catalogue says it has ${count} entries and holds ${vulnerabilities.length}; fetch it again.`,
    );
  }
  const entries = new Map<string, KevCatalogueEntry>();
  vulnerabilities.forEach((value, index) => {
    const entry = Entry.safeParse(value);
    if (!entry.success) {
      const where = entry.error.issues[0]?.path.join('/') ?? '';
      throw new Problem('file-malformed', `Entry ${index + 1} of the KEV catalogue cannot be read (${where}); fetch it again.`);
    }
    const { cveID, vendorProject, product, vulnerabilityName, dateAdded, dueDate, requiredAction, knownRansomwareCampaignUse } = entry.data;
    entries.set(cveID, {
      cveId: cveID,
      vendor: vendorProject,
      product,
      title: vulnerabilityName,
      addedOn: dateAdded,
      dueOn: dueDate,
      ransomware: knownRansomwareCampaignUse.trim().toLowerCase() === 'known',
      action: requiredAction,
    });
  });
  return { edition: catalogVersion, releasedAt, entries: [...entries.values()] };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new Problem('file-truncated', 'The KEV catalogue is cut off or damaged; what is held stays. Fetch it again.', {}, cause);
  }
}
