/** How the head of a file would be read: format, and for a table which column means what. Nothing is stored. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { asset } from '#core/assets/asset.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Localised } from '#core/kernel/text.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { findingHeaders, guessMapping, registerHeaders } from '#importers/table/headers.ts';
import { declaredDelimiter, guessLayout } from '#importers/csv/layout.ts';
import { sampleRows } from '#importers/csv/rows.ts';
import { chooseImporter } from '#importers/detect.ts';
import { openFile } from '#importers/read-head.ts';
import { sampleWorkbook } from '#importers/xlsx/importer.ts';

const samplesShown = 10;
/** Of a text the first part tells how it would be read; the directory of a workbook stands at its end, so it is needed whole. */
export const previewBytesMax = { text: 64 * 1024, workbook: 4 * 1024 ** 2 };

/** @param head the first bytes of the file, at most `previewBytesMax`. */
export async function previewImport(file: string, head: Uint8Array): Promise<ImportPreview> {
  const nothing = { importer: null, title: null, shape: null, columns: [], targets: [] };
  try {
    const opened = await openFile(once(head), file);
    const chosen = chooseImporter(opened.head);
    if (isProblem(chosen)) return { ...nothing, problem: { code: chosen.code, detail: chosen.message } };
    const { id, title } = chosen.importer;
    if (id === 'xlsx') return { importer: id, title, ...(await describeWorkbook(head)), problem: null };
    if (id !== 'csv') return { ...nothing, importer: id, title, problem: null };
    return { importer: id, title, ...describeTable(opened.head.text, head.length < previewBytesMax.text), problem: null };
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return { ...nothing, problem: { code: cause.code, detail: cause.message } };
  }
}

type TableDescription = Pick<ImportPreview, 'shape' | 'columns' | 'targets'>;

function describeTable(text: string, isWhole: boolean): TableDescription {
  const declared = declaredDelimiter(text);
  const table = text.slice(declared?.length ?? 0);
  const layout = guessLayout(table, declared?.delimiter ?? null, { isWhole });
  if (layout === null) throw new Problem('file-unmapped', 'The file has no row that could be a header.');
  const rows = sampleRows(table, layout.delimiter, layout.headerIndex + 1 + samplesShown, isWhole).slice(layout.headerIndex + 1);
  return describeColumns(layout.headers, rows);
}

/** A workbook larger than what was sent for a look is taken without one. */
async function describeWorkbook(head: Uint8Array): Promise<TableDescription> {
  const nothing = { shape: null, columns: [], targets: [] };
  if (head.length === previewBytesMax.text || head.length >= previewBytesMax.workbook) return nothing;
  const sample = await sampleWorkbook(Buffer.from(head.buffer, head.byteOffset, head.byteLength), samplesShown);
  if (sample === null) throw new Problem('file-unmapped', 'The workbook has no visible sheet with a header row that is known.');
  return describeColumns(sample.headers, sample.rows);
}

function describeColumns(headers: readonly string[], rows: readonly (readonly string[])[]): TableDescription {
  const { mapping, shape } = guessMapping(headers);
  const targetOf = new Map(Object.entries(mapping).map(([target, header]) => [header, target]));
  return {
    shape,
    columns: headers.map((header, index) => ({
      header,
      target: targetOf.get(header) ?? null,
      samples: rows.map((row) => row[index] ?? ''),
    })),
    targets: Object.keys(shape === 'findings' ? findingHeaders : registerHeaders).map((target) => ({ target, label: labelOf(target) })),
  };
}

/** Targets that are no field of a record kind have a label here. */
const ownLabels: Readonly<Record<string, Localised>> = {
  ipAddresses: { en: 'IP addresses', nl: 'IP-adressen' },
  macAddresses: { en: 'MAC addresses', nl: 'MAC-adressen' },
  domain: { en: 'network domain', nl: 'netwerkdomein' },
  host: { en: 'host', nl: 'host' },
  netbiosName: { en: 'NetBIOS name', nl: 'NetBIOS-naam' },
  cveIds: { en: 'CVE', nl: 'CVE' },
  riskFactor: { en: 'risk', nl: 'risico' },
  family: { en: 'family of checks', nl: 'soort controle' },
  solution: { en: 'solution', nl: 'oplossing' },
  type: { en: 'type of the row', nl: 'soort regel' },
};

function labelOf(target: string): Localised {
  const fields: Readonly<Record<string, { readonly label: Localised }>> = { ...finding.fields, ...asset.fields };
  return ownLabels[target] ?? fields[target]?.label ?? { en: target, nl: target };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
