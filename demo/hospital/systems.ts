/**
 * The invented operating systems of `products.ts` and until when their invented makers repair them. No maker, system or
 * day here exists; the lengths of support are those that such systems commonly have.
 */

export interface SystemRelease {
  readonly cycle: string;
  /** Days after the last day of the story; null: no end is set. */
  readonly supportLeft: number | null;
  /** For those who pay for it. */
  readonly extendedLeft?: number;
}

export interface DemoSystem {
  readonly product: string;
  readonly title: string;
  readonly isOperatingSystem: boolean;
  /** Newest first. */
  readonly releases: readonly SystemRelease[];
}

export const demoSystems: readonly DemoSystem[] = [
  {
    product: 'castellum-desktop',
    title: 'Castellum Desktop',
    isOperatingSystem: true,
    releases: [
      { cycle: '11', supportLeft: 690 },
      { cycle: '10', supportLeft: -404, extendedLeft: 690 },
    ],
  },
  {
    product: 'castellum-server',
    title: 'Castellum Server',
    isOperatingSystem: true,
    releases: [
      { cycle: '2022', supportLeft: 1_787 },
      { cycle: '2019', supportLeft: 779 },
      { cycle: '2016', supportLeft: 51, extendedLeft: 1_146 },
    ],
  },
  {
    product: 'marlin-linux',
    title: 'Marlin Linux',
    isOperatingSystem: true,
    releases: [
      { cycle: '9', supportLeft: 2_016 },
      { cycle: '8', supportLeft: 920, extendedLeft: 1_650 },
    ],
  },
  {
    product: 'netwerf-os',
    title: 'Netwerf OS',
    isOperatingSystem: true,
    releases: [
      { cycle: '15', supportLeft: null },
      { cycle: '8', supportLeft: 300 },
    ],
  },
  { product: 'walmuur-os', title: 'Walmuur OS', isOperatingSystem: true, releases: [{ cycle: '7', supportLeft: 190 }] },
  {
    product: 'mobivo-os',
    title: 'Mobivo OS',
    isOperatingSystem: true,
    releases: [
      { cycle: '14', supportLeft: 480 },
      { cycle: '13', supportLeft: -120 },
    ],
  },
  { product: 'wardbase', title: 'Wardbase', isOperatingSystem: false, releases: [{ cycle: '6', supportLeft: 700 }] },
];
