/** The command palette: pages of the registry, and a search in assets and findings by what is typed. */
import { useMemo, useState } from 'react';
import { printFilter } from '#core/query/rql-print.ts';
import { foldName } from '#core/kernel/text.ts';
import { pages } from '../pages/registry.ts';
import { Dialog } from '../ui/dialog.tsx';
import { SearchList, type SearchEntry } from '../ui/search-list.tsx';
import { useApp } from './context.tsx';
import { mayOpen, type Page } from './page.ts';
import { useGo, type PageTarget } from './page-link.tsx';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

export function Palette({ onClose, onKeys }: PaletteProps) {
  const { m } = useApp();
  const [text, setText] = useState('');
  const entries = useEntries(text, onClose, onKeys);
  return (
    <Dialog title={m.keys.palette} isTitleHidden place="top" onClose={onClose} closeLabel={m.product.close}>
      <SearchList
        label={m.keys.palette}
        placeholder={m.keys.palettePlaceholder}
        none={m.keys.paletteNone}
        text={text}
        onText={setText}
        entries={entries}
      />
    </Dialog>
  );
}

function useEntries(text: string, onClose: () => void, onKeys: () => void): readonly SearchEntry[] {
  const { m, session } = useApp();
  const go = useGo();
  return useMemo(() => {
    if (session === undefined) return [];
    const open = (target: PageTarget) => () => {
      onClose();
      go(target);
    };
    const wanted = foldName(text);
    const found = (pages as unknown as readonly Page[])
      .filter((page) => page.nav !== undefined && mayOpen(page, session.role) && foldName(page.title(m)).includes(wanted))
      .map((page): SearchEntry => ({
        id: page.path,
        text: page.title(m),
        hint: `g ${page.nav?.key ?? ''}`,
        run: open({ to: page.path as '/', ...(page.nav?.search === undefined ? {} : { search: page.nav.search }) }),
      }));
    if (wanted === '' || foldName(m.keys.help).includes(wanted)) found.push({ id: 'keys', text: m.keys.help, hint: '?', run: onKeys });
    if (wanted.length < 2) return found;
    const containing = (field: string) => printFilter({ op: 'contains', field, value: text.trim() });
    return [
      ...found,
      {
        id: 'assets',
        text: m.keys.findAsset(text),
        hint: m.assets.title,
        run: open({ to: '/assets', search: { filter: containing('name') } }),
      },
      {
        id: 'findings',
        text: m.keys.findFinding(text),
        hint: m.findings.title,
        run: open({ to: '/findings', search: { filter: containing('title') } }),
      },
    ];
  }, [text, session, m, go, onClose, onKeys]);
}
