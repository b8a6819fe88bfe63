/** Files may be dropped anywhere; they then wait on the imports page to be looked at and sent. */
import { useEffect, useState } from 'react';
import { mayOpen } from './page.ts';
import { addFiles } from './dropped-files.ts';
import { useApp } from './context.tsx';
import { useGo } from './page-link.tsx';

export function DropOverlay() {
  const { m, session } = useApp();
  const [isOver, setOver] = useState(false);
  const go = useGo();
  const isAllowed = session !== undefined && mayOpen({ access: 'import' }, session.role);
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (!isAllowed) return;
      addFiles(event.dataTransfer?.files ?? []);
      go({ to: '/imports' });
    };
    addEventListener('dragover', onOver);
    addEventListener('dragleave', onLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onOver);
      removeEventListener('dragleave', onLeave);
      removeEventListener('drop', onDrop);
    };
  }, [go, isAllowed]);
  if (!isOver) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-paper/90 p-6">
      <div className="grid w-full max-w-xl gap-1 rounded-lg border-2 border-dashed border-accent bg-accent-wash px-8 py-14 text-center">
        <p className="text-title font-semibold">{isAllowed ? m.imports.dropHere : m.imports.notAllowed}</p>
        <p className="text-soft">{isAllowed ? m.imports.dropText : m.product.notAllowed}</p>
      </div>
    </div>
  );
}
