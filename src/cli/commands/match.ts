/** `cybermetrics match`: which devices of an inventory the advisories speak of. No node and no database is asked. */
import { resolve } from 'node:path';
import { defineCommand, exitCodes, type CommandInput, type CommandOutput } from '#contract/define-command.ts';
import { sayIn } from '#contract/dutch/say-in.ts';
import type { Advisory } from '#core/advisories/advisory.ts';
import { Problem } from '#core/kernel/problem.ts';
import { openDecisionBook } from '#core/matching/decided-candidates.ts';
import { prepareMatcher } from '#core/matching/match-model.ts';
import { bands, type Band } from '#core/matching/probability.ts';
import { readInventory, type Inventory } from '#importers/inventory/read-inventory.ts';
import { openLocalFile } from '../local-file.ts';
import { DecisionUses, idleText, readDecisionFile, type PlacedDecision } from '../match-decisions.ts';
import { readAdvisories, type ReadAdvisories, type Refused } from '../match-input.ts';
import { matchInventory } from '../match-inventory.ts';
import { namedLine, SoftwareMatches } from '../match-software.ts';
import { bandWord, MatchTable, type ShownMatch } from '../match-table.ts';

export const match = defineCommand({
  name: 'match',
  summary: 'Say which devices or software components of an inventory the advisories speak of, without a node',
  details:
    'An inventory is NDJSON (id, vendor, product, version, description, purl; where known cpe, udiDi, gtin, modelNumber, serial), CSV, an Excel workbook, or a bill of materials (CycloneDX, SPDX). Shown is what is likely the same product and what a person should check; with --json one line for each device and advisory. Guide: docs/guides/match-without-a-node.md.\n\n  cybermetrics match --inventory devices.csv --advisories mirror/csaf --json',
  arguments: [{ name: 'PATH', summary: 'further advisories, as with --advisories', required: false, many: true, suggests: 'file' }],
  flags: [
    {
      name: 'inventory',
      value: 'FILE',
      summary: 'the devices: .ndjson, .csv, .xlsx or a bill of materials, also gzipped; given several times, the files are one inventory',
      many: true,
      suggests: 'file',
    },
    {
      name: 'advisories',
      value: 'PATH',
      summary: 'a folder (with all below it), a .json file, or .ndjson with a document per line; also gzipped',
      many: true,
      suggests: 'file',
    },
    { name: 'decisions', value: 'FILE', summary: 'what people answered before, one decision per line (NDJSON)', suggests: 'file' },
    { name: 'all', value: null, summary: 'weak matches too, and what people denied' },
    { name: 'check', value: null, summary: 'say also which documents break rules of their standard; they are matched all the same' },
  ],
  run: runMatch,
});

interface Given {
  readonly inventory: Inventory;
  readonly read: ReadAdvisories;
  readonly decisions: readonly PlacedDecision[];
  readonly refused: readonly Refused[];
  /** Of the advisories, as they were given. */
  readonly paths: readonly string[];
}

async function runMatch(input: CommandInput): Promise<number> {
  const { output, signal } = input;
  const given = await readGiven(input);
  if (signal.aborted) return exitCodes.interrupted;
  const { inventory, read, refused, paths } = given;
  for (const one of refused) tell(one, output);
  tellBroken(read.broken, output);
  if (inventory.lines.length === 0) {
    if (inventory.problems.length === 0) say(new Problem('file-empty', 'No device of the inventory can be used.'), output);
    return exitCodes.rejected;
  }
  if (read.advisories.length === 0) {
    const message = `No advisory was found under ${paths.join(', ')}; a path is a folder, a .json or an .ndjson file.`;
    say(new Problem('file-empty', message, { paths }), output);
    return exitCodes.rejected;
  }
  const uses = new DecisionUses(given.decisions);
  const counts = await print(given, uses, input);
  if (counts === null) return exitCodes.interrupted;
  const idle = uses.idleLines();
  const path = input.flags['decisions'];
  if (idle.length > 0) say(new Problem('not-found', `${String(path)}  ${idleText(idle, output.language)}`, { path, lines: idle }), output);
  output.progress(summary(given, counts, output));
  return refused.length > 0 ? exitCodes.partial : exitCodes.complete;
}

async function readGiven({ flags, lists, arguments: more, workingFolder, output, signal }: CommandInput): Promise<Given> {
  const path = (name: string): string => resolve(workingFolder, name);
  const { decisions: decisionFile } = flags;
  const files = lists['inventory'] ?? [];
  if (files.length === 0) throw new Problem('usage-invalid', 'Say which devices: --inventory FILE.', { missing: '--inventory' });
  const paths = [...(lists['advisories'] ?? []), ...more];
  if (paths.length === 0) throw new Problem('usage-invalid', 'Say which advisories: --advisories PATH.', { missing: '--advisories' });
  const opened = await Promise.all(files.map(async (name) => ({ name, bytes: await openLocalFile(path(name)) })));
  const inventory = await readInventory(opened);
  for (const { place, message } of inventory.remarks)
    output.progress(`${placeText({ path: place.file, ...place })}  ${sayIn(output.language, message)}`);
  const ofInventory = [
    ...inventory.refused.map(({ place, code, message }): Refused => ({
      path: place.file,
      sheet: place.sheet,
      line: place.line,
      problem: new Problem('file-malformed', message, { reason: code }),
    })),
    ...inventory.problems.map(({ file, problem }): Refused => ({ path: file, sheet: null, line: null, problem })),
  ];
  const decided =
    typeof decisionFile === 'string' ? await readDecisionFile(path(decisionFile), decisionFile) : { decisions: [], refused: [] };
  const read = await readAdvisories(paths.map(path), signal, flags['check'] === true);
  return { inventory, read, decisions: decided.decisions, refused: [...ofInventory, ...decided.refused, ...read.refused], paths };
}

