/** Says which assets belong to a part: one by its name, or all that a filter finds. */
import type { FormEvent } from 'react';
import { attachmentForms, type AttachmentForm } from '#core/dependencies/graph.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import type { GraphEdit } from './use-graph-edit.ts';

interface AttachDialogProps {
  readonly edit: GraphEdit;
  readonly node: string;
  readonly onClose: () => void;
}

export function AttachDialog({ edit, node, onClose }: AttachDialogProps) {
  const { m } = useApp();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    edit.change([{ do: 'attach', node, form: formText(form, 'form') as AttachmentForm, text: formText(form, 'text').trim() }], onClose);
  };
  return (
    <Dialog title={m.graph.attachTitle} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <SelectField label={m.graph.attachForm} name="form" defaultValue="filter">
          {attachmentForms.toReversed().map((form) => (
            <option key={form} value={form}>
              {form === 'asset' ? m.graph.attachAsset : m.graph.attachFilter}
            </option>
          ))}
        </SelectField>
        <TextField ref={takeFocus} label={m.graph.attachText} help={m.graph.attachTextHelp} name="text" required maxLength={8000} />
        {edit.error === null ? null : <ProblemNotice error={edit.error} />}
        <Button kind="main" type="submit" disabled={edit.isPending}>
          {m.graph.save}
        </Button>
      </form>
    </Dialog>
  );
}
