/** What MDS2 forms of the model say, form by form, and the dialog that adds one. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelDetail } from '#contract/endpoints/models.ts';
import { mds2Answers, mds2Questions } from '#core/device-models/mds2.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { keepModel } from './keep-model.ts';
import { Mds2Dialog } from './mds2-dialog.tsx';

interface Mds2CardProps {
  readonly detail: ModelDetail;
  readonly mayChange: boolean;
}

export function Mds2Card({ detail, mayChange }: Mds2CardProps) {
  const { m } = useApp();
  const [isAdding, setAdding] = useState(false);
  const { id } = detail.record;
  const withdraw = useMutation({
    mutationFn: (formId: string) => client.models.withdrawForm({ params: { id, formId } }),
    onSuccess: keepModel,
  });
  return (
    <Card
      title={m.models.mds2}
      aside={
        mayChange ? (
          <Button isSmall onClick={() => setAdding(true)}>
            {m.models.mds2Add}
          </Button>
        ) : null
      }
    >
      {detail.forms.length === 0 ? <p className="text-soft">{m.models.mds2None}</p> : null}
      {withdraw.error === null ? null : <ProblemNotice error={withdraw.error} />}
      <div className="grid gap-5">
        {detail.forms.map((form) => (
          <Form
            key={form.id}
            form={form}
            {...(mayChange ? { onWithdraw: () => withdraw.mutate(form.id), isBusy: withdraw.isPending } : {})}
          />
        ))}
      </div>
      {isAdding ? <Mds2Dialog detail={detail} onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

interface FormProps {
  readonly form: ModelDetail['forms'][number];
  readonly onWithdraw?: () => void;
  readonly isBusy?: boolean;
}

function Form({ form, onWithdraw, isBusy = false }: FormProps) {
  const { m, f, t } = useApp();
  const version = form.version === '' ? m.models.mds2Every : form.version;
  const answered = mds2Questions.flatMap((question) => {
    const answer = mds2Answers.find((one) => one.value === form.answers[question.id]);
    return answer === undefined ? [] : [{ question, answer }];
  });
  const about = [form.edition, form.formOn === null ? null : f.dayShort(form.formOn), form.source].filter((part) => part !== null);
  return (
    <section aria-label={version} className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h3 className="flex-1 font-medium">
          {version} <span className="font-normal text-soft">· {about.join(' · ')}</span>
        </h3>
        {onWithdraw === undefined ? null : (
          <Button isSmall kind="quiet" disabled={isBusy} aria-label={m.models.withdrawOf(version)} onClick={onWithdraw}>
            {m.models.withdraw}
          </Button>
        )}
      </div>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {answered.map(({ question, answer }) => (
          <div key={question.id} className="flex items-baseline justify-between gap-4 border-b border-line py-0.5">
            <dt className="text-soft">{t(question.label)}</dt>
            <dd className="text-end font-medium">{t(answer.label)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-soft">{m.models.mds2Answered(answered.length, mds2Questions.length)}</p>
    </section>
  );
}
