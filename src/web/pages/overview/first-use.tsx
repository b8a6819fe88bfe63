/** The overview before anything was handed in: says what to do. */
import { useRef } from 'react';
import { useApp } from '../../app/context.tsx';
import { addFiles } from '../../app/dropped-files.ts';
import { useGo } from '../../app/page-link.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Button } from '../../ui/button.tsx';

export function FirstUse({ importCount }: { readonly importCount: number }) {
  const { m } = useApp();
  const go = useGo();
  const picker = useRef<HTMLInputElement>(null);
  const texts = m.overview.empty;
  return (
    <PageFrame title={m.overview.title}>
      <div className="max-w-2xl rounded-lg border border-dashed border-edge bg-card px-6 py-8 md:px-10">
        <h2 className="text-title font-semibold">{texts.title}</h2>
        <p className="mt-1 text-lead text-soft">{importCount > 0 ? texts.waiting : texts.text}</p>
        <ol className="mt-6 grid gap-4">
          {texts.steps.map(([title, text], index) => (
            <li key={title} className="grid grid-cols-[1.6rem_minmax(0,1fr)]">
              <span aria-hidden="true" className="text-faint">
                {index + 1}
              </span>
              <div>
                <p className="font-medium">{title}</p>
                <p className="text-soft">{text}</p>
              </div>
            </li>
          ))}
        </ol>
        <input
          ref={picker}
          type="file"
          multiple
          className="sr-only"
          tabIndex={-1}
          aria-label={texts.choose}
          onChange={(event) => {
            addFiles(event.target.files ?? []);
            go({ to: '/imports' });
          }}
        />
        <Button kind="main" className="mt-6" onClick={() => picker.current?.click()}>
          {texts.choose}
        </Button>
      </div>
    </PageFrame>
  );
}
