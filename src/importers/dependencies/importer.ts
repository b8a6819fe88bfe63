/**
 * Importer of the dependency graph as a table: one row per dependency (`from`, `from_kind`, `to`, `to_kind`, `criticality`), in
 * English or Dutch. `from` provides and `to` depends on it. A sheet of a workbook with these headers is read the same way
 * (`../xlsx/importer.ts`). What a node or an asset is called is matched by the store. What is read and dropped: `README.md`.
 */
import { Problem } from '#core/kernel/problem.ts';
import { followedBy, takeSample } from '../csv/importer.ts';
import { declaredDelimiter } from '../csv/layout.ts';
import { readRows, sampleRows } from '../csv/rows.ts';
import { defineImporter, type FileHead, type ImporterLimits, type ParseEvent } from '../define-importer.ts';
import { limitBytes } from '../read-head.ts';
import { issueEvents } from '../table/table-reading.ts';
import { headerIndexMax, isFilled, withoutTrailingBlanks } from '../table/table-row.ts';
import { decodeStream } from '../text-decoding.ts';
import { isDependencyTable } from './columns.ts';
import { placeOf, readDependencyRow, unreadColumns } from './rows.ts';

const limits: ImporterLimits = { bytesMax: 64 * 1024 ** 2, itemsMax: 100_000, depthMax: 0, fieldCharactersMax: 10_000, issuesMax: 10_000 };

export const dependencies = defineImporter({
  id: 'dependencies',
  version: 1,
  title: 'Dependencies of the care chain (CSV)',
  itemName: { en: 'row', nl: 'rij' },
  produces: ['dependencies'],
  limits,
  accepts: isTableOfDependencies,
  parse: parseDependencies,
});

function isTableOfDependencies(head: FileHead): boolean {
  const text = head.text.replace(/^\uFEFF/, '');
  if (head.choice?.mapping !== undefined || head.choice?.settings !== undefined || /^\s*[<{[]/.test(text)) return false;
  const declared = declaredDelimiter(text);
  const layout = layoutOf(text.slice(declared?.length ?? 0), declared?.delimiter ?? null, false);
  return layout !== null;
}

interface DependencyLayout {
  readonly delimiter: string;
  readonly headers: readonly string[];
  /** Rows before the header row. */
  readonly headerIndex: number;
}

/** The separator and the row, below a title or two, that give the headers; null: there are none. */
function layoutOf(sample: string, declared: string | null, isWhole: boolean): DependencyLayout | null {
  for (const delimiter of declared === null ? [';', ',', '\t', '|'] : [declared]) {
    const rows = sampleRows(sample, delimiter, headerIndexMax, isWhole);
    const headerIndex = rows.findIndex(isDependencyTable);
    if (headerIndex >= 0) return { delimiter, headers: withoutTrailingBlanks(rows[headerIndex] ?? []), headerIndex };
  }
  return null;
}

async function* parseDependencies(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ParseEvent> {
  const decoded = decodeStream(limitBytes(bytes, limits.bytesMax));
  const texts = decoded[Symbol.asyncIterator]();
  const { text, isWhole } = await takeSample(texts);
  const declared = declaredDelimiter(text);
  const sample = text.slice(declared?.length ?? 0);
  const layout = layoutOf(sample, declared?.delimiter ?? null, isWhole);
  if (layout === null) {
    const detail = 'A table of dependencies needs the columns from, from_kind, to and to_kind (van, soort, naar, soort_naar).';
    throw new Problem('file-unmapped', detail, {});
  }
  yield { kind: 'header', header: { observedAt: null, tool: null, partial: false } };
  yield* issueEvents(unreadColumns(layout.headers));
  let rowsSeen = 0;
  let itemNumber = 0;
  for await (const batch of readRows(followedBy(sample, texts), { delimiter: layout.delimiter, firstLine: declared === null ? 1 : 2 })) {
    yield* issueEvents(decoded.takeIssues());
    for (const row of batch) {
      rowsSeen += 1;
      if (rowsSeen <= layout.headerIndex + 1 || !isFilled(row.cells)) continue;
      itemNumber += 1;
      if (itemNumber > limits.itemsMax)
        throw new Problem('file-too-large', `The table has more than ${limits.itemsMax} rows.`, { itemsMax: limits.itemsMax });
      yield* readDependencyRow(row, placeOf(layout.headers, itemNumber));
    }
  }
  yield* issueEvents(decoded.takeIssues());
}
