/** What people may say of the names of flaws (docs/decisions/0010): two are one, or what a scanner reports is another thing. */

export const flawStatementKinds = [
  { value: 'same', label: { en: 'the same flaw', nl: 'dezelfde kwetsbaarheid' } },
  { value: 'apart', label: { en: 'another thing', nl: 'iets anders' } },
] as const;
export type FlawStatementKind = (typeof flawStatementKinds)[number]['value'];

/** Where what is set apart is so. */
export const flawExtents = [
  { value: 'everywhere', label: { en: 'everywhere', nl: 'overal' } },
  { value: 'model', label: { en: 'on assets of this model', nl: 'op middelen van dit model' } },
  { value: 'asset', label: { en: 'on this asset', nl: 'op dit middel' } },
] as const;
export type FlawExtent = (typeof flawExtents)[number]['value'];
