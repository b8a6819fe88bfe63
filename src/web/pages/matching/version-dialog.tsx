/** Asks whether one version of a device is affected by one clause, and why. */
import { useMutation } from '@tanstack/react-query';
import { useApp } from '../../app/context.tsx';
import { formText } from '../../app/form-text.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { clauseWords } from './clause-words.ts';
import type { TreeVersion } from './tree-model.ts';
import type { VersionAnswer } from './use-answers.tsx';

interface VersionDialogProps {
  readonly questionId: string;
  readonly version: TreeVersion;
  readonly onAnswer: (answer: VersionAnswer) => Promise<void>;
  readonly onClose: () => void;
}

const reasonMost = 2_000;

export function VersionDialog({ questionId, version, onAnswer, onClose }: VersionDialogProps) {
  const { m, language } = useApp();
  const { question } = m.matching;
  const { clauseText, deviceVersion } = version;
  const save = useMutation({
    mutationFn: async (form: FormData) => {
      const answer = formText(form, 'answer') === 'affected' ? 'affected' : 'not-affected';
      const reason = formText(form, 'reason').trim();
      await onAnswer({ questionId, clauseText, deviceVersion, answer, reason: reason === '' ? null : reason });
    },
    onSuccess: onClose,
  });
  return (
    <FormDialog title={question.versionTitle} save={m.matching.answerHead} mutation={save} onClose={onClose}>
      <p className="break-words">{question.versionText(deviceVersion ?? question.noVersion, `“${clauseWords(clauseText, language)}”`)}</p>
      <fieldset className="grid gap-1.5">
        <legend className="sr-only">{question.versionTitle}</legend>
        {(['affected', 'not-affected'] as const).map((answer) => (
          <label key={answer} className="flex items-center gap-2">
            <input type="radio" name="answer" value={answer} required className="size-4 accent-accent" />
            {answer === 'affected' ? question.isAffected : question.isNotAffected}
          </label>
        ))}
      </fieldset>
      <AreaField label={question.reason} help={question.reasonHelp} name="reason" maxLength={reasonMost} />
      <p className="text-small text-soft">{question.versionHolds}</p>
    </FormDialog>
  );
}
