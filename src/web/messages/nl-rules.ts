/** Dutch texts of assignment rules. */
import type { enRules } from './en-rules.ts';

const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const nlRules = {
  rules: {
    title: 'Toewijzingsregels',
    lead: 'Wat een middel krijgt door wat het is. Per veld bepaalt de eerste regel die het middel vindt de waarde: vóór wat bronnen zeggen, en na wat een mens over het middel zelf heeft vastgelegd. Een wijziging geldt vanaf nu; eerdere dagen blijven zoals ze waren.',
    list: 'Regels, de eerste die past bepaalt een veld',
    none: 'Er is geen regel: middelen hebben wat bronnen en mensen zeggen.',
    name: 'Regel',
    which: 'Middelen',
    whichHelp:
      'Naar wat bronnen en mensen erover zeggen: niet naar bevindingen of waarnemingen, en niet naar een veld dat een regel van de lijst bepaalt.',
    sets: 'Krijgt',
    changes: 'Zou nu veranderen',
    add: 'Nieuwe regel',
    edit: 'Regel wijzigen',
    notSet: 'niet door deze regel bepaald',
    save: 'Regels bewaren',
    nameMissing: 'Geef de regel een naam.',
    filterMissing: 'Zeg over welke middelen het gaat: voeg minstens één voorwaarde toe.',
    valueMissing: 'Noem minstens één waarde die de regel geeft.',
    waiting: (n: string, count: number) => `${n} ${many(count, 'middel wordt', 'middelen worden')} zo dadelijk bekeken.`,
    ended: (n: string, count: number) => `${n} eerdere ${many(count, 'regel', 'regels')}`,
  },
} satisfies typeof enRules;
