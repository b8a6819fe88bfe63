/** How soon a finding is to be mended by SSVC: the answer, the four points, and what each rests on; unknown ones as a range. */
import type { FindingDetail } from '#contract/endpoints/records.ts';
import { surelyUrgent } from '#core/vulnerabilities/urgency.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { useApp } from '../../app/context.tsx';
import { PageLink } from '../../app/page-link.tsx';
import { Card, Facts } from '../../ui/card.tsx';

type UrgencyJson = NonNullable<FindingDetail['urgency']>;

export function UrgencyCard({ urgency }: { readonly urgency: UrgencyJson }) {
  const { m, t } = useApp();
  const { lowest, highest, points } = urgency;
  const words = m.urgency;
  const valueOf = (value: string): string => (isValueWord(value, words.values) ? words.values[value] : value);
  return (
    <Card title={words.title}>
      <p className="mb-3 font-medium">
        {lowest === highest ? words.decisions[lowest] : words.between(words.decisions[lowest], words.decisions[highest])}
      </p>
      <Facts
        rows={points.map(({ point, values, isKnown, explanation }) => [
          words.points[point],
          <>
            {isKnown ? values.map(valueOf).join('') : words.oneOf(values.map(valueOf).join(', '))}
            <span className="block text-small text-soft">{t(explanation)}</span>
          </>,
        ])}
      />
      <p className="mt-3 border-t border-line pt-3 text-small text-soft">{words.from}</p>
    </Card>
  );
}

function isValueWord<Word extends string>(text: string, words: Readonly<Record<Word, string>>): text is Word {
  return Object.hasOwn(words, text);
}

/** The open findings that are urgent whatever is unknown of them. */
export function UrgentLinks() {
  const { m } = useApp();
  return (
    <p className="mb-3 flex flex-wrap gap-x-4 text-small">
      <span className="text-soft">{m.urgency.surely}</span>
      {(['immediate', 'out-of-cycle'] as const).map((least) => (
        <PageLink key={least} to="/findings" search={{ group: 'none', filter: printFilter(surelyUrgent(least)) }}>
          {least === 'immediate' ? m.urgency.decisions[least] : m.urgency.orSooner(m.urgency.decisions[least])}
        </PageLink>
      ))}
    </p>
  );
}
