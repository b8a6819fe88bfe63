/** All keys, opened with `?`. */
import { pages } from '../pages/registry.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useApp } from './context.tsx';
import { mayOpen, type Page } from './page.ts';

export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { m, session } = useApp();
  const rows: readonly (readonly [keys: string, text: string])[] = [
    ['Ctrl K · ⌘ K', m.keys.palette],
    ['/', m.keys.filter],
    ['j · ↓', m.keys.down],
    ['k · ↑', m.keys.up],
    ['Enter', m.keys.open],
    ['x', m.decisions.key],
    ['Home · End', m.keys.top],
    ['y · n · u', m.matching.keys.answer],
    ['z', m.matching.keys.undo],
    ['← →', m.matching.keys.tree],
    ['← ↑ → ↓', m.graph.keys.walk],
    ['e · E', m.graph.keys.edges],
    ['Delete', m.graph.keys.remove],
    ['a · c', m.graph.keys.add],
    ['+ · − · 0', m.graph.keys.zoom],
    ['?', m.keys.help],
  ];
  const shown = (pages as unknown as readonly Page[]).filter((page) => session !== undefined && mayOpen(page, session.role));
  const goRows = shown.flatMap((page) => (page.nav === undefined ? [] : [[`g ${page.nav.key}`, `${m.keys.go} ${page.title(m)}`] as const]));
  return (
    <Dialog title={m.keys.title} onClose={onClose} closeLabel={m.product.close}>
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-2">
        {[...rows, ...goRows].map(([keys, text]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded-sm border border-line bg-wash px-1.5 py-0.5 font-sans text-small">{keys}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
