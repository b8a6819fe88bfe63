/** How politely CSAF providers are asked, and how much of one run. */
export interface ProviderLimits {
  readonly requestsPerSecond: number;
  readonly documentsAtOnce: number;
  /** Hosts that are reached without TLS. */
  readonly plainHosts: readonly string[];
  /** One run takes no longer, nor more, than this and one document. */
  readonly runMaxMs: number;
  readonly runBytesMax: number;
}

export const usualProviderLimits: ProviderLimits = {
  requestsPerSecond: 5,
  documentsAtOnce: 3,
  plainHosts: [],
  runMaxMs: 15 * 60_000,
  runBytesMax: 2 * 1024 ** 3,
};
