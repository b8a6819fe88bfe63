/** The secret of a webhook, shown once. */
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface Secret {
  readonly secret: string;
  /** Until then the one before signs as well. */
  readonly formerUntil?: string;
}

export function SecretDialog({ secret, formerUntil, onClose }: Secret & { readonly onClose: () => void }) {
  const { m, f } = useApp();
  return (
    <Dialog title={m.alerts.secretTitle} onClose={onClose} closeLabel={m.product.close}>
      <div className="grid gap-4">
        <CopyText text={secret} label={m.alerts.secretTitle} copy={m.product.copy} copied={m.product.copied} />
        <p className="text-small text-soft">
          {m.alerts.secretHelp} {formerUntil === undefined ? '' : m.alerts.formerHelp(f.instant(formerUntil))}
        </p>
        <Button onClick={onClose}>{m.alerts.done}</Button>
      </div>
    </Dialog>
  );
}
