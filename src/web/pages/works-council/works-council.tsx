/** What is kept of people and what is not, in plain words; the state of the key, and what was done with it. */
import { useQuery } from '@tanstack/react-query';
import type { Role } from '#contract/define-endpoint.ts';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import { useApp } from '../../app/context.tsx';
import { mayOpen } from '../../app/page.ts';
import { awarenessKeyQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card, Facts } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { DemonstrationPassphrase } from './demonstration-passphrase.tsx';
import { KeyForms } from './key-forms.tsx';
import { LostForm } from './lost-form.tsx';
import { PersonForm } from './person-form.tsx';
import { QuestionnairesKept } from './questionnaires-card.tsx';
import { sayBy } from './said-by.ts';

export function WorksCouncil() {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(awarenessKeyQuery);
  return (
    <PageFrame title={m.titles.worksCouncil}>
      <div className="grid max-w-4xl grid-cols-1 gap-4">
        <p className="max-w-[70ch] text-soft">{m.worksCouncil.lead}</p>
        <PlainWords />
        <QuestionnairesKept />
        {error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {data === undefined ? (
          <p className="text-soft">{m.product.loading}</p>
        ) : (
          <>
            <KeyCard state={data} />
            <EventsCard events={data.events} />
            {data.actDays.length === 0 ? null : <ActDaysCard actDays={data.actDays} />}
            {data.mayUnlock && data.key !== null ? <PersonForm /> : null}
          </>
        )}
      </div>
    </PageFrame>
  );
}

function PlainWords() {
  const { worksCouncil: m } = useApp().m;
  return (
    <>
      <Card title={m.kept}>
        <Items items={m.keptItems} />
      </Card>
      <Card title={m.notKept}>
        <Items items={m.notKeptItems} />
      </Card>
      <Card title={m.howLong}>
        <p className="max-w-[70ch]">{m.howLongText}</p>
      </Card>
      <Card title={m.honest}>
        <p className="max-w-[70ch]">{m.honestText}</p>
      </Card>
    </>
  );
}

function Items({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className="grid max-w-[70ch] list-disc gap-1.5 ps-5">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function KeyCard({ state }: { readonly state: AwarenessStateJson }) {
  const { m, f, session } = useApp();
  const isOwner = session !== undefined && mayOpen({ access: 'own' }, session.role);
  const { key } = state;
  const words = m.worksCouncil;
  const roles = state.roles.map((role) => m.roles[role as Role]).join(', ');
  const service =
    key === null || key.service === null
      ? words.serviceNone
      : `${words.serviceOn(f.instant(key.service.since))}${key.service.usable ? '' : ` ${words.serviceBroken}`}`;
  const locked = key !== null && key.service !== null ? words.lockedForPeople : words.locked;
  return (
    <Card title={words.key}>
      <div className="grid gap-4">
        <p role="status" className="font-medium">
          {key === null ? words.none : key.unlockedUntil === null ? locked : words.unlocked(f.instant(key.unlockedUntil))}
        </p>
        <Facts
          rows={[
            ...(key === null
              ? []
              : [
                  [words.made, f.instant(key.createdAt)] as const,
                  ...(key.begunAt === null ? [] : [[words.begun, f.instant(key.begunAt)] as const]),
                  [words.renewed, key.rotatedAt === null ? words.never : f.instant(key.rotatedAt)] as const,
                ]),
            [words.who, roles],
            [words.service, service],
          ]}
        />
        <DemonstrationPassphrase state={state} />
        {state.mayUnlock ? <KeyForms state={state} /> : null}
        {isOwner && key !== null ? <LostForm /> : null}
      </div>
    </Card>
  );
}

/** Counts, because the newest acts alone could be of one kind, done so often that nobody sees what came before. */
function ActDaysCard({ actDays }: { readonly actDays: AwarenessStateJson['actDays'] }) {
  const { m, f } = useApp();
  const words = m.worksCouncil;
  return (
    <Card title={words.actDays} isFlush>
      <PlainTable
        label={words.actDays}
        isStacked
        rows={actDays}
        keyOf={({ on, act, saidBy }) => `${on} ${act} ${saidBy}`}
        columns={[
          { label: words.day, isTight: true, cell: ({ on }) => f.day(on) },
          { label: words.what, cell: ({ act }) => words.acts[act] },
          { label: words.times, isTight: true, cell: ({ count }) => f.number(count) },
          { label: words.by, isTight: true, cell: ({ saidBy }) => sayBy(words, saidBy) },
        ]}
      />
    </Card>
  );
}

function EventsCard({ events }: { readonly events: AwarenessStateJson['events'] }) {
  const { m, f } = useApp();
  const words = m.worksCouncil;
  return (
    <Card title={words.events} isFlush>
      {events.length === 0 ? (
        <p className="px-4 pb-4 text-soft">{words.eventsNone}</p>
      ) : (
        <PlainTable
          label={words.events}
          isStacked
          rows={events}
          keyOf={(event) => `${event.at} ${event.act} ${event.saidBy}`}
          columns={[
            { label: words.when, isTight: true, cell: (event) => f.instant(event.at) },
            {
              label: words.what,
              cell: (event) => {
                const counts = [
                  ...(event.minutes === null ? [] : [words.minutes(event.minutes)]),
                  ...(event.rows === null ? [] : [words.rows(event.rows)]),
                ];
                return `${words.acts[event.act]}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
              },
            },
            { label: words.by, isTight: true, cell: (event) => sayBy(words, event.saidBy) },
          ]}
        />
      )}
    </Card>
  );
}
