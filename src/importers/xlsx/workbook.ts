/**
 * The parts of an Office Open XML workbook: which sheets there are, how numbers are formatted, the strings they share.
 * Formulas are not computed: a cell's stored value is taken. Followed: ECMA-376 part 1 (18.2, 18.4, 18.8), part 2 (relations).
 */
import { Problem } from '#core/kernel/problem.ts';
import type { TableRow } from '../table/table-row.ts';
import { builtInKind, kindOfFormat } from './cell-text.ts';
import type { NumberKind } from './cell-text.ts';
import { localName, readPart } from './part.ts';
import type { PartVisitor } from './part.ts';
import { SheetRows } from './sheet-rows.ts';
import type { SharedStringOf } from './sheet-rows.ts';
import { ZipArchive } from './zip.ts';
import type { ExpansionLimits } from './zip.ts';

export interface WorkbookLimits extends ExpansionLimits {
  readonly sheetsMax: number;
  readonly sharedStringsMax: number;
  /** Of all shared strings together. */
  readonly sharedCharactersMax: number;
  readonly cellCharactersMax: number;
}

export interface WorkbookStyles {
  readonly is1904: boolean;
  kindOf(style: number): NumberKind;
}

export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

export class Workbook {
  readonly sheets: readonly Sheet[];
  private readonly archive: ZipArchive;
  private readonly limits: WorkbookLimits;
  private readonly styles: WorkbookStyles;
  private readonly stringsPart: string | undefined;

  private constructor(
    archive: ZipArchive,
    limits: WorkbookLimits,
    parts: { readonly sheets: readonly Sheet[]; readonly styles: WorkbookStyles; readonly stringsPart: string | undefined },
  ) {
    this.archive = archive;
    this.limits = limits;
    this.sheets = parts.sheets;
    this.styles = parts.styles;
    this.stringsPart = parts.stringsPart;
  }

  /** @throws Problem file-malformed, file-truncated, file-expands-too-far, file-format-mismatch (binary, or with macros). */
  static async open(bytes: Buffer, limits: WorkbookLimits): Promise<Workbook> {
    const archive = new ZipArchive(bytes, limits);
    refuseOtherKinds(archive);
    const parts = new PartReader(archive, limits);
    const main = relationTo(await parts.relationsOf(''), 'officeDocument')?.target ?? 'xl/workbook.xml';
    const relations = await parts.relationsOf(main);
    const outline = await parts.outlineOf(main);
    const sheets = outline.sheets.flatMap(({ name, relation, isHidden }) => {
      const target = relations.get(relation);
      return target?.type === 'worksheet' ? [{ name, part: target.target, isHidden }] : [];
    });
    if (sheets.length > limits.sheetsMax) {
      const detail = `The workbook has more than ${limits.sheetsMax} sheets. Save the sheets with tables in a workbook of their own.`;
      throw new Problem('file-too-large', detail, { sheetsMax: limits.sheetsMax });
    }
    const kinds = await parts.numberKinds(relationTo(relations, 'styles')?.target);
    const styles = { is1904: outline.is1904, kindOf: (style: number): NumberKind => kinds[style] ?? builtInKind(0) };
    return new Workbook(archive, limits, { sheets, styles, stringsPart: relationTo(relations, 'sharedStrings')?.target });
  }

  /** @param countMax read no further: where only the first rows are looked at. */
  async sharedStrings(countMax = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
    const part = this.stringsPart;
    const entry = part === undefined ? undefined : this.archive.entries.get(part);
    const strings: string[] = [];
    if (entry === undefined || part === undefined || countMax <= 0) return strings;
    const { sharedStringsMax, sharedCharactersMax, cellCharactersMax } = this.limits;
    let characters = 0;
    for await (const batch of readPart(this.archive.unpack(entry), part, new SharedStrings(cellCharactersMax), cellCharactersMax)) {
      for (const text of batch) {
        strings.push(text);
        characters += text.length;
      }
      if (strings.length > sharedStringsMax || characters > sharedCharactersMax) {
        const detail = `The workbook has more than ${sharedStringsMax} different texts, or ${sharedCharactersMax} characters of them. Split it, or save the sheet as CSV.`;
        throw new Problem('file-too-large', detail, { sharedStringsMax, sharedCharactersMax });
      }
      if (strings.length >= countMax) break;
    }
    return strings;
  }

  rows(sheet: Sheet, sharedString: SharedStringOf): AsyncGenerator<readonly TableRow[]> {
    const entry = this.archive.entries.get(sheet.part);
    if (entry === undefined) {
      const detail = `The workbook is damaged. Its sheet "${sheet.name}" is missing. Save or copy it again.`;
      throw new Problem('file-malformed', detail, { part: sheet.part });
    }
    return readPart(
      this.archive.unpack(entry),
      sheet.part,
      new SheetRows(this.styles, sharedString, this.limits.cellCharactersMax),
      this.limits.cellCharactersMax,
    );
  }
}

/** A text that a cell refers to. @throws Problem file-malformed where there is none. */
export function sharedStringIn(strings: readonly string[]): SharedStringOf {
  return (index) => {
    const text = strings[index];
    if (text !== undefined) return text;
    const detail = 'The workbook is damaged. A cell refers to a text that is not there. Save or copy it again.';
    throw new Problem('file-malformed', detail, { sharedString: index, sharedStrings: strings.length });
  };
}

