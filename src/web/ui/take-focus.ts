/**
 * For a field that a page or sheet was opened to be typed into: `ref={takeFocus}`. A dialog that opens later looks for
 * the attribute, which React never writes.
 */
export function takeFocus(element: HTMLElement | null): void {
  element?.setAttribute('autofocus', '');
  element?.focus();
}
