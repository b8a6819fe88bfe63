/**
 * The half of a report about people: what they do, first; then what they know, what campaigns changed, what was offered as training, and
 * which groups are hidden. Training is activity and never among the signs. Not here: how figures are published (`core/disclosure`).
 */
import { isPublished, type Measure, type MetricDefinition } from '../metrics/define-metric.ts';
import type { DailyValue } from '../metrics/chart-model.ts';
import { besideText } from './annex-block.ts';
import { peopleHalfWords, type PeopleHalfWords } from './people-half-words.ts';
import { publishedNote } from './published-note.ts';
import type { RegisterEntry } from './register-book.ts';
import type { PeopleRow, ReportPeople, ReportSign, RichText } from './report-document.ts';
import type { CampaignOutcome, HiddenCount, ReportedCampaign, ReportedHiding } from './people-input.ts';
import type { ReportedSign } from './report-input.ts';
import type { SignWriter } from './sign-writer.ts';

/** Clicks of phishing tests, with and without machines: said beside the click rate that leads. */
const clicks = { leading: 'AWR-10', counted: 'AWR-03' } as const;

/** @returns null where nothing was ever published of people */
export function peopleBlock(writer: SignWriter, pageSign: (sign: ReportedSign) => ReportSign): ReportPeople | null {
  const { signs, people } = writer.input;
  const published = signs.filter(({ metric }) => isPublished(metric)).toSorted((a, b) => (a.metric.id < b.metric.id ? -1 : 1));
  if (published.every(({ newest }) => newest === null) && people.campaigns.length === 0) return null;
  const campaigns = new CampaignWriter(writer);
  return {
    signs: published
      .filter(({ metric }) => metric.notVital === undefined)
      .map((sign) => ({ ...pageSign(sign), lines: linesOf(writer, sign, published) })),
    scores: published.filter(({ metric }) => isOf(metric, 'questionnaire')).flatMap((sign) => rowsOf(writer, sign)),
    campaigns: people.campaigns.map((campaign) => campaigns.block(campaign)),
    assumptions: people.campaigns.some(({ outcome }) => outcome.kind === 'known') ? [...people.assumptions] : [],
    activity: published.filter(({ metric }) => metric.type === 'implementation').flatMap((sign) => rowsOf(writer, sign)),
    hidden: people.hidden.map((one) => hiddenBlock(writer, one)),
  };
}

function isOf({ measures }: MetricDefinition, subject: string): boolean {
  return measures.some(({ published }) => published?.subject === subject);
}

function linesOf(writer: SignWriter, sign: ReportedSign, all: readonly ReportedSign[]): ReportPeople['signs'][number]['lines'] {
  const words = peopleHalfWords[writer.input.language];
  const counted = sign.metric.id === clicks.leading ? all.find(({ metric }) => metric.id === clicks.counted) : undefined;
  return [
    ...sign.beside.map(({ measure, newest }) => ({
      title: measure.title[writer.input.language],
      text: besideText(writer, sign, { measure, newest }),
    })),
    ...(counted?.newest == null ? [] : [{ title: words.machines, text: machineText(writer, counted, counted.newest) }]),
  ];
}

/** `Newest test, 3 October 2026: clicked themselves 7.6 %; …; as the tool counts 15.2 %`. */
function machineText(writer: SignWriter, sign: ReportedSign, newest: DailyValue): RichText {
  const { language } = writer.input;
  const measures = [{ measure: sign.measure, newest }, ...sign.beside];
  return [
    `${peopleHalfWords[language].newestTest}, `,
    { label: writer.figures.day(dayOfFigure(sign, sign.measure, newest)) },
    ': ',
    ...measures.flatMap((one, place): RichText => [
      ...(place === 0 ? [] : ['; ']),
      { label: one.measure.title[language].toLocaleLowerCase(language) },
      ' ',
      ...writer.valueOf(sign, one.measure, one.newest).value,
    ]),
  ];
}

/** A figure stands until the next one: what it is of is an earlier day. */
function dayOfFigure({ publishedOn }: ReportedSign, { name }: Measure, { day }: DailyValue): DailyValue['day'] {
  return publishedOn?.(name, day)?.toOn ?? day;
}