function refuseOtherKinds(archive: ZipArchive): void {
  const names = [...archive.entries.keys()].map((name) => name.toLowerCase());
  if (names.some((name) => name === 'xl/workbook.bin')) {
    const detail = 'The file is a binary workbook (XLSB), which is not read. Save it as an Excel workbook (.xlsx).';
    throw new Problem('file-format-mismatch', detail, { seen: 'xlsb' });
  }
  if (names.some((name) => name.endsWith('/vbaproject.bin'))) {
    const detail =
      'The workbook holds macros, and files with programs in them are not taken. Save it as an Excel workbook without macros (.xlsx).';
    throw new Problem('file-format-mismatch', detail, { seen: 'xlsm' });
  }
}

class PartReader {
  private readonly archive: ZipArchive;
  private readonly limits: WorkbookLimits;

  constructor(archive: ZipArchive, limits: WorkbookLimits) {
    this.archive = archive;
    this.limits = limits;
  }

  /** Of a part, or of the package where the name is empty. */
  async relationsOf(part: string): Promise<ReadonlyMap<string, Relation>> {
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    const relations = new Map<string, Relation>();
    for (const { name, attributes } of await this.elementsOf(`${folder}_rels/${part.slice(folder.length)}.rels`, ['Relationship'])) {
      const target = attributes['Target'] ?? '';
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') continue;
      relations.set(attributes['Id'] ?? '', { type: (attributes['Type'] ?? '').replace(/^.*\//, ''), target: resolve(folder, target) });
    }
    return relations;
  }

  async outlineOf(main: string): Promise<{
    readonly is1904: boolean;
    readonly sheets: readonly { readonly name: string; readonly relation: string; readonly isHidden: boolean }[];
  }> {
    if (!this.archive.entries.has(main)) {
      const detail = 'The file is a ZIP archive with parts of a workbook, but without the workbook itself. Save or copy it again.';
      throw new Problem('file-malformed', detail, { part: main });
    }
    const elements = await this.elementsOf(main, ['workbookPr', 'sheet']);
    const date1904 = elements.find(({ name }) => name === 'workbookPr')?.attributes['date1904'];
    const sheets = elements
      .filter(({ name }) => name === 'sheet')
      .map(({ attributes }) => {
        const key = Object.keys(attributes).find((each) => each.includes(':') && localName(each) === 'id') ?? 'id';
        return {
          name: attributes['name'] ?? '',
          relation: attributes[key] ?? '',
          isHidden: (attributes['state'] ?? 'visible') !== 'visible',
        };
      });
    return { is1904: date1904 === '1' || date1904 === 'true', sheets };
  }

  /** Per style of a cell how its numbers are read. */
  async numberKinds(part: string | undefined): Promise<readonly NumberKind[]> {
    if (part === undefined) return [];
    const codes = new Map<number, NumberKind>();
    const kinds: NumberKind[] = [];
    for (const { name, parent, attributes } of await this.elementsOf(part, ['numFmt', 'xf'])) {
      const formatId = Number(attributes['numFmtId'] ?? 0);
      if (name === 'numFmt') codes.set(formatId, kindOfFormat(attributes['formatCode'] ?? ''));
      else if (parent === 'cellXfs') kinds.push(codes.get(formatId) ?? builtInKind(formatId));
    }
    return kinds;
  }

  private async elementsOf(part: string, names: readonly string[]): Promise<readonly PartElement[]> {
    const entry = this.archive.entries.get(part);
    const elements: PartElement[] = [];
    if (entry === undefined) return elements;
    for await (const batch of readPart(this.archive.unpack(entry), part, new Elements(names), 0)) {
      elements.push(...batch);
      if (elements.length <= elementsMax) continue;
      throw new Problem('file-too-large', `The part ${part} of the workbook has more than ${elementsMax} entries.`, { part, elementsMax });
    }
    return elements;
  }
}

/** Styles and sheets of one workbook; Excel itself stops at 65,490 styles. */
const elementsMax = 200_000;

function relationTo(relations: ReadonlyMap<string, Relation>, type: string): Relation | undefined {
  return [...relations.values()].find((relation) => relation.type === type);
}

/** A relative target against the folder of the part that names it. */
function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  return path.join('/');
}

interface PartElement {
  readonly name: string;
  readonly parent: string;
  readonly attributes: Readonly<Record<string, string>>;
}

class Elements implements PartVisitor<PartElement> {
  readonly textElements: ReadonlySet<string> = new Set();
  private readonly wanted: ReadonlySet<string>;
  private readonly path: string[] = [];
  private found: PartElement[] = [];

  constructor(names: readonly string[]) {
    this.wanted = new Set(names);
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.wanted.has(name)) this.found.push({ name, parent: this.path.at(-1) ?? '', attributes });
    this.path.push(name);
  }

  close(): void {
    this.path.pop();
  }

  take(): readonly PartElement[] {
    return this.found.splice(0);
  }
}

/** Rich text is its pieces together; what tells how Japanese is spoken is left out. */
class SharedStrings implements PartVisitor<string> {
  readonly textElements: ReadonlySet<string> = new Set(['t']);
  private readonly charactersMax: number;
  private strings: string[] = [];
  private text = '';
  private isPhonetic = false;

  constructor(charactersMax: number) {
    this.charactersMax = charactersMax;
  }

  open(name: string): void {
    if (name === 'si') this.text = '';
    else if (name === 'rPh') this.isPhonetic = true;
  }

  close(name: string, text: string): void {
    if (name === 't' && !this.isPhonetic && this.text.length <= this.charactersMax) this.text += text;
    else if (name === 'rPh') this.isPhonetic = false;
    else if (name === 'si') this.strings.push(this.text);
  }

  take(): readonly string[] {
    return this.strings.splice(0);
  }
}
