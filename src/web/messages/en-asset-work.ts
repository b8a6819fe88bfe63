/** English texts of what people state of assets. */
const many = (n: number, one: string, more: string) => (n === 1 ? one : more);

export const enAssetWork = {
  assetWork: {
    edit: 'Edit…',
    title: 'State values',
    help: 'What is stated goes before every source, from now on, until it is taken back. Past days stay as they were.',
    aboutAll: 'About every asset that the filter finds.',
    aboutOne: 'About this asset.',
    field: 'Field',
    value: 'Value',
    takeBack: 'Take back: as the sources say',
    textHelp: 'Leave it empty to take back what was stated before.',
    add: 'Add a field',
    leaveOut: 'Leave out',
    reason: 'Reason',
    reasonHelp: 'Optional, for whoever reads it later.',
    make: 'State',
    preview: (n: string, count: number) => `${n} ${many(count, 'asset', 'assets')}`,
    done: (n: string, count: number) => `Stated of ${n} ${many(count, 'asset', 'assets')}.`,
    waiting: (n: string, count: number) => `${n} of them ${many(count, 'shows', 'show')} it in a moment.`,
    nothing: 'Nothing to state: it was stated so already.',
    undone: (n: string, count: number) => `Undone for ${n} ${many(count, 'asset', 'assets')}.`,
    stated: 'Stated by people',
    statedText: 'Goes before what the sources say.',
    together: (n: string) => `of ${n} assets together`,
    takeBackOne: (field: string) => `Take back ${field}`,
    takenBack: 'taken back',
    byPerson: 'stated by a person',
    byRule: (name: string) => `by rule “${name}”`,
  },
};
