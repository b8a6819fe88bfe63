/** The graph from files and people: any order of files gives the same, and it is what a look at every file by itself says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { foldGraph, type GraphEdit, type SourceStatement } from './fold-graph.ts';
import { graphAt, type GraphHistory } from './graph.ts';
import { contentText, saidOverTime, withFile, type SaidContent, type SaidStretch } from './source-stretches.ts';
import { subjectText } from './subject.ts';

const instant = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z` as Instant;

interface File {
  readonly day: number;
  readonly isWhole: boolean;
  /** By subject the words; absent: the file does not name it. */
  readonly items: Readonly<Record<string, string>>;
}

const subjects = ['a', 'b'];
const anyFile: fc.Arbitrary<File> = fc.record({
  day: fc.integer({ min: 1, max: 8 }),
  isWhole: fc.boolean(),
  items: fc.dictionary(fc.constantFrom(...subjects), fc.constantFrom('x', 'y'), { maxKeys: 2 }),
});

/** As the store does it: file by file, in the order in which they come. */
function stretchesOf(files: readonly File[]): ReadonlyMap<string, readonly SaidStretch[]> {
  const said = new Map<string, readonly SaidStretch[]>();
  const wholeAts = new Set<Instant>();
  for (const { day, isWhole, items } of files) {
    const file = { at: instant(day), isWhole };
    for (const subject of subjects) {
      const words = items[subject];
      const content: SaidContent | null = words === undefined ? null : { criticality: words };
      said.set(subject, withFile(said.get(subject) ?? [], [...wholeAts].toSorted(), file, content));
    }
    if (isWhole) wholeAts.add(file.at);
  }
  return said;
}

/** By hand: the newest file up to that day that names the subject, unless a whole one since leaves it out. */
function saidOn(files: readonly File[], subject: string, day: number): string | null {
  for (let at = day; at >= 1; at -= 1) {
    const ofDay = files.filter((file) => file.day === at);
    const named = (isWhole: boolean) => ofDay.flatMap((file) => (file.isWhole === isWhole ? (file.items[subject] ?? []) : []));
    const words = [...(named(true).length > 0 ? named(true) : named(false))].toSorted().at(-1);
    if (words !== undefined) return words;
    if (ofDay.some(({ isWhole }) => isWhole)) return null;
  }
  return null;
}

describe('what a source says over time', () => {
  it('is the same in any order of its files, and what a look at each of them says', () => {
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 7 }), fc.infiniteStream(fc.nat()), (files, chance) => {
        const inOrder = stretchesOf(files);
        const shuffled = files.map((file) => ({ file, by: chance.next().value as number })).toSorted((a, b) => a.by - b.by);
        const other = stretchesOf(shuffled.map(({ file }) => file));
        const wholeAts = [...new Set(files.filter(({ isWhole }) => isWhole).map(({ day }) => instant(day)))].toSorted();
        for (const subject of subjects) {
          const text = (said: readonly SaidStretch[] = []) =>
            said.map((one) => `${one.isRun} ${one.fromAt} ${one.lastAt} ${contentText(one.content)}`).toSorted();
          expect(text(other.get(subject))).toEqual(text(inOrder.get(subject)));
          const times = saidOverTime(inOrder.get(subject) ?? [], wholeAts);
          for (let day = 1; day <= 9; day += 1) {
            const now = times.findLast(({ at }) => at <= instant(day))?.content?.criticality ?? null;
            expect(now, `${subject} on day ${day}`).toBe(saidOn(files, subject, day));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('grows with what changes, not with how often it is said', () => {
    const nightly = Array.from({ length: 28 }, (_, index) => ({ day: index + 1, isWhole: true, items: { a: 'x' } }));
    expect(stretchesOf(nightly).get('a')).toHaveLength(1);
  });
});

const run = (fromDay: number, content: SaidContent = {}): SaidStretch => ({
  isRun: true,
  fromAt: instant(fromDay),
  lastAt: instant(fromDay),
  content,
});
const nodeOf = (key: `system:${string}`, name: string, more: SaidContent = {}): SourceStatement => ({
  source: 'cmdb',
  subject: subjectText({ is: 'node', key }),
  said: [run(1, { name, ...more })],
});
const edgeOf = (from: `system:${string}`, to: `system:${string}`): SourceStatement => ({
  source: 'cmdb',
  subject: subjectText({ is: 'edge', from, to }),
  said: [run(1, { criticality: 'important' })],
});
const files = [nodeOf('system:a', 'A', { tier: 2 }), nodeOf('system:b', 'B'), edgeOf('system:a', 'system:b')];
const wholeAts = new Map([['cmdb', [instant(1)]]]);
const edit = (day: number, subject: Parameters<typeof subjectText>[0], content: GraphEdit['content']): GraphEdit => ({
  subject: subjectText(subject),
  at: instant(day),
  batchId: `batch-${day}`,
  content,
});
const fold = (edits: readonly GraphEdit[], statements: readonly SourceStatement[] = files) => foldGraph({ statements, wholeAts, edits });
const on = (history: GraphHistory, day: number) => graphAt(history, instant(day));

describe('the fold of the graph', () => {
  it('lays what people say over files from then on, field by field', () => {
    const history = fold([
      edit(3, { is: 'node', key: 'system:a' }, { owner: 'Team ICT' }),
      edit(5, { is: 'node', key: 'system:a' }, { tier: null }),
    ]);
    expect(on(history, 2).nodes[0]).toMatchObject({ tier: 2, owner: null });
    expect(on(history, 4).nodes[0]).toMatchObject({ tier: 2, owner: 'Team ICT' });
    expect(on(history, 6).nodes[0]).toMatchObject({ tier: null, owner: 'Team ICT' });
  });

  it('holds an edge only while both of its ends are there', () => {
    const history = fold([
      edit(3, { is: 'node', key: 'system:b' }, { present: false }),
      edit(5, { is: 'node', key: 'system:b' }, { present: true }),
    ]);
    expect([2, 3, 4, 5].map((day) => on(history, day).edges.length)).toEqual([1, 0, 0, 1]);
  });

  it('knows a renamed node under either name', () => {
    const rename = edit(3, { is: 'node', key: 'system:a' }, { name: 'Alpha' });
    const later = { ...edgeOf('system:alpha', 'system:b'), source: 'other' };
    const history = foldGraph({ statements: [...files, nodeOf('system:alpha', 'Alpha'), later], wholeAts, edits: [rename] });
    expect(on(history, 4).nodes.map(({ key, name }) => [key, name])).toEqual([
      ['system:a', 'Alpha'],
      ['system:b', 'B'],
    ]);
    expect(on(history, 4).edges).toHaveLength(1);
  });

  it('lets a node take the name of one that was removed, and keeps what people said of either apart', () => {
    const history = fold([
      edit(3, { is: 'node', key: 'system:a' }, { present: false }),
      edit(5, { is: 'node', key: 'system:b' }, { name: 'A' }),
    ]);
    expect(on(history, 6).nodes.map(({ key, name }) => [key, name])).toEqual([['system:b', 'A']]);
  });
});
