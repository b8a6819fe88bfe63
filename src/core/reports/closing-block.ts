/**
 * How long findings stay open, in a report: the product-limit curve with late entry that the page of closing times shows, of the
 * year up to the day of the report (metrics.md 4.4). Where the risk set runs empty while others are still to come the curve ends.
 * Not here: the estimate (`core/statistics/survival.ts`) and which spells there are.
 */
import type { Language } from '../kernel/text.ts';
import { isAtLeast, type MeasuredInterval } from '../metrics/measurement.ts';
import { survivalUnder } from '../metrics/survival-under.ts';
import { standsAt } from '../statistics/survival.ts';
import { closingTimes, stillOpen, type ClosingTimes } from '../vulnerabilities/time-to-close.ts';
import { closingWords, type ClosingWords } from './closing-words.ts';
import type { RegisterEntry } from './register-book.ts';
import type { ReportClosing, RichText, Run } from './report-document.ts';
import type { ClosingInput, ReportedClosing, ReportInput } from './report-input.ts';
import type { SignWriter } from './sign-writer.ts';

/** Ages that are told, in days. */
const ages = [30, 90, 180, 365, 730] as const;

export function closingBlock(writer: SignWriter, closing: ReportInput['closing']): ReportClosing | null {
  if (closing === null) return null;
  const words = closingWords[writer.input.language];
  if (closing === 'too-slow')
    return { value: [words.notKnown], notes: [[words.tooSlow]], lead: [], counts: [], curve: null, ages: [], groups: [] };
  const whole = new ClosingFigures(writer, closing, { ...closing.whole, key: 'all', name: words.together });
  const { day } = writer.input;
  return {
    lead: [`${words.lead} `, { label: writer.figures.day(day) }, whole.isFollowed ? `, ${words.half}` : ''].filter((run) => run !== ''),
    value: whole.half(),
    counts: whole.counts(),
    notes: whole.notes(),
    curve: whole.curve(),
    ages: ages.flatMap((age) => whole.after(age)),
    groups: [
      whole.row(),
      ...closing.groups.map(({ name, ...group }) =>
        new ClosingFigures(writer, closing, {
          ...group,
          key: name?.en ?? 'unknown',
          name: name?.[writer.input.language] ?? words.unknown,
        }).row(),
      ),
    ],
  };
}

/** What is said of one group of findings, each figure with its row in the register. */
class ClosingFigures {
  readonly #writer: SignWriter;
  readonly #closing: ReportedClosing;
  readonly #group: ClosingInput & { readonly key: string; readonly name: string };
  readonly #times: ClosingTimes;
  readonly #words: ClosingWords;
  readonly #language: Language;

  constructor(writer: SignWriter, closing: ReportedClosing, group: ClosingInput & { readonly key: string; readonly name: string }) {
    this.#writer = writer;
    this.#closing = closing;
    this.#group = group;
    this.#times = closingTimes(null, group.spells);
    this.#language = writer.input.language;
    this.#words = closingWords[this.#language];
  }

  get isFollowed(): boolean {
    return this.#times.counted > 0;
  }

