/** A new round: of which pack, in which of its languages, until when; or of answers that files brought. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PackJson } from '#contract/endpoints/questionnaires.ts';
import { client } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { useGo } from '../../app/page-link.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { languageName } from '../../ui/language-name.ts';
import { packTitle } from './pack-title.ts';
import { keepRound } from './questionnaire-queries.ts';

interface NewRoundProps {
  readonly packs: readonly PackJson[];
  readonly read: readonly { readonly name: string; readonly answers: number | null }[];
  readonly onClose: () => void;
}

const keyOf = ({ pack: { id, version } }: PackJson) => `${id} ${version}`;

export function NewRound({ packs, read, onClose }: NewRoundProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  const [from, setFrom] = useState('');
  const [chosen, setChosen] = useState(packs[0] === undefined ? '' : keyOf(packs[0]));
  const pack = packs.find((one) => keyOf(one) === chosen)?.pack;
  const go = useGo();
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const [packId = '', packVersion = ''] = chosen.split(' ');
      const languages = pack?.languages.filter((tag) => form.has(`language ${tag}`)) ?? [];
      const isAsked = pack !== undefined && pack.languages.length > 1;
      const answers =
        from === ''
          ? { closesOn: formText(form, 'closesOn'), ...(isAsked ? { languages } : {}) }
          : { answersFrom: from, answeredOn: formText(form, 'answeredOn') };
      return client.questionnaires.make({ body: { name: formText(form, 'name'), packId, packVersion, ...answers } });
    },
    onSuccess: (round) => {
      keepRound(round);
      go({ to: '/questionnaires/rounds/$id', params: { id: round.id } });
    },
  });
  return (
    <FormDialog title={words.newRound} save={words.make} mutation={make} onClose={onClose}>
      <p className="text-soft">{words.newRoundText}</p>
      <TextField label={words.name} help={words.nameHelp} name="name" required maxLength={120} />
      <SelectField label={words.onePack} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {packs.map((one) => (
          <option key={keyOf(one)} value={keyOf(one)}>
            {packTitle(one.pack, words.tag)} {one.pack.version}
          </option>
        ))}
      </SelectField>
      <From read={read} from={from} onChoose={setFrom} />
      {from === '' && pack !== undefined && pack.languages.length > 1 ? <Languages key={chosen} languages={pack.languages} /> : null}
      <LastDay isOfFile={from !== ''} />
    </FormDialog>
  );
}

function From({
  read,
  from,
  onChoose,
}: Pick<NewRoundProps, 'read'> & { readonly from: string; readonly onChoose: (name: string) => void }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  if (read.length === 0) return null;
  return (
    <SelectField label={words.answersFrom} value={from} onChange={(event) => onChoose(event.target.value)}>
      <option value="">{words.fromLinks}</option>
      {read.map(({ name, answers }) => (
        <option key={name} value={name}>
          {words.fromFile(name, answers === null ? words.fewerThanTen : f.number(answers))}
        </option>
      ))}
    </SelectField>
  );
}

function Languages({ languages }: { readonly languages: readonly string[] }) {
  const { m } = useApp();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium">{m.questionnaires.languages}</legend>
      {languages.map((tag) => (
        <CheckField key={tag} label={languageName(tag)} name={`language ${tag}`} defaultChecked />
      ))}
      <p className="text-small text-soft">{m.questionnaires.languagesHelp}</p>
    </fieldset>
  );
}

function LastDay({ isOfFile }: { readonly isOfFile: boolean }) {
  const { m, f } = useApp();
  const words = m.questionnaires;
  if (isOfFile)
    return <TextField label={words.answeredOn} help={words.answeredOnHelp} name="answeredOn" type="date" required max={f.today()} />;
  const [label, help] = [words.closesOn, words.closesHelp];
  return <TextField {...{ label, help }} name="closesOn" type="date" required min={f.today()} defaultValue={threeWeeksFrom(f.today())} />;
}

function threeWeeksFrom(day: string): string {
  return new Date(Date.parse(day) + 21 * 86_400_000).toISOString().slice(0, 10);
}
