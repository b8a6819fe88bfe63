/** A pack being written: begun from one that is kept or from a file, seen as whoever is asked sees it, and saved as a version of its own. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { textIn, type QuestionnairePack } from '#core/questionnaires/pack.ts';
import { client, queryClient } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import type { PageProps } from '../../app/page.ts';
import { PageLink, useGo } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { NotFoundPage, PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { addItem, neededVersion } from './draft.ts';
import { ItemList } from './item-list.tsx';
import { PackFaults } from './pack-faults.tsx';
import { Preview } from './preview.tsx';
import { packsQuery } from './questionnaire-queries.ts';

export function PackBuilder({ params, search }: PageProps<'/questionnaires/packs/$id'>): ReactNode {
  const { m } = useApp();
  const { data, error, refetch } = useQuery(packsQuery);
  if (error !== null && data === undefined)
    return (
      <PageFrame title={m.questionnaires.onePack}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </PageFrame>
    );
  if (data === undefined) return <PagePending />;
  const versions = data.items.map(({ pack }) => pack as QuestionnairePack).filter(({ id }) => id === params.id);
  const before = versions.find(({ version }) => version === search['version']) ?? versions.at(-1);
  if (before === undefined) return <NotFoundPage />;
  return <Builder key={`${before.id} ${before.version}`} before={before} known={data.items.map(({ pack }) => pack as QuestionnairePack)} />;
}

interface BuilderProps {
  readonly before: QuestionnairePack;
  readonly known: readonly QuestionnairePack[];
}

function Builder({ before, known }: BuilderProps) {
  const { m } = useApp();
  const go = useGo();
  const words = m.questionnaires;
  const [draft, setDraft] = useState(before);
  const [language, setLanguage] = useState(before.languages.includes(words.tag) ? words.tag : (before.languages[0] ?? ''));
  const [isPreview, setPreview] = useState(false);
  const [fileFault, setFileFault] = useState(false);
  const taken = known.filter(({ id }) => id === draft.id).map(({ version }) => version);
  const offered = draft.version === before.version && draft.id === before.id ? neededVersion(before, draft, taken) : draft.version;
  const save = useMutation({
    mutationFn: () => client.questionnaires.savePack({ body: { pack: { ...draft, version: offered } } }),
    onSuccess: async ({ pack }) => {
      await queryClient.invalidateQueries({ queryKey: packsQuery.queryKey });
      go({ to: '/questionnaires/packs/$id', params: { id: pack.id }, search: { version: pack.version } });
    },
  });
  const take = (read: QuestionnairePack | null) => {
    setFileFault(read === null);
    if (read !== null) setDraft(read);
  };
  return (
    <PageFrame
      title={textIn(before, before.title, words.tag)}
      crumb={<PageLink to="/questionnaires">{words.title}</PageLink>}
      under={`${words.version} ${before.version}`}
      actions={
        <>
          <Button onClick={() => setPreview(!isPreview)}>{isPreview ? words.backToWriting : words.preview}</Button>
          <OpenFile onRead={take} />
          <Button onClick={() => savePackFile({ ...draft, version: offered })}>{words.saveFile}</Button>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {fileFault ? (
          <p role="alert" className="rounded-md border border-worse/40 bg-worse-wash px-4 py-3">
            {words.fileFault}
          </p>
        ) : null}
        <LanguageTabs draft={draft} language={language} onChoose={setLanguage} />
        {isPreview ? (
          <Preview pack={draft} language={language} />
        ) : (
          <>
            <AboutPack draft={draft} version={offered} language={language} onChange={setDraft} />
            <ItemList pack={draft} language={language} onChange={setDraft} />
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setDraft(addItem(draft, 'scale'))}>{words.addScale}</Button>
              <Button onClick={() => setDraft(addItem(draft, 'choice'))}>{words.addChoice}</Button>
            </div>
          </>
        )}
        <PackFaults error={save.error} draft={draft} />
        <div className="flex flex-wrap items-center gap-3">
          <Button kind="main" disabled={save.isPending || draft === before} onClick={() => save.mutate()}>
            {words.savePack(offered)}
          </Button>
          <p className="text-small text-soft">{words.savePackText}</p>
        </div>
      </div>
    </PageFrame>
  );
}

/** Null: the file is none. What is wrong within a pack the node says when it is saved. */
function OpenFile({ onRead }: { readonly onRead: (pack: QuestionnairePack | null) => void }) {
  const { m } = useApp();
  const file = useRef<HTMLInputElement>(null);
  const read = async (given: File) => {
    try {
      const pack = JSON.parse(await given.text()) as QuestionnairePack;
      const lists = [pack.items, pack.languages, pack.areas, pack.scales];
      const texts = [pack.title, pack.introduction, pack.consent];
      onRead(lists.every((list) => Array.isArray(list)) && texts.every((text) => typeof text === 'object') ? pack : null);
    } catch {
      onRead(null);
    }
  };
  return (
    <>
      <Button onClick={() => file.current?.click()}>{m.questionnaires.openFile}</Button>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        aria-label={m.questionnaires.openFile}
        className="hidden"
        onChange={(event) => {
          const given = event.target.files?.[0];
          if (given !== undefined) void read(given);
          event.target.value = '';
        }}
      />
    </>
  );
}

interface AboutPackProps {
  readonly draft: QuestionnairePack;
  readonly version: string;
  readonly language: string;
  readonly onChange: (pack: QuestionnairePack) => void;
}

function AboutPack({ draft, version, language, onChange }: AboutPackProps) {
  const { m } = useApp();
  const words = m.questionnaires;
  const texts = (name: 'title' | 'introduction' | 'consent') => ({
    label: words.texts[name],
    lang: language,
    value: draft[name][language] ?? '',
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ ...draft, [name]: { ...draft[name], [language]: event.target.value } }),
  });
  return (
    <Card title={words.aboutPack}>
      <div className="grid max-w-[60rem] gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={words.packId}
            help={words.packIdHelp}
            value={draft.id}
            onChange={(event) => onChange({ ...draft, id: event.target.value })}
          />
          <TextField
            label={words.version}
            help={words.versionHelp}
            value={version}
            onChange={(event) => onChange({ ...draft, version: event.target.value })}
          />
        </div>
        <TextField {...texts('title')} />
        <AreaField {...texts('introduction')} />
        <AreaField {...texts('consent')} />
      </div>
    </Card>
  );
}

interface LanguageTabsProps {
  readonly draft: QuestionnairePack;
  readonly language: string;
  readonly onChoose: (language: string) => void;
}

function LanguageTabs({ draft, language, onChoose }: LanguageTabsProps) {
  const { m } = useApp();
  return (
    <div role="group" aria-label={m.questionnaires.languages} className="flex flex-wrap gap-2">
      {draft.languages.map((tag) => (
        <Button
          key={tag}
          isSmall
          aria-pressed={tag === language}
          className="aria-pressed:border-accent aria-pressed:bg-accent-wash"
          onClick={() => onChoose(tag)}
        >
          {new Intl.DisplayNames([m.questionnaires.tag], { type: 'language' }).of(tag) ?? tag}
        </Button>
      ))}
    </div>
  );
}

function savePackFile(pack: QuestionnairePack): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(new Blob([`${JSON.stringify(pack, null, 2)}\n`], { type: 'application/json' }));
  anchor.download = `${pack.id}-${pack.version}.json`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
