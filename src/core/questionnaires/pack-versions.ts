/**
 * Versions of a pack: its canonical text, what changed between two, and which number must change. Scores can be laid beside each other
 * where the same answers give the same score; whether other words still ask the same is for whoever changed them to say.
 */
import { Problem } from '../kernel/problem.ts';
import { compareCodePoints } from '../kernel/text.ts';
import { pointerTo } from './check-pack.ts';
import type { QuestionnairePack } from './pack.ts';

/** Which number of the version a change asks for. */
const steps = ['none', 'patch', 'minor', 'major'] as const;
export type VersionStep = (typeof steps)[number];

export interface PackChange {
  /** In the later file; of what was taken out, in the earlier. JSON Pointer, lists by id: `/items/passwords-attitude/isReversed`. */
  readonly pointer: string;
  readonly what: 'added' | 'removed' | 'changed' | 'moved';
  /** As JSON; null where there was or is none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly needs: VersionStep;
}

export interface PackDifference {
  readonly changes: readonly PackChange[];
  readonly needs: VersionStep;
  /** By which number the version was raised; null: it was not raised, or it is another pack. */
  readonly raised: VersionStep | null;
  /** `if-meant-alike`: only words changed; whoever changed them knows whether they still ask the same. */
  readonly scores: 'comparable' | 'if-meant-alike' | 'not-comparable';
}

/** The same content gives the same text, whatever the order of names in the file; lists keep their order, which means something. */
export function canonicalText(pack: QuestionnairePack): string {
  return JSON.stringify(ordered(pack));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => compareCodePoints(one, other));
  return Object.fromEntries(entries.map(([name, own]) => [name, ordered(own)]));
}

/** Orders by number: 1.10.0 is after 1.9.0. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const place = left.findIndex((number, index) => number !== right[index]);
  return place === -1 ? 0 : Math.sign((left[place] ?? 0) - (right[place] ?? 0));
}

const numbersOf = (version: string) => version.split('.').map(Number);

/**
 * @param held every version of this pack that is kept
 * @returns whether it is there already
 * @throws Problem `conflict`: this version is kept with other content, or scores under one major number could not be laid beside each other
 */
export function requireNewVersion(held: readonly QuestionnairePack[], offered: QuestionnairePack): 'new' | 'held' {
  const { id, version } = offered;
  const own = held.filter((one) => one.id === id);
  const same = own.find((one) => one.version === version);
  if (same !== undefined) {
    if (canonicalText(same) === canonicalText(offered)) return 'held';
    throw new Problem(
      'conflict',
      `Version ${version} of the questionnaire "${id}" is kept with other content; give the changed one a higher version.`,
      {
        id,
        version,
        needs: comparePacks(same, offered).needs,
      },
    );
  }
  const other = own.find((one) => majorOf(one) === majorOf(offered) && comparePacks(one, offered).scores === 'not-comparable');
  if (other === undefined) return 'new';
  throw new Problem(
    'conflict',
    `Scores of version ${version} of the questionnaire "${id}" cannot be laid beside those of ${other.version}; give it a higher major number.`,
    { id, version, needs: 'major' },
  );
}

const majorOf = ({ version }: QuestionnairePack) => numbersOf(version)[0];

export function comparePacks(before: QuestionnairePack, after: QuestionnairePack): PackDifference {
  const changes = [...differences(flat(before), flat(after))];
  const needs = steps.findLast((step) => step === 'none' || changes.some((change) => change.needs === step)) ?? 'none';
  const isSame = before.id === after.id;
  return {
    changes,
    needs: isSame ? needs : 'major',
    raised: isSame ? raisedBy(before.version, after.version) : null,
    scores: !isSame || needs === 'major' ? 'not-comparable' : needs === 'minor' ? 'if-meant-alike' : 'comparable',
  };
}

/** Whether the version was raised by as much as its changes ask for. */
export function isRaisedEnough({ needs, raised }: PackDifference): boolean {
  return steps.indexOf(raised ?? 'none') >= steps.indexOf(needs);
}

function raisedBy(before: string, after: string): VersionStep | null {
  if (compareVersions(before, after) >= 0) return null;
  const [left, right] = [numbersOf(before), numbersOf(after)];
  return left[0] !== right[0] ? 'major' : left[1] !== right[1] ? 'minor' : 'patch';
}

/** Pointer to value, lists by id: so that a question that was put in between changes none of those after it. */
type Flat = ReadonlyMap<string, string>;

function flat(pack: QuestionnairePack): Flat {
  const { id: _id, version: _version, areas, scales, items, ...rest } = pack;
  const found = new Map<string, string>();
  const put = (path: readonly string[], value: unknown) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, own] of Object.entries(value)) put([...path, name], own);
    } else found.set(pointerTo(...path), JSON.stringify(ordered(value)));
  };
  put([], rest);
  for (const [name, list] of Object.entries({ areas, scales, items })) {
    found.set(pointerTo(name), JSON.stringify(list.map(({ id }) => id)));
    for (const one of list) {
      const { id, ...own } = one;
      if ('labels' in own) own.labels.forEach((label, step) => put([name, id, 'labels', String(step + 1)], label));
      else if ('options' in own) {
        const { options, ...other } = own;
        put([name, id], other);
        found.set(pointerTo(name, id, 'options'), JSON.stringify(options.map((option) => option.id)));
        for (const option of options) put([name, id, 'options', option.id], { text: option.text });
      } else put([name, id], own);
    }
  }
  return found;
}

function* differences(before: Flat, after: Flat): Generator<PackChange> {
  const pointers = [...new Set([...after.keys(), ...before.keys()])].toSorted(compareCodePoints);
  for (const pointer of pointers) {
    const [old, now] = [before.get(pointer) ?? null, after.get(pointer) ?? null];
    if (old === now) continue;
    const isMoved = old !== null && now !== null && sameMembers(pointer, old, now);
    const what = old === null ? 'added' : now === null ? 'removed' : isMoved ? 'moved' : 'changed';
    yield { pointer, what, before: old, after: now, needs: neededBy(pointer, what) };
  }
}

const lists = /^\/(areas|scales|items|languages)$|^\/items\/[^/]+\/options$/;

function sameMembers(pointer: string, old: string, now: string): boolean {
  if (!lists.test(pointer)) return false;
  const members = [old, now].map((list) => (JSON.parse(list) as string[]).toSorted(compareCodePoints).join(' '));
  return members[0] === members[1];
}

/**
 * Another question, another way to count it, or another step of its scale: major. Other words of what is asked, or another order: minor,
 * since words and order change answers. Words around it: patch.
 */
function neededBy(pointer: string, what: PackChange['what']): VersionStep {
  if (/^\/(title|introduction|consent|licence|author|areas)(\/|$)/.test(pointer)) return 'patch';
  if (pointer === '/languages') return what === 'moved' ? 'patch' : 'minor';
  if (/^\/items\/[^/]+(\/options\/[^/]+)?\/text\//.test(pointer) || /^\/scales\/[^/]+\/labels\//.test(pointer)) return 'minor';
  return what === 'moved' ? 'minor' : 'major';
}
