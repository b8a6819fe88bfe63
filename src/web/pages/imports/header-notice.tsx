/** That the first row of a table looks like data, or that rows are passed over: said above the mapping, with what can be done about it. */
import type { ImportPreview } from '#contract/endpoints/imports.ts';
import { numberOfColumn, type MappingSettings } from '#core/imports/mapping-profile.ts';
import { useApp } from '../../app/context.tsx';
import type { Messages } from '../../messages/en.ts';
import { Button } from '../../ui/button.tsx';
import { withoutHeaders } from './mapping-settings.ts';

interface HeaderNoticeProps {
  readonly preview: ImportPreview;
  readonly settings: MappingSettings;
  readonly onChange: (settings: MappingSettings) => void;
}

export function HeaderNotice({ preview, settings, onChange }: HeaderNoticeProps) {
  const { m } = useApp();
  const isDoubted = preview.problem?.code === 'file-headerless' || preview.remarks.some(({ code }) => code === 'header-looks-like-data');
  if (preview.remarks.length === 0 && !isDoubted) return null;
  const headers = preview.columns.map(({ header }) => header);
  return (
    <div className="grid gap-2">
      {preview.remarks.map(({ code, message }) => (
        <p key={code} className="max-w-[70ch] text-small text-worse">
          ▲ {message}
        </p>
      ))}
      {isDoubted && settings.headerless !== true ? (
        <div>
          <Button isSmall onClick={() => onChange(withoutHeaders(settings, headers))}>
            {m.profiles.headerless}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** A column without a header is called by its number, in the language of the reader. */
export function shownHeader(m: Messages, settings: MappingSettings, header: string): string {
  const number = settings.headerless === true ? numberOfColumn(header) : undefined;
  return number === undefined ? header : m.profiles.columnNumber(number);
}
