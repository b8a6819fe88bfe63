/** The small form for what a manufacturer's MDS2 form says. */
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { addModelForm, type ModelDetail } from '#contract/endpoints/models.ts';
import { mds2Answers, mds2Questions } from '#core/device-models/mds2.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { inputLook, TextField } from '../../ui/field.tsx';
import { keepModel } from './keep-model.ts';

interface Mds2DialogProps {
  readonly detail: ModelDetail;
  readonly onClose: () => void;
}

/** The edition in force. */
const currentEdition = 'HN 1-2019';

export function Mds2Dialog({ detail, onClose }: Mds2DialogProps) {
  const { m, f, t } = useApp();
  const { id } = detail.record;
  const add = useMutation({
    mutationFn: (form: FormData) => {
      const answers = mds2Questions.flatMap(({ id: question }) => {
        const answer = formText(form, `answer-${question}`);
        return answer === '' ? [] : [[question, answer] as const];
      });
      const body = addModelForm.body.parse({
        version: formText(form, 'version'),
        edition: formText(form, 'edition'),
        formOn: formText(form, 'formOn') || null,
        source: formText(form, 'source'),
        answers: Object.fromEntries(answers),
      });
      return client.models.addForm({ params: { id }, body });
    },
    onSuccess: (answer) => {
      keepModel(answer);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={m.models.mds2Add} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.models.mds2Help}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={m.models.mds2Version} help={m.models.mds2VersionHelp} name="version" maxLength={200} list="versions-in-use" />
          <TextField label={m.models.mds2Edition} name="edition" required maxLength={200} defaultValue={currentEdition} />
          <TextField label={m.models.mds2Day} name="formOn" type="date" max={f.today()} />
          <TextField label={m.models.mds2Source} help={m.models.mds2SourceHelp} name="source" required maxLength={200} />
        </div>
        <datalist id="versions-in-use">
          {detail.versions.map(({ version }) => (version === null ? null : <option key={version}>{version}</option>))}
        </datalist>
        <div className="grid gap-1.5">
          {mds2Questions.map((question) => (
            <label key={question.id} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_12rem]">
              <span>
                {t(question.label)} <span className="text-small text-soft">{question.section}</span>
              </span>
              <select name={`answer-${question.id}`} defaultValue="" className={inputLook}>
                <option value="">{m.models.mds2Open}</option>
                {mds2Answers.map((answer) => (
                  <option key={answer.value} value={answer.value}>
                    {t(answer.label)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
        {add.error === null ? null : <ProblemNotice error={add.error} />}
        <Button kind="main" type="submit" disabled={add.isPending}>
          {m.models.save}
        </Button>
      </form>
    </Dialog>
  );
}
