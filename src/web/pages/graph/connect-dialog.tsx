/** Adds a dependency between a part and another one. */
import { useMemo, useState, type FormEvent } from 'react';
import type { WholeGraph } from '#contract/endpoints/graph.ts';
import { criticalities, nodeKinds, type Criticality } from '#core/dependencies/graph.ts';
import { foldName } from '#core/kernel/text.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import type { GraphEdit } from './use-graph-edit.ts';

interface ConnectDialogProps {
  readonly graph: WholeGraph;
  readonly edit: GraphEdit;
  readonly node: string;
  /** What is asked first: that the part rests on the other one, or carries it. */
  readonly direction: 'rests' | 'carries';
  readonly onClose: () => void;
}

export function ConnectDialog({ graph, edit, node, direction, onClose }: ConnectDialogProps) {
  const { m, t } = useApp();
  const [fault, setFault] = useState<string>();
  // A name may be of two kinds, so the kind stands behind it.
  const others = useMemo(() => {
    const kindText = (kind: string) => t(nodeKinds.find(({ value }) => value === kind)?.label ?? { en: kind, nl: kind });
    return graph.nodes.filter(({ key }) => key !== node).map(({ key, name, kind }) => ({ key, name, text: `${name} (${kindText(kind)})` }));
  }, [graph, node, t]);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const written = foldName(formText(form, 'other'));
    const named = others.filter(({ text, name }) => foldName(text) === written || foldName(name) === written);
    const [other] = named;
    if (other === undefined || (named.length > 1 && !named.some(({ text }) => foldName(text) === written)))
      return setFault(m.graph.otherNone);
    setFault(undefined);
    const [from, to] = formText(form, 'direction') === 'carries' ? [node, other.key] : [other.key, node];
    edit.change([{ do: 'set-edge', from, to, criticality: formText(form, 'criticality') as Criticality }], onClose);
  };
  const name = graph.nodes.find(({ key }) => key === node)?.name ?? node;
  return (
    <Dialog title={m.graph.connectTitle} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="font-medium">{name}</p>
        <SelectField label={m.graph.direction} name="direction" defaultValue={direction}>
          <option value="rests">{m.graph.connectRests}</option>
          <option value="carries">{m.graph.connectCarries}</option>
        </SelectField>
        <TextField ref={takeFocus} label={m.graph.other} name="other" list="graph-others" required autoComplete="off" fault={fault} />
        <datalist id="graph-others">
          {others.map(({ key, text }) => (
            <option key={key} value={text}>
              {text}
            </option>
          ))}
        </datalist>
        <SelectField label={m.graph.criticality} name="criticality" defaultValue="essential">
          {criticalities.toReversed().map(({ value, label }) => (
            <option key={value} value={value}>
              {t(label)}
            </option>
          ))}
        </SelectField>
        {edit.error === null ? null : <ProblemNotice error={edit.error} />}
        <Button kind="main" type="submit" disabled={edit.isPending}>
          {m.graph.save}
        </Button>
      </form>
    </Dialog>
  );
}
