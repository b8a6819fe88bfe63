/** Where the fields of a support cycle are stored: one row, the newest word on it (`store/support`). */
import type { StoredColumn, StoredKind } from './stored-kind.ts';

const column = (name: string): StoredColumn => ({ source: 't', column: name });
const always = (name: string): StoredColumn => ({ source: 't', column: name, notNull: true });

export const storedSupportCycle = {
  sources: { t: { table: 'support_cycle' } },
  fields: {
    id: always('id'),
    title: { ...always('title'), folded: 'title_folded' },
    cycle: always('cycle'),
    codename: column('codename'),
    endOn: column('end_on'),
    ended: always('is_ended'),
    extendedEndOn: column('extended_end_on'),
    operatingSystem: column('is_operating_system'),
    origin: always('origin'),
    product: always('product'),
    statedAt: always('stated_at'),
  },
  children: {},
} as const satisfies StoredKind;
