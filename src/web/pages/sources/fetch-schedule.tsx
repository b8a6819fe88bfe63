/** How often a source is fetched by itself and when next; whoever may take sources sets it here. */
import { useMutation } from '@tanstack/react-query';
import type { SourceJson } from '#contract/endpoints/sources.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { providersQuery, sourcesQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SelectField } from '../../ui/field.tsx';

const offered = [0, 6, 24, 168] as const;

export interface FetchScheduleProps {
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly plan: SourceJson['fetch'];
  readonly mayTake: boolean;
}

export function FetchSchedule({ id, name, plan, mayTake }: FetchScheduleProps) {
  const { m, f } = useApp();
  const { everyHours, nextAt, failures } = plan;
  const set = useMutation({
    mutationFn: async (hours: number) => {
      await client.sources.schedule({ params: { id }, body: { everyHours: hours } });
      await Promise.all([sourcesQuery, providersQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
    },
  });
  const hours = everyHours ?? 0;
  const choices = [...new Set([...offered, hours])].toSorted((one, other) => one - other);
  return (
    <div className="mt-3 grid gap-2">
      <p className="text-small">
        {everyHours === null ? m.sources.onlyAsked : nextAt === null ? m.sources.nextSoon : m.sources.nextAt(f.instant(nextAt))}
        {failures === 0 || everyHours === null ? null : ` ${m.sources.failedInARow(f.number(failures), failures === 1)}`}
      </p>
      {mayTake ? (
        <SelectField
          label={m.sources.byItself}
          aria-label={m.sources.byItselfOf(name)}
          value={String(hours)}
          disabled={set.isPending}
          onChange={(event) => set.mutate(Number(event.currentTarget.value))}
        >
          {choices.map((one) => (
            <option key={one} value={one}>
              {one === 0 ? m.sources.everyNever : one % 24 === 0 ? m.sources.everyDays(one / 24) : m.sources.everyHours(one)}
            </option>
          ))}
        </SelectField>
      ) : null}
      {set.error === null ? null : <ProblemNotice error={set.error} />}
    </div>
  );
}
