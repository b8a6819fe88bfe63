/** Who is signed in, in which language and light; and the way out. */
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { client, endSession } from './api.ts';
import { useApp } from './context.tsx';
import { chooseTheme, currentTheme, themes } from './theme.ts';

export function AccountPanel() {
  const { m, session } = useApp();
  const router = useRouter();
  if (session === undefined) return null;
  const signOut = () => {
    // First away from the page: it would ask again for what is forgotten.
    const leave = () => router.navigate({ to: '/sign-in' }).then(endSession);
    // A session that is gone already is signed out as well.
    client.session.delete().then(leave, leave);
  };
  return (
    <div className="mt-auto border-t border-line pt-4 text-small">
      {session.demonstration ? <p className="mb-3 text-soft">{m.product.demonstration}</p> : null}
      <p className="font-medium">{session.account?.name ?? m.account.noAccount}</p>
      <p className="text-soft">{m.roles[session.role]}</p>
      <LanguageSwitch />
      <ThemeSwitch />
      <div className="mt-3 flex items-center justify-between">
        <button type="button" onClick={signOut} className="underline decoration-edge underline-offset-3 hover:text-accent">
          {m.account.signOut}
        </button>
        <span className="text-tiny text-faint">{session.version}</span>
      </div>
    </div>
  );
}

export function LanguageSwitch() {
  const { m, languageWanted, chooseLanguage } = useApp();
  return (
    <Switch
      label={m.account.language}
      value={languageWanted}
      choices={[
        ['en', 'English'],
        ['nl', 'Nederlands'],
      ]}
      onChoose={chooseLanguage}
    />
  );
}

function ThemeSwitch() {
  const { m } = useApp();
  const [theme, setTheme] = useState(currentTheme);
  return (
    <Switch
      label={m.account.theme}
      value={theme}
      choices={themes.map((value) => [value, m.account.themes[value]] as const)}
      onChoose={(next) => {
        chooseTheme(next);
        setTheme(next);
      }}
    />
  );
}

interface SwitchProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value) => void;
}

function Switch<Value extends string>({ label, value, choices, onChoose }: SwitchProps<Value>) {
  const name = useId();
  return (
    <fieldset className="mt-3 flex rounded-md border border-line bg-card p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map(([choice, text]) => (
        <label
          key={choice}
          className="flex-1 cursor-pointer rounded-sm px-1 py-1 text-center text-soft has-checked:bg-wash has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input type="radio" name={name} value={choice} checked={choice === value} onChange={() => onChoose(choice)} className="sr-only" />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