/** Its headline and what stands beside it; one row with the reason where it has no value. */
function rowsOf(writer: SignWriter, sign: ReportedSign): readonly PeopleRow[] {
  if (sign.newest === null) return [];
  const { language } = writer.input;
  const several = sign.beside.length > 0;
  return [{ measure: sign.measure, newest: sign.newest }, ...sign.beside].map(({ measure, newest }): PeopleRow => {
    const given = newest.measurement;
    return {
      title: several
        ? `${sign.metric.title[language]}: ${measure.title[language].toLocaleLowerCase(language)}`
        : sign.metric.title[language],
      on: writer.figures.day(dayOfFigure(sign, measure, newest)),
      ...writer.valueOf(sign, measure, newest),
      remark: writer.reasonsBesideDay(given),
    };
  });
}

/** What a campaign changed, with the register's row of each figure: the publication it stands in, computed once. */
class CampaignWriter {
  readonly #writer: SignWriter;
  readonly #words: PeopleHalfWords;
  readonly #metric: MetricDefinition | null;

  constructor(writer: SignWriter) {
    this.#writer = writer;
    this.#words = peopleHalfWords[writer.input.language];
    this.#metric = writer.input.signs.find(({ metric }) => isOf(metric, 'behaviour'))?.metric ?? null;
  }

  block(campaign: ReportedCampaign): ReportPeople['campaigns'][number] {
    const { figures } = this.#writer;
    const { fromOn, toOn } = campaign.judgedOn;
    const judged: RichText = [
      { label: campaign.judgedBy },
      `, ${this.#words.judged} `,
      { label: `${figures.day(fromOn)} – ${figures.day(toOn)}` },
    ];
    return { name: campaign.name, judged, ...this.#said(campaign, campaign.outcome) };
  }

  #said(campaign: ReportedCampaign, outcome: CampaignOutcome): Pick<ReportPeople['campaigns'][number], 'verdict' | 'effect' | 'details'> {
    const words = this.#words;
    const none = (text: string, why: string) => ({
      verdict: { kind: 'unknown' as const, text },
      effect: [],
      details: [[{ label: why }]],
    });
    switch (outcome.kind) {
      case 'running':
        return none(words.running, words.runningWhy);
      case 'stopped':
        return none(words.stopped, outcome.reason);
      case 'unknown':
        return none(words.effectUnknown, outcome.reason);
      default:
        return {
          verdict: { kind: verdictKindOf[outcome.verdict], text: outcome.verdictText },
          effect: this.#effect(campaign, outcome),
          details: this.#details(campaign, outcome),
        };
    }
  }

