/** Links are made for all groups at once and saved as one file; the node keeps digests alone, so they are told this once. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { guardFormula } from '#core/kernel/formula-guard.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/field.tsx';
import { placedFirst } from './placed-first.ts';
import { keepRound } from './questionnaire-queries.ts';

interface GroupLink {
  readonly group: string;
  readonly link: string;
}

export function LinksCard({ round }: { readonly round: RoundDetail }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  const [made, setMade] = useState<readonly GroupLink[]>([]);
  const nameOf = (name: string) => name || m.awareness.elsewhere;
  const make = useMutation({
    mutationFn: async (form: FormData) => {
      for (const { id, name } of round.groups) {
        const count = Number(formText(form, id));
        if (!Number.isInteger(count) || count < 1) continue;
        const { links, round: next } = await client.questionnaires.links({ params: { id: round.id }, body: { groupId: id, count } });
        // Kept one group after another: what was made before a failure is not lost.
        setMade((all) => [...all, ...links.map((link) => ({ group: nameOf(name), link }))]);
        keepRound(next);
      }
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(new FormData(event.currentTarget));
  };
  return (
    <Card title={words.links}>
      <div className="grid gap-4">
        <p className="max-w-[75ch]">{words.linksText}</p>
        <form key={round.invited} onSubmit={submit} className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {placedFirst(round.groups).map(({ id, name, invited, people }) => (
              <TextField
                key={id}
                label={nameOf(name)}
                help={words.linksHelp(f.number(invited), people === null ? null : f.number(people))}
                name={id}
                type="number"
                min={0}
                max={5_000}
                inputMode="numeric"
                defaultValue={Math.max(0, (people ?? 0) - invited)}
              />
            ))}
          </div>
          {make.error === null ? null : <ProblemNotice error={make.error} />}
          <div className="flex flex-wrap items-center gap-3">
            <Button kind="main" type="submit" disabled={make.isPending}>
              {make.isPending ? words.linksMaking : words.linksMake}
            </Button>
            {made.length === 0 ? null : (
              <Button onClick={() => saveLinks(round.name, made)}>{words.linksSave(f.number(made.length))}</Button>
            )}
          </div>
        </form>
        <p role="status" className="max-w-[75ch] text-small text-soft empty:hidden">
          {made.length === 0 ? '' : words.linksOnce}
        </p>
      </div>
    </Card>
  );
}

function saveLinks(name: string, links: readonly GroupLink[]): void {
  const cell = (text: string) => `"${guardFormula(text).replaceAll('"', '""')}"`;
  const lines = ['group,link', ...links.map(({ group, link }) => `${cell(group)},${cell(link)}`), ''];
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([lines.join('\r\n')], { type: 'text/csv' }));
  anchor.download = `${name}-links.csv`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
