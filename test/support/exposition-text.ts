/**
 * A strict reader of OpenMetrics text 1.0.0 and of Prometheus text 0.0.4, for tests: the ABNF of the specification
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/), and of its rules those on families of the types gauge, info and
 * stateset, which are the ones we write. It throws, with the line, where a scraper might only guess.
 */

export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly family: string;
}

export interface ReadFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly unit: string | null;
  readonly samples: readonly ReadSample[];
}

interface OpenFamily extends Omit<ReadFamily, 'samples' | 'type' | 'help'> {
  type: string | null;
  help: string | null;
  unit: string | null;
  readonly samples: ReadSample[];
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const labelName = '[a-zA-Z_][a-zA-Z0-9_]*';
const escapedString = String.raw`(?:[^\n"\\]|\\[n"\\])*`;
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|NaN|[+-]?(?:Inf|Infinity)`;
const label = `(${labelName})="(${escapedString})"`;
const sampleLine = new RegExp(`^(${metricName})(?:\\{((?:${label}(?:,${label})*)?)\\})? (${number})$`);
const types = { openmetrics: ['gauge', 'info', 'stateset'], prometheus: ['gauge'] } as const;

export function readExposition(text: string, dialect: 'openmetrics' | 'prometheus'): readonly ReadFamily[] {
  const isOpen = dialect === 'openmetrics';
  if (isOpen && !text.endsWith('\n# EOF\n')) throw new Error('the text does not end with # EOF');
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const lines = text.slice(0, isOpen ? -'# EOF\n'.length : undefined).split('\n');
  lines.pop();
  const families = new Map<string, OpenFamily>();
  let current: OpenFamily | undefined;
  lines.forEach((line, index) => {
    const wrong = (what: string) => new Error(`line ${index + 1}: ${what}: ${line}`);
    if (line.startsWith('#')) {
      const found = new RegExp(`^# (TYPE|HELP|UNIT) (${metricName}) (.*)$`).exec(line);
      if (found === null || (found[1] === 'UNIT' && !isOpen)) throw wrong('no descriptor');
      const [, kind, name = '', rest = ''] = found;
      if (current?.name !== name) {
        if (families.has(name)) throw wrong('a family stands in two places');
        current = { name, type: null, help: null, unit: null, samples: [] };
        families.set(name, current);
      }
      if (current.samples.length > 0) throw wrong('a descriptor after samples');
      describe(current, kind ?? '', rest, wrong, types[dialect]);
      return;
    }
    const found = sampleLine.exec(line);
    if (found === null) throw wrong('no sample');
    if (current === undefined) throw wrong('a sample without its family');
    const sample = { name: found[1] ?? '', labels: labelsOf(found[2] ?? '', wrong), value: Number(found.at(-1)), family: current.name };
    checkSample(current, sample, wrong);
    current.samples.push(sample);
  });
  const read = [...families.values()].map((family) => {
    if (family.type === null || family.help === null) throw new Error(`${family.name} has no type or no help`);
    return { ...family, type: family.type, help: family.help };
  });
  for (const family of read) checkFamily(family);
  return read;
}

type Wrong = (what: string) => Error;

function describe(family: OpenFamily, kind: string, rest: string, wrong: Wrong, known: readonly string[]): void {
  const member = kind === 'TYPE' ? 'type' : kind === 'HELP' ? 'help' : 'unit';
  if (family[member] !== null) throw wrong(`a second ${kind}`);
  if (kind === 'TYPE' && !known.includes(rest)) throw wrong('a type that is none');
  if (kind === 'HELP' && !new RegExp(`^${escapedString}$`).test(rest)) throw wrong('help that is not escaped');
  if (kind === 'UNIT' && !family.name.endsWith(`_${rest}`)) throw wrong('a unit that the name does not end with');
  family[member] = rest;
}

function labelsOf(text: string, wrong: Wrong): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(new RegExp(label, 'g'))) {
    if (name in labels) throw wrong(`the label ${name} twice`);
    if (name.startsWith('__')) throw wrong(`the label ${name} is reserved`);
    labels[name] = value.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
  }
  return labels;
}

function checkSample({ name, type }: OpenFamily, sample: ReadSample, wrong: Wrong): void {
  const expected = type === 'info' ? `${name}_info` : name;
  if (sample.name !== expected) throw wrong(`a sample of ${name} is called ${expected}`);
  if (type === 'info' && sample.value !== 1) throw wrong('an info is 1');
  if (type === 'stateset' && !(name in sample.labels)) throw wrong(`a state has the label ${name}`);
  if (type === 'stateset' && sample.value !== 0 && sample.value !== 1) throw wrong('a state is 0 or 1');
}

function checkFamily({ name, type, samples }: ReadFamily): void {
  const keyOf = (labels: ReadSample['labels'], without = '') =>
    Object.keys(labels)
      .filter((label) => label !== without)
      .toSorted()
      .map((label) => JSON.stringify([label, labels[label]]))
      .join();
  const keys = samples.map(({ labels }) => keyOf(labels));
  if (new Set(keys).size !== keys.length) throw new Error(`${name} has the same labels twice`);
  if (type !== 'stateset') return;
  const states = new Map<string, string[]>();
  for (const { labels } of samples) {
    const key = keyOf(labels, name);
    states.set(key, [...(states.get(key) ?? []), labels[name] ?? '']);
  }
  const [first] = states.values();
  for (const found of states.values())
    if (JSON.stringify(found) !== JSON.stringify(first)) throw new Error(`${name} has not the same states everywhere`);
}
