/** How hard the mail is to see through: the form that explains every cue and element, and what two scorers made of it. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
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

export function DifficultyCard({ detail }: { readonly detail: CampaignDetail }) {
  const { m, f } = useApp();
  const [isOpen, setOpen] = useState(false);
  const { difficulty, scores, mayScore } = detail;
  return (
    <Card title={m.awareness.difficulty}>
      <p className="font-medium">
        {difficulty.difficulty === null ? m.awareness.settled[difficulty.kind] : m.awareness.difficulties[difficulty.difficulty]}
      </p>
      <p className="text-small text-soft">
        {difficulty.difficulty === null ? null : m.awareness.settled[difficulty.kind]}
        {difficulty.kappa === null ? null : ` ${m.awareness.kappa(f.number(difficulty.kappa, 2))}`}
      </p>
      <ul className="mt-2 grid gap-1.5 text-small">
        {scores.map((score) => (
          <li key={`${score.saidAt} ${score.isOwn}`}>
            {score.isOwn ? m.awareness.ownScore : m.awareness.otherScore}:{' '}
            {m.awareness.scored(f.number(score.cueCount), f.number(score.alignmentPoints), m.awareness.difficulties[score.difficulty])}
            {score.isAfterPublication ? ` ${m.awareness.scoredLate}` : ''}
          </li>
        ))}
      </ul>
      {!mayScore ? null : isOpen ? (
        <ScoreForm detail={detail} onDone={() => setOpen(false)} />
      ) : (
        <Button className="mt-3" onClick={() => setOpen(true)}>
          {m.awareness.score}
        </Button>
      )}
    </Card>
  );
}

function ScoreForm({ detail, onDone }: { readonly detail: CampaignDetail; readonly onDone: () => void }) {
  const { m, t } = useApp();
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
    <form onSubmit={submit} className="mt-3 grid gap-4">
      <p className="text-small text-soft">{m.awareness.scoreText}</p>
      {cueKinds.map((kind) => (
        <fieldset key={kind.id} className="grid gap-3 border-t border-line pt-2">
          <legend className="font-semibold">{t(kind.label)}</legend>
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
      <fieldset className="grid gap-3 border-t border-line pt-2">
        <legend className="font-semibold">{m.awareness.premise}</legend>
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
