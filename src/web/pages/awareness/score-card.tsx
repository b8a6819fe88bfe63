/** The form of the NIST Phish Scale, as wide as the page: its cues by kind and the elements of the story, each explained. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type FormEvent } from 'react';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import type { CueId } from '#core/awareness/cue-ids.ts';
import { cueKinds, phishCues } from '#core/awareness/phish-cues.ts';
import { premiseElements, premisePoints, type PhishScore, type PremiseElement, type PremisePoints } from '#core/awareness/phish-scale.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { keepCampaign } from './campaign-queries.ts';

const groupLook = 'grid grid-cols-1 gap-x-6 gap-y-4 border-t border-line pt-3 sm:grid-cols-2 xl:grid-cols-3';

export function ScoreCard({ detail, onDone }: { readonly detail: CampaignDetail; readonly onDone: () => void }) {
  const { m, t } = useApp();
  const form = useRef<HTMLFormElement>(null);
  // It opens above what was pressed, on a phone far above it.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'start' });
    form.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const own = detail.scores.find(({ isOwn }) => isOwn);
  const save = useMutation({
    mutationFn: (body: PhishScore) => client.campaigns.score({ params: { id: detail.id }, body }),
    onSuccess: (answer) => {
      keepCampaign(answer);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(scoreOf(new FormData(event.currentTarget)));
  };
  return (
    <Card title={m.awareness.score}>
      <form ref={form} onSubmit={submit} className="grid scroll-mt-28 gap-6">
        <p className="max-w-[75ch] text-soft">{m.awareness.scoreText}</p>
        {cueKinds.map((kind) => (
          <fieldset key={kind.id} className={groupLook}>
            <legend className="pe-2 font-semibold">{t(kind.label)}</legend>
            {phishCues
              .filter((cue) => cue.kind === kind.id)
              .map((cue) => (
                <TextField
                  key={cue.id}
                  label={t(cue.label)}
                  help={t(cue.help)}
                  name={cue.id}
                  type="number"
                  min={0}
                  max={99}
                  inputMode="numeric"
                  defaultValue={own?.cues[cue.id] ?? 0}
                />
              ))}
          </fieldset>
        ))}
        <fieldset className={groupLook}>
          <legend className="pe-2 font-semibold">{m.awareness.premise}</legend>
          {premiseElements.map(({ id, label, help }) => (
            <SelectField key={id} label={t(label)} help={t(help)} name={id} defaultValue={String(own?.premise[id] ?? 0)}>
              {premisePoints.map((points) => (
                <option key={points} value={points}>
                  {m.awareness.points[points]}
                </option>
              ))}
            </SelectField>
          ))}
        </fieldset>
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="main" type="submit" disabled={save.isPending}>
            {m.awareness.saveScore}
          </Button>
          <Button kind="quiet" onClick={onDone}>
            {m.awareness.cancel}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function scoreOf(form: FormData): PhishScore {
  const cues: Partial<Record<CueId, number>> = {};
  for (const { id } of phishCues) {
    const count = Number(formText(form, id));
    if (Number.isInteger(count) && count > 0) cues[id] = count;
  }
  const pointsOf = (id: PremiseElement): PremisePoints => premisePoints.find((points) => String(points) === formText(form, id)) ?? 0;
  const premise = {
    mimicsProcess: pointsOf('mimicsProcess'),
    workplaceRelevance: pointsOf('workplaceRelevance'),
    fitsOtherEvents: pointsOf('fitsOtherEvents'),
    concernAboutNotClicking: pointsOf('concernAboutNotClicking'),
    recentTraining: pointsOf('recentTraining'),
  };
  return { cues, premise };
}
