/** Providers of CSAF advisories: age, how whole each is, what could not be taken; adding one, asking it, and asking it no more. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { ProviderJson } from '#contract/endpoints/providers.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { providerQuery, providersQuery } from '../../app/queries.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { FetchSchedule } from './fetch-schedule.tsx';

const askAgainMs = 1_000;

export function Providers({ mayTake }: { readonly mayTake: boolean }) {
  const { m } = useApp();
  const { data, error, refetch } = useQuery({
    ...providersQuery,
    refetchInterval: ({ state }) => (state.data?.items.some(({ workingSince }) => workingSince !== null) === true ? 2 * askAgainMs : false),
  });
  return (
    <section aria-labelledby="providers" className="mt-4 grid gap-4">
      <div>
        <h2 id="providers" className="text-title font-semibold">
          {m.providers.title}
        </h2>
        <p className="max-w-[70ch] text-soft">{m.providers.lead}</p>
      </div>
      {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 ? <p>{m.providers.none}</p> : null}
      <div className="grid gap-4 md:grid-cols-2">
        {data?.items.map((provider) => (
          <ProviderCard key={provider.id} provider={provider} staleAfterDays={data.staleAfterDays} mayTake={mayTake} />
        ))}
      </div>
      {mayTake ? <AddProvider /> : null}
    </section>
  );
}

function ProviderCard({
  provider,
  staleAfterDays,
  mayTake,
}: {
  readonly provider: ProviderJson;
  readonly staleAfterDays: number;
  readonly mayTake: boolean;
}) {
  const { m, f } = useApp();
  const { id, publisher, role, asked, documents, takenUntil, asOf, ageDays, isStale, problem, closedListings } = provider;
  const isKnownRole = role === 'csaf_publisher' || role === 'csaf_provider' || role === 'csaf_trusted_provider';
  return (
    <Card title={publisher ?? id}>
      <p className="mb-3 text-small break-words text-soft">{asked}</p>
      <Facts
        rows={[
          [m.providers.role, isKnownRole ? m.providers.roles[role] : '–'],
          [m.providers.listed, f.number(documents.listed)],
          [m.providers.held, f.number(documents.held)],
          [m.providers.aside, f.number(documents.aside)],
          [m.providers.failed, f.number(documents.failed)],
          ...(documents.waiting === 0 ? [] : [[m.providers.waiting, f.number(documents.waiting)] as const]),
          ...(documents.unproven === 0 ? [] : [[m.providers.unproven, f.number(documents.unproven)] as const]),
          ...(closedListings === 0 ? [] : [[m.providers.closed, f.number(closedListings)] as const]),
          [m.providers.takenUntil, takenUntil === null ? '–' : f.instant(takenUntil)],
          [
            m.sources.asOf,
            asOf === null || ageDays === null ? (
              m.providers.neverWhole
            ) : (
              <>
                {f.instant(asOf)}
                <span className="block text-small text-soft">{m.sources.daysOld(f.number(ageDays), ageDays === 1)}</span>
                {isStale ? <span className="block font-medium text-worse">{m.sources.stale(f.number(staleAfterDays))}</span> : null}
              </>
            ),
          ],
        ]}
      />
      {problem === null ? null : (
        <p className="mt-3 rounded-md bg-worse-wash px-3 py-2 text-small break-words">
          {m.providers.problem(f.instant(problem.at))} {problem.detail}
        </p>
      )}
      {documents.failed + documents.aside === 0 ? null : <Notable provider={provider} />}
      <FetchSchedule id={id} name={publisher ?? id} plan={provider.fetch} mayTake={mayTake} />
      {mayTake ? <ProviderButtons provider={provider} /> : null}
    </Card>
  );
}

/** Fetched when it is opened. */
function Notable({ provider: { id, documents, triedAt } }: { readonly provider: ProviderJson }) {
  const { m, f } = useApp();
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useQuery({ ...providerQuery(id, triedAt), enabled: isOpen });
  return (
    <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{m.providers.notable(f.number(documents.failed), f.number(documents.aside))}</summary>
      {error === null ? null : <ProblemNotice error={error} />}
      <ul className="mt-2 grid gap-2 text-small">
        {data?.notable.map(({ url, documentId, state, brokenRules, problem }) => (
          <li key={url} className="break-words">
            <span className="block font-medium">{documentId ?? url}</span>
            {state === 'failed' ? (problem?.detail ?? '') : m.providers.breaks(brokenRules.join(', '))}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Until the sync that was asked for has begun, or is over already; then the list follows it by itself. */
async function awaitBegin({ id, askedAt }: { readonly id: string; readonly askedAt: string }): Promise<void> {
  for (;;) {
    const answer = await client.providers.list({});
    queryClient.setQueryData(providersQuery.queryKey, answer);
    const provider = answer.items.find((one) => one.id === id);
    if (provider === undefined || provider.workingSince !== null || (provider.triedAt ?? '') >= askedAt) return;
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

function ProviderButtons({ provider: { id, publisher, workingSince } }: { readonly provider: ProviderJson }) {
  const { m } = useApp();
  const [isAsking, setAsking] = useState(false);
  const sync = useMutation({ mutationFn: async () => awaitBegin(await client.providers.sync({ params: { id } })) });
  const remove = useMutation({
    mutationFn: async () => {
      await client.providers.remove({ params: { id } });
      await queryClient.invalidateQueries({ queryKey: providersQuery.queryKey });
    },
  });
  const name = publisher ?? id;
  const isWorking = sync.isPending || workingSince !== null;
  const error = sync.error ?? remove.error;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Button kind="main" aria-label={m.sources.syncOf(name)} disabled={sync.isPending} onClick={() => sync.mutate()}>
        {m.sources.sync}
      </Button>
      {isAsking ? (
        <>
          <span className="text-small">{m.providers.removeAsk}</span>
          <Button aria-label={m.providers.removeOf(name)} disabled={remove.isPending} onClick={() => remove.mutate()}>
            {m.providers.remove}
          </Button>
          <Button kind="quiet" onClick={() => setAsking(false)}>
            {m.providers.keep}
          </Button>
        </>
      ) : (
        <Button kind="quiet" aria-label={m.providers.removeOf(name)} onClick={() => setAsking(true)}>
          {m.providers.remove}
        </Button>
      )}
      <p role="status" className="text-small text-soft">
        {isWorking ? m.sources.working : null}
      </p>
      {error === null ? null : <ProblemNotice error={error} />}
    </div>
  );
}

function AddProvider() {
  const { m } = useApp();
  const form = useRef<HTMLFormElement>(null);
  const add = useMutation({
    mutationFn: async (body: { readonly provider: string; readonly keep: boolean }) => {
      const asked = await client.providers.add({ body });
      form.current?.reset();
      await awaitBegin(asked);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const provider = formText(given, 'provider');
    if (provider !== '') add.mutate({ provider, keep: given.has('keep') });
  };
  return (
    <Card title={m.providers.addTitle}>
      <form ref={form} className="grid max-w-xl gap-3" onSubmit={submit}>
        <TextField
          label={m.providers.address}
          help={m.providers.addressHelp}
          name="provider"
          required
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
        />
        {add.error === null ? null : <CheckField name="keep" label={m.providers.addAnyway} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button kind="main" type="submit" disabled={add.isPending}>
            {m.providers.add}
          </Button>
          <p role="status" className="text-small text-soft">
            {add.isPending ? m.sources.working : null}
          </p>
        </div>
        {add.error === null ? null : <ProblemNotice error={add.error} />}
      </form>
    </Card>
  );
}
