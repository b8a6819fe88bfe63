/** A secret or address shown once, with a button that copies it. */
import { useState } from 'react';
import { Button } from './button.tsx';

interface CopyTextProps {
  readonly text: string;
  readonly label: string;
  readonly copy: string;
  readonly copied: string;
}

export function CopyText({ text, label, copy, copied }: CopyTextProps) {
  const [isCopied, setCopied] = useState(false);
  const write = () => {
    // Without the clipboard's permission the text stays selected for the reader to copy.
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div className="flex items-stretch gap-2">
      <input
        readOnly
        value={text}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
        className="min-w-0 flex-1 rounded-md border border-edge bg-wash px-2.5 py-1.5 font-mono text-small"
      />
      <Button onClick={write} aria-live="polite">
        {isCopied ? copied : copy}
      </Button>
    </div>
  );
}
