/** Board reports: made now, kept with digest and revision, read as HTML or downloaded as PDF. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import type { ReportEntry } from '#contract/endpoints/reports.ts';
import { apiPrefix } from '#contract/registry.ts';
import { makerText } from '#core/reports/edition-line.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { download } from '../../app/download.ts';
import { formText } from '../../app/form-text.ts';
import { mayOpen } from '../../app/page.ts';
import { reportsQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ScheduleCard } from './schedule-card.tsx';

export function Reports(): ReactNode {
  const { m, session } = useApp();
  const { data, error, refetch } = useQuery(reportsQuery);
  const may = (access: 'decide' | 'manage') => session !== undefined && mayOpen({ access }, session.role);
  return (
    <PageFrame title={m.reports.title}>
      <div className="grid max-w-5xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.reports.lead}</p>
        <div className="grid gap-4 md:grid-cols-2">
          {may('decide') ? <MakeCard /> : null}
          <ScheduleCard mayChange={may('manage')} />
        </div>
        <Card title={m.reports.archive} isFlush>
          {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {data === undefined ? null : data.items.length === 0 ? (
            <p className="px-4 pb-4 text-soft">{m.reports.none}</p>
          ) : (
            <Archive items={data.items} />
          )}
        </Card>
      </div>
    </PageFrame>
  );
}

function MakeCard() {
  const { m, f, language } = useApp();
  const make = useMutation({
    mutationFn: (body: { language: 'en' | 'nl'; period?: string }) => client.reports.make({ body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const period = formText(form, 'period').trim();
    make.mutate({ language: formText(form, 'language') === 'nl' ? 'nl' : 'en', ...(period === '' ? {} : { period }) });
  };
  const made = make.data;
  return (
    <Card title={m.reports.make}>
      <form onSubmit={submit} className="grid gap-3">
        <TextField label={m.reports.period} help={m.reports.periodHelp} name="period" maxLength={10} autoComplete="off" />
        <SelectField label={m.reports.language} name="language" defaultValue={language}>
          <option value="en">{m.reports.languages.en}</option>
          <option value="nl">{m.reports.languages.nl}</option>
        </SelectField>
        {make.error === null ? null : <ProblemNotice error={make.error} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button kind="main" type="submit" disabled={make.isPending}>
            {m.reports.makeNow}
          </Button>
          <p role="status" className="text-small text-soft">
            {make.isPending ? m.reports.making : null}
            {made === undefined || make.isPending
              ? null
              : (made.isNew ? m.reports.made : m.reports.same)(made.period, f.number(made.revision))}
          </p>
        </div>
      </form>
    </Card>
  );
}

function Maker({ name }: { readonly name: string | null }) {
  const { m, language } = useApp();
  return (
    <span className="block text-small text-soft">{name === null ? m.reports.bySchedule : m.reports.by(makerText(name, language))}</span>
  );
}

function Archive({ items }: { readonly items: readonly ReportEntry[] }) {
  const { m, f } = useApp();
  const save = useMutation({ mutationFn: (id: string) => download(`${apiPrefix}/reports/${id}/pdf`, new AbortController().signal) });
  const nameOf = ({ period, language: of, revision }: ReportEntry) =>
    `${period}, ${m.reports.languages[of]}, ${m.reports.revision.toLowerCase()} ${f.number(revision)}`;
  return (
    <>
      {save.error === null ? null : <ProblemNotice error={save.error} />}
      <PlainTable
        label={m.reports.archive}
        isStacked
        rows={items}
        keyOf={(report) => report.id}
        columns={[
          { label: m.reports.period, isTight: true, cell: (report) => <span className="font-medium">{report.period}</span> },
          { label: m.reports.language, isTight: true, cell: (report) => m.reports.languages[report.language] },
          { label: m.reports.asOf, isTight: true, cell: (report) => f.dayShort(report.day) },
          {
            label: m.reports.revision,
            cell: ({ revision, changeCount }) => (
              <>
                {f.number(revision)}
                {revision === 1 ? null : (
                  <span className="block text-small text-soft">{m.reports.changes(f.number(changeCount), changeCount)}</span>
                )}
              </>
            ),
          },
          {
            label: m.reports.madeAt,
            cell: ({ madeAt, madeBy }) => (
              <>
                {f.instant(madeAt)}
                <Maker name={madeBy} />
              </>
            ),
          },
          { label: m.reports.digest, isTight: true, cell: ({ digest }) => <code title={digest}>{digest.slice(0, 12)}</code> },
          {
            label: '',
            isEnd: true,
            isTight: true,
            cell: (report) => (
              <span className="inline-flex items-baseline gap-3">
                <a
                  href={`${apiPrefix}/reports/${report.id}/html`}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={m.reports.openOf(nameOf(report))}
                  className="underline underline-offset-3"
                >
                  {m.reports.open}
                </a>
                <Button
                  kind="quiet"
                  isSmall
                  aria-label={m.reports.pdfOf(nameOf(report))}
                  disabled={save.isPending}
                  onClick={() => save.mutate(report.id)}
                >
                  {m.reports.pdf}
                </Button>
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
