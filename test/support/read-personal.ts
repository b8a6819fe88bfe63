/** Reads a file about people as the node does, with pseudonyms that tests can read: `email:anna@noord.example`. */
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import { foldIdentifier } from '#core/awareness/pseudonym.ts';
import type { PersonalImporter, PersonalParseEvent } from '#importers/define-personal-importer.ts';
import { recognisePersonal } from '#importers/personal-detect.ts';

export interface ReadPersonal {
  readonly importer: PersonalImporter | null;
  readonly rows: readonly Extract<PersonalParseEvent, { kind: 'row' }>['row'][];
  readonly issues: readonly Extract<PersonalParseEvent, { kind: 'issue' }>['issue'][];
}

export async function readPersonal(text: string, name = 'test.csv'): Promise<ReadPersonal> {
  const { importer, bytes } = await recognisePersonal(chunks(new TextEncoder().encode(text)), name);
  const rows: ReadPersonal['rows'][number][] = [];
  const issues: ReadPersonal['issues'][number][] = [];
  if (importer !== null) {
    const pseudonymise = (kind: Parameters<typeof foldIdentifier>[0], identifier: string) =>
      `${kind}:${foldIdentifier(kind, identifier)}` as Pseudonym;
    for await (const event of importer.parse(bytes, { pseudonymise, timeZone: 'Europe/Amsterdam' })) {
      if (event.kind === 'row') rows.push(event.row);
      else if (event.kind === 'issue') issues.push(event.issue);
    }
  }
  return { importer, rows, issues };
}

/** In pieces, as a network brings it. */
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997);
}
