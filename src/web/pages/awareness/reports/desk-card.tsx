/** The desk's own way in, and the secret that it signs with: shown once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client, queryClient } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { reportMonthsQuery } from './report-queries.ts';

export function DeskCard({ isSigned }: { readonly isSigned: boolean }) {
  const { m } = useApp();
  const [secret, setSecret] = useState<string | null>(null);
  const onSettled = () => queryClient.invalidateQueries({ queryKey: reportMonthsQuery.queryKey });
  const make = useMutation({
    mutationFn: () => client.mailReports.sign({}),
    onSuccess: (answer) => setSecret(answer.secret),
    onSettled,
  });
  const remove = useMutation({ mutationFn: () => client.mailReports.unsign({}), onSettled });
  const error = make.error ?? remove.error;
  return (
    <Card title={m.mailReports.desksTitle}>
      <p className="max-w-[75ch]">{m.mailReports.desksText}</p>
      <p className="mt-2 max-w-[75ch] text-soft">{isSigned ? m.mailReports.isSigned : m.mailReports.isNotSigned}</p>
      {error === null ? null : <ProblemNotice error={error} />}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button disabled={make.isPending} onClick={() => make.mutate()}>
          {isSigned ? m.mailReports.renewSecret : m.mailReports.makeSecret}
        </Button>
        {isSigned ? (
          <Button kind="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
            {m.mailReports.removeSecret}
          </Button>
        ) : null}
      </div>
      {secret === null ? null : (
        <Dialog title={m.mailReports.secretTitle} onClose={() => setSecret(null)} closeLabel={m.product.close}>
          <div className="grid gap-4">
            <CopyText text={secret} label={m.mailReports.secretTitle} copy={m.product.copy} copied={m.product.copied} />
            <p className="text-small text-soft">{m.mailReports.secretHelp}</p>
            <Button onClick={() => setSecret(null)}>{m.mailReports.done}</Button>
          </div>
        </Dialog>
      )}
    </Card>
  );
}