  #effect(campaign: ReportedCampaign, { effect }: Extract<CampaignOutcome, { kind: 'known' }>): RichText {
    const entry = this.#entry(campaign, { part: 'effect', what: this.#words.what.effect });
    const { register, figures, words } = this.#writer;
    const { lower, upper } = effect.interval;
    return [
      `${this.#words.best} `,
      register.figure(`${signOf(effect.estimate)}${figures.value(Math.abs(effect.estimate * points), 'percentage-points')}`, entry),
      `, ${words.interval} `,
      register.figure(`${this.#signed(lower)} … ${this.#signed(upper)}`, entry),
      ` (${this.#words.towardsBetter})`,
    ];
  }

  #details(campaign: ReportedCampaign, outcome: Extract<CampaignOutcome, { kind: 'known' }>): RichText[] {
    const { expected, detectable, reached, others, cautions } = outcome;
    const words = this.#words;
    const size = (part: 'expected' | 'detectable', value: number) =>
      this.#writer.register.figure(
        this.#writer.figures.value(value * points, 'percentage-points'),
        this.#entry(campaign, { part, what: words.what[part] }),
      );
    const side = (arm: 'reached' | 'others', counts: typeof reached): RichText =>
      (['before', 'after'] as const).flatMap((when) => [
        ` ${when === 'before' ? words.wentFrom : words.to} `,
        ...this.#share(campaign, counts[when], { part: `${arm} ${when}`, what: `${words.what[arm]}, ${words.what[when]}` }),
      ]);
    return [
      [words.reached, ...side('reached', reached), `; ${words.others}`, ...side('others', others), '.'],
      [
        `${words.expected} `,
        size('expected', expected),
        '. ',
        `${words.detectable[0]} `,
        size('detectable', Math.ceil(detectable * 1_000) / 1_000),
        ` ${words.detectable[1]}`,
      ],
      ...(cautions.length === 0 ? [] : [[`${words.keepInMind} `, { label: cautions.join(' ') }]]),
    ];
  }

  /** `48.1 % (312 of 649)`. */
  #share(
    campaign: ReportedCampaign,
    { numerator, denominator, value }: { readonly numerator: number; readonly denominator: number; readonly value: number },
    said: { readonly part: string; readonly what: string },
  ): RichText {
    const { register, figures } = this.#writer;
    const entry = { ...this.#entry(campaign, said), numerator, denominator };
    const figure = (printed: string) => register.figure(printed, entry);
    return [
      figure(figures.value(value, 'proportion')),
      ' (',
      figure(figures.count(numerator)),
      ` ${this.#words.of} `,
      figure(figures.count(denominator)),
      ')',
    ];
  }

  /** In percentage points; the unit stands at the estimate. */
  #signed(share: number): string {
    return `${signOf(share)}${this.#writer.figures.number(Math.abs(share * points), 'percentage-points')}`;
  }

  #entry(
    { id, name, judgedOn, computedAt }: ReportedCampaign,
    { part, what }: { readonly part: string; readonly what: string },
  ): RegisterEntry {
    const { fromOn, toOn } = judgedOn;
    const metric = this.#metric;
    return {
      ...this.#writer.unmeasured(`campaign ${id} ${part}`, `${what}: ${name}`),
      origin: 'published',
      metric: metric === null ? null : { id: metric.id, version: metric.version, measure: null },
      fromOn,
      day: toOn,
      note: publishedNote({ subject: 'behaviour', fromOn, toOn, keys: [id] }, this.#writer.input.language),
      // Published once, and never again.
      revision: 1,
      computedAt,
    };
  }
}

/** What cannot be told apart from nothing is what chance explains. */
const verdictKindOf = { better: 'improving', worse: 'worsening', 'not-told-apart': 'common-cause' } as const;

/** A share of 1 in percentage points. */
const points = 100;

function signOf(value: number): string {
  return value < 0 ? '−' : '+';
}

function hiddenBlock(writer: SignWriter, hiding: ReportedHiding): ReportPeople['hidden'][number] {
  const words = peopleHalfWords[writer.input.language];
  const { groups, roleGroups } = hiding;
  return {
    name: `${hiding.name}, ${writer.figures.day(hiding.on)}`,
    sides: [
      sideText(writer, hiding, { name: 'groups', count: groups, words: words.groups }),
      ...(roleGroups === null ? [] : [sideText(writer, hiding, { name: 'roleGroups', count: roleGroups, words: words.roleGroups })]),
    ],
  };
}

/** `Departments, small ones merged: 38 shown, 2 hidden (fewer than ten people)`. */
function sideText(
  writer: SignWriter,
  { subject, key, on, publishedAt }: ReportedHiding,
  { name, count, words: title }: { readonly name: 'groups' | 'roleGroups'; readonly count: HiddenCount; readonly words: string },
): RichText {
  const { language } = writer.input;
  const words = peopleHalfWords[language];
  const all = count.hidden.reduce((sum, one) => sum + one.count, count.shown);
  const figure = (number: number, state: string, what: string) =>
    writer.register.figure(writer.figures.count(number), {
      ...writer.unmeasured(`${subject} ${key} ${name} ${state}`, `${words.what[name]}: ${what}`),
      origin: 'published',
      day: on,
      numerator: number,
      denominator: all,
      note: publishedNote({ subject, fromOn: on, toOn: on, keys: [key] }, language),
      revision: 1,
      computedAt: publishedAt,
    });
  return [
    `${title}: `,
    figure(count.shown, 'shown', words.shown),
    ` ${words.shown}`,
    ...count.hidden.flatMap(({ code, why, count: number }): RichText => [
      ', ',
      figure(number, code, `${words.notShown}, ${why}`),
      ` ${words.notShown} (`,
      { label: why },
      ')',
    ]),
  ];
}
