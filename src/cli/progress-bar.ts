/** `█████░░░░░  48 %` */
export function progressBar(done: number, whole: number): string {
  const share = whole <= 0 ? 0 : Math.min(1, done / whole);
  const filled = Math.round(share * 20);
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
