/** Made advisories and register lines that share words, numbers, spellings and firms in many ways; for properties of matching. */
import fc from 'fast-check';
import type { Advisory } from '#core/advisories/advisory.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';

const firms = ['Norda', 'Vitalis Medical, Inc.', 'Philips', 'Siemens', 'Tarnmed'];
const words = [
  'Kestrel',
  'Kestral',
  'FlowGuard',
  'Flow Guard',
  'PN/DP',
  'CPU',
  'CCP',
  'Clinical Care Platform',
  'monitor',
  'infuuspomp',
  'pump',
  'Pro',
  'XL',
  'Station',
  'stations',
  'S7-1500',
  'S7',
  'MX400-MX850',
  'MX700',
  'MX 700',
  '1511-1',
  '6ES7511-1AK00',
  'T1',
  '300',
  '2',
  '(zonder accu)',
  'PrisMax',
  'PrismMax',
];

const nameArbitrary = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
const firmArbitrary = fc.constantFrom(...firms);

export const lineArbitrary: fc.Arbitrary<InventoryLine> = fc.record({
  id: fc.constant('a'),
  vendor: fc.option(firmArbitrary),
  product: nameArbitrary,
  version: fc.option(fc.constantFrom('3.2.1', 'V2', '300')),
  description: fc.option(nameArbitrary),
});

const productArbitrary = fc.record({
  vendor: firmArbitrary,
  family: fc.option(nameArbitrary),
  name: nameArbitrary,
  version: fc.constantFrom('vers:all/*', '< 3.2', '3002 S3 | 3005 S3'),
});

export const advisoryArbitrary: fc.Arbitrary<Advisory> = fc
  .record({
    title: nameArbitrary,
    firm: firmArbitrary,
    products: fc.array(productArbitrary, { minLength: 1, maxLength: 4 }),
    number: fc.nat(999),
  })
  .map(({ title, firm, products, number }) => ({
    kind: 'csaf',
    documentId: `X-${number}`,
    revision: '1',
    title: `${firm} ${title}`,
    publisher: 'Example CERT',
    publishedAt: null,
    modifiedAt: null,
    notes: [],
    products: products.map(({ vendor, family, name, version }, at) => ({
      productId: `P${at}`,
      name: `${vendor} ${name} ${version}`,
      paths: [
        [
          { category: 'vendor', name: vendor },
          ...(family === null ? [] : [{ category: 'product_family', name: family }]),
          { category: 'product_name', name },
          { category: 'product_version_range', name: version },
        ],
      ],
      identifiers: [],
      relationship: null,
    })),
    flaws: [],
  }));