  /** As of VUL-04: not reached, it is a bound; not followed from the beginning, there is none. */
  half(): RichText {
    const measured = this.#measured();
    if (measured === null) return [this.isFollowed ? this.#words.notFollowed : this.#words.nothing];
    const { value, isBound } = measured;
    return [this.#halfFigure(value === 0 && !isBound ? this.#words.atOnce : this.#writer.figures.value(value, 'days', isBound))];
  }

  /** `interval 21–35, 1,204 findings followed, 812 closed`. */
  counts(): RichText {
    const interval = this.#interval();
    if (!this.isFollowed) return [];
    return [
      ...(interval.length === 0 ? [] : [`${this.#writer.words.interval} `, ...interval, ', ']),
      this.#halfFigure(this.#count(this.#times.counted)),
      ` ${this.#words.followed}, `,
      this.#halfFigure(this.#count(this.#times.closed)),
      ` ${this.#words.ofThese}`,
    ];
  }

  notes(): RichText[] {
    const { enteredLate, prevalent, brokenAtAge } = this.#times;
    const notes: RichText[] = [];
    const { late, leftOut, what, broken } = this.#words;
    if (enteredLate > 0) notes.push([`${late[0]} `, this.#figure('late', this.#count(enteredLate), what.late, enteredLate), ` ${late[1]}`]);
    if (prevalent > 0) notes.push([`${leftOut[0]} `, this.#leftOut(), ` ${leftOut[prevalent === 1 ? 1 : 2]}`]);
    if (brokenAtAge !== null && this.isFollowed)
      notes.push([`${broken} `, this.#figure('end', this.#writer.figures.value(brokenAtAge, 'days'), what.broken), '.']);
    return notes;
  }

  /** Nothing where nobody was followed for so long. */
  after(age: number): ReportClosing['ages'] {
    const { open, interval, atRisk } = stillOpen(this.#times, this.#group.spells, age);
    if (open === null) return [];
    const { figures } = this.#writer;
    const name = figures.value(age, 'days');
    const figure = (printed: string) => this.#figure(`open ${age}`, printed, this.#words.what.open(name), null, atRisk);
    return [
      {
        age: name,
        open: [figure(figures.value(open, 'proportion'))],
        interval: interval === null ? [] : [figure(figures.interval(interval.lower, interval.upper, 'proportion'))],
        atRisk: [figure(this.#count(atRisk))],
      },
    ];
  }

  row(): ReportClosing['groups'][number] {
    const { counted, closed, prevalent } = this.#times;
    return {
      name: this.#group.name,
      half: this.isFollowed ? this.half() : ['–'],
      interval: this.#interval(),
      counted: this.isFollowed ? [this.#halfFigure(this.#count(counted))] : [],
      closed: this.isFollowed ? [this.#halfFigure(this.#count(closed))] : [],
      leftOut: prevalent === 0 ? [] : [this.#leftOut()],
    };
  }

  /** Ten thousandths are finer than any line is drawn. */
  curve(): ReportClosing['curve'] {
    const { steps, longestAge, brokenAtAge } = this.#times;
    const lastAge = brokenAtAge ?? longestAge;
    if (lastAge === 0) return null;
    const measured = this.#measured();
    const drawn = (share: number) => Math.round(share * 10_000) / 10_000;
    return {
      lastAge,
      halfAge: measured === null || measured.isBound ? null : measured.value,
      steps: steps
        .filter(({ age }) => standsAt(this.#times, age))
        .map(({ age, open, interval }) => ({
          age,
          open: drawn(open),
          lower: interval === null ? null : drawn(interval.lower),
          upper: interval === null ? null : drawn(interval.upper),
        })),
    };
  }

  /** Null: nobody was followed from the beginning. */
  #measured(): { readonly value: number; readonly interval: MeasuredInterval | null; readonly isBound: boolean } | null {
    const told = survivalUnder([], { survival: { of: 'half-life' }, whenEmpty: 'not-applicable' }, this.#times);
    return told.state === 'measured' ? { value: told.value, interval: told.interval, isBound: isAtLeast(told) } : null;
  }

  #interval(): RichText {
    const interval = this.#measured()?.interval ?? null;
    return interval === null ? [] : [this.#halfFigure(this.#writer.figures.interval(interval.lower, interval.upper, 'days'))];
  }

  #count(count: number): string {
    return this.#writer.figures.count(count);
  }

  #halfFigure(printed: string): Run {
    return this.#figure('half', printed, this.#words.what.half, this.#times.closed, this.#times.counted);
  }

  #leftOut(): Run {
    return this.#figure('left-out', this.#count(this.#times.prevalent), this.#words.what.leftOut, this.#times.prevalent);
  }

  #figure(name: string, printed: string, what: string, numerator: number | null = null, denominator: number | null = null): Run {
    const { day } = this.#writer.input;
    return this.#writer.register.figure(printed, {
      ...this.#writer.unmeasured(`closing ${this.#group.key} ${name} ${day}`, `${what}: ${this.#group.name}`),
      origin: 'records',
      fromOn: this.#closing.sinceOn,
      day,
      numerator,
      denominator,
      note: this.#group.filter,
      sources: this.#writer.sourcesOf({ leansOn: ['scan'] }, day),
    } satisfies RegisterEntry);
  }
}
