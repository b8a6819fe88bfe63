/** Dutch texts of what people state of assets. */
import type { enAssetWork } from './en-asset-work.ts';

const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const nlAssetWork = {
  assetWork: {
    edit: 'Bewerken…',
    title: 'Waarden vastleggen',
    help: 'Wat hier wordt vastgelegd gaat vóór elke bron, vanaf nu, tot het wordt teruggenomen. Eerdere dagen blijven zoals ze waren.',
    aboutAll: 'Over elk middel dat het filter vindt.',
    aboutOne: 'Over dit middel.',
    field: 'Veld',
    value: 'Waarde',
    takeBack: 'Terugnemen: zoals de bronnen het zeggen',
    textHelp: 'Leeg laten: wat eerder is vastgelegd wordt teruggenomen.',
    add: 'Veld toevoegen',
    leaveOut: 'Weglaten',
    reason: 'Reden',
    reasonHelp: 'Niet verplicht; voor wie het later leest.',
    make: 'Vastleggen',
    preview: (n: string, count: number) => `${n} ${many(count, 'middel', 'middelen')}`,
    done: (n: string, count: number) => `Vastgelegd voor ${n} ${many(count, 'middel', 'middelen')}.`,
    waiting: (n: string) => `Bij ${n} daarvan is het zo dadelijk te zien.`,
    nothing: 'Niets vast te leggen: het was al zo vastgelegd.',
    undone: (n: string, count: number) => `Ongedaan gemaakt voor ${n} ${many(count, 'middel', 'middelen')}.`,
    stated: 'Door mensen vastgelegd',
    statedText: 'Gaat vóór wat de bronnen zeggen.',
    together: (n: string) => `voor ${n} middelen tegelijk`,
    takeBackOne: (field: string) => `${field} terugnemen`,
    takenBack: 'teruggenomen',
    byPerson: 'vastgelegd door een mens',
    byRule: (name: string) => `door regel ‘${name}’`,
  },
} satisfies typeof enAssetWork;
