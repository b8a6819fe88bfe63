/** States facts of a model. A field left at "as its assets say" takes an earlier statement back. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ModelFactsJson, type ModelDetail } from '#contract/endpoints/models.ts';
import { modalities, safetyClasses } from '#core/assets/device-facts.ts';
import { readUdiDi } from '#core/assets/udi.ts';
import { versionSchemes } from '#core/device-models/device-model.ts';
import type { Choice } from '#core/query/record-kind.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { keepModel } from './keep-model.ts';

interface FactsDialogProps {
  readonly detail: ModelDetail;
  readonly onClose: () => void;
}

export function FactsDialog({ detail, onClose }: FactsDialogProps) {
  const { m } = useApp();
  const { stated, record } = detail;
  const [udiFault, setUdiFault] = useState<string>();
  const save = useMutation({
    mutationFn: (body: ModelFactsJson) => client.models.state({ params: { id: record.id }, body }),
    onSuccess: (answer) => {
      keepModel(answer);
      onClose();
    },
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const facts = Object.fromEntries(
      ['family', 'versionScheme', 'modality', 'safetyClass', 'udiDi', 'supportEndOn'].map((name) => [
        name,
        formText(form, name).trim() || null,
      ]),
    );
    const udiDi = facts['udiDi'];
    if (typeof udiDi === 'string' && readUdiDi(udiDi).kind === 'wrong-check-digit') return setUdiFault(m.models.udiWrong);
    setUdiFault(undefined);
    save.mutate(ModelFactsJson.parse(facts));
  };
  return (
    <Dialog title={m.models.edit} onClose={onClose} closeLabel={m.product.close}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <p className="text-soft">{m.models.factsHelp}</p>
        <TextField label={m.models.family} help={m.models.familyHelp} name="family" maxLength={200} defaultValue={stated.family ?? ''} />
        <ChoiceField label={m.models.modality} name="modality" value={stated.modality} choices={modalities} none={m.models.asAssetsSay} />
        <ChoiceField
          label={m.models.safetyClass}
          name="safetyClass"
          value={stated.safetyClass}
          choices={safetyClasses}
          none={m.models.asAssetsSay}
        />
        <ChoiceField
          label={m.models.versionScheme}
          help={m.models.versionSchemeHelp}
          name="versionScheme"
          value={stated.versionScheme}
          choices={versionSchemes}
          none={m.product.unknown}
        />
        <TextField label={m.models.udiDi} fault={udiFault} name="udiDi" maxLength={200} defaultValue={stated.udiDi ?? ''} />
        <TextField
          label={m.models.supportEndOn}
          help={m.models.supportEndOnHelp}
          name="supportEndOn"
          type="date"
          defaultValue={stated.supportEndOn ?? ''}
        />
        {save.error === null ? null : <ProblemNotice error={save.error} />}
        <Button kind="main" type="submit" disabled={save.isPending}>
          {m.models.save}
        </Button>
      </form>
    </Dialog>
  );
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly name: string;
  readonly value: string | null | undefined;
  readonly choices: readonly Choice[];
  readonly none: string;
}

function ChoiceField({ label, help, name, value, choices, none }: ChoiceFieldProps) {
  const { t } = useApp();
  return (
    <SelectField label={label} help={help} name={name} defaultValue={value ?? ''}>
      <option value="">{none}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {t(choice.label)}
        </option>
      ))}
    </SelectField>
  );
}
