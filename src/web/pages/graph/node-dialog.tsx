/** Adds a part, or changes its name, tier and owner. */
import type { FormEvent } from 'react';
import type { WholeGraph } from '#contract/endpoints/graph.ts';
import { isNodeKind, nodeKeyOf, nodeKinds, nodeNameCharactersMax } from '#core/dependencies/graph.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import type { GraphEdit } from './use-graph-edit.ts';

interface NodeDialogProps {
  readonly edit: GraphEdit;
  /** Null: a part is added. */
  readonly node: WholeGraph['nodes'][number] | null;
  readonly onClose: () => void;
  readonly onDone?: (key: string) => void;
}

export function NodeDialog({ edit, node, onClose, onDone }: NodeDialogProps) {
  const { m, t } = useApp();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = formText(form, 'name').trim();
    const tierText = formText(form, 'tier');
    const facts = { tier: tierText === '' ? null : Number(tierText), owner: formText(form, 'owner').trim() || null };
    const kind = node?.kind ?? formText(form, 'kind');
    if (!isNodeKind(kind)) return;
    const change =
      node === null
        ? ({ do: 'add-node', kind, name, ...facts } as const)
        : ({ do: 'change-node', node: node.key, name, ...facts } as const);
    edit.change([change], () => {
      onClose();
      onDone?.(node?.key ?? nodeKeyOf(kind, name));
    });
  };
  return (
    <Dialog title={node === null ? m.graph.add : m.graph.edit} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <TextField
          ref={takeFocus}
          label={m.graph.name}
          name="name"
          required
          maxLength={nodeNameCharactersMax}
          defaultValue={node?.name ?? ''}
        />
        {node === null ? (
          <SelectField label={m.graph.kind} name="kind" defaultValue="system">
            {nodeKinds.map(({ value, label }) => (
              <option key={value} value={value}>
                {t(label)}
              </option>
            ))}
          </SelectField>
        ) : null}
        <SelectField
          label={m.graph.tier}
          help={m.graph.tierHelp}
          name="tier"
          defaultValue={node?.tier === null || node === null ? '' : String(node.tier)}
        >
          <option value="">{m.product.unknown}</option>
          {[1, 2, 3, 4].map((tier) => (
            <option key={tier} value={tier}>
              {tier}
            </option>
          ))}
        </SelectField>
        <TextField label={m.graph.owner} name="owner" maxLength={200} defaultValue={node?.owner ?? ''} />
        {edit.error === null ? null : <ProblemNotice error={edit.error} />}
        <Button kind="main" type="submit" disabled={edit.isPending}>
          {m.graph.save}
        </Button>
      </form>
    </Dialog>
  );
}