/** One sentence, with neither title nor help of its code: those speak of imports. */
function say(problem: Problem, output: CommandOutput): void {
  if (output.isJson) output.problem(problem);
  else output.progress(sayIn(output.language, problem.message));
}

function placeText({ path, sheet, line }: Omit<Refused, 'problem'>): string {
  return `${path}${sheet === null ? '' : ` "${sheet}"`}${line === null ? '' : `:${line}`}`;
}

function tell({ path, sheet, line, problem }: Refused, output: CommandOutput): void {
  const refused = output.language === 'nl' ? 'geweigerd' : 'refused';
  if (output.isJson) output.problem(new Problem(problem.code, problem.message, { ...problem.data, path, sheet, line }));
  else output.progress(`${placeText({ path, sheet, line })}  ${refused}: ${sayIn(output.language, problem.message)}`);
}

/** For people how many, for programs which and by what. */
function tellBroken(broken: ReadAdvisories['broken'], output: CommandOutput): void {
  if (!output.isJson && broken.length > 0) {
    const [first] = broken;
    const such = `${first?.document ?? ''} (${first?.rules.join(', ') ?? ''})`;
    output.progress(
      output.language === 'nl'
        ? `${broken.length} documenten breken een regel van hun standaard, zoals ${such}; \`advisories check\` noemt ze alle`
        : `${broken.length} ${broken.length === 1 ? 'document breaks' : 'documents break'} a rule of the standard, such as ${such}; \`advisories check\` names all`,
    );
    return;
  }
  for (const { path, line, document, rules } of broken)
    output.problem(
      new Problem('file-malformed', `${document} breaks ${rules.join(', ')} of its standard.`, { path, line, document, rules }),
    );
}

type Counts = Record<Band | 'denied', number>;

/** Null: it was stopped. */
async function print(
  { inventory, read, decisions }: Given,
  uses: DecisionUses,
  { flags, output, signal }: CommandInput,
): Promise<Counts | null> {
  const isAll = flags['all'] === true;
  const counts: Counts = { likely: 0, check: 0, weak: 0, denied: 0 };
  const asked = inventory.lines.map(namedLine);
  const matcher = prepareMatcher(read.advisories, asked);
  const made = decisions.map(({ decision }) => decision);
  const book = openDecisionBook(made, matcher.index);
  const table = new MatchTable(output.language);
  const texts = new Map<string, string>();
  const software = new SoftwareMatches(inventory.lines, read.advisories);
  const lines = new Map(inventory.lines.map((line) => [line.id, line]));
  const told = new Set<string>();
  const take = (id: string, named: readonly ShownMatch[]): void => {
    const line = lines.get(id);
    if (line === undefined) return;
    told.add(id);
    const matches = software.join(id, named);
    for (const { isDenied, band } of matches) counts[isDenied ? 'denied' : band] += 1;
    const shown = isAll ? matches : matches.filter(({ isDenied, band }) => !isDenied && band !== 'weak');
    if (shown.length === 0) return;
    if (output.isJson) texts.set(id, shown.map(jsonLine).join('\n'));
    else for (const match of shown) table.add(line, match);
  };
  const isWhole = await matchInventory(asked, { matcher, book, uses, signal }, ({ id }, candidates) => take(id, candidates));
  if (!isWhole) return null;
  for (const id of software.without(told)) take(id, []);
  if (output.isJson) writeLines(inventory, texts, output);
  else {
    const text = table.print(output.width);
    if (text !== null) output.answer(text);
  }
  return counts;
}

function jsonLine(candidate: ShownMatch): string {
  const { id, document, productIds, status, statusBasis, probability, band, reasons, deviceKey, productKey } = candidate;
  return JSON.stringify({ id, document, productIds, status, statusBasis, probability, band, reasons, deviceKey, productKey });
}

const charactersAtOnce = 65_536;

function writeLines({ lines }: Inventory, texts: ReadonlyMap<string, string>, output: CommandOutput): void {
  let piece: string[] = [];
  let characters = 0;
  for (const { id } of lines) {
    const text = texts.get(id);
    if (text === undefined) continue;
    piece.push(text);
    characters += text.length;
    if (characters < charactersAtOnce) continue;
    output.answer(piece.join('\n'));
    [piece, characters] = [[], 0];
  }
  if (piece.length > 0) output.answer(piece.join('\n'));
}

function summary({ inventory, read, refused }: Given, counts: Counts, { language }: CommandOutput): string {
  const products = read.advisories.reduce((sum: number, advisory: Advisory) => sum + advisory.products.length, 0);
  const found = bands.map((band) => `${counts[band]} ${bandWord(band, language)}`).join(', ');
  const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
  const [lines, advisories] = [inventory.lines.length, read.advisories.length];
  const tail =
    language === 'nl' ? `${counts.denied} ontkend; ${refused.length} geweigerd` : `${counts.denied} denied; ${refused.length} refused`;
  const said =
    language === 'nl'
      ? [count(lines, 'regel', 'regels'), `${count(advisories, 'advies', 'adviezen')} met ${count(products, 'product', 'producten')}`]
      : [count(lines, 'line', 'lines'), `${count(advisories, 'advisory', 'advisories')} with ${count(products, 'product', 'products')}`];
  return `${said.join(', ')}: ${found}, ${tail}`;
}
