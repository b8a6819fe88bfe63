/**
 * `new page`: a page in the navigation that asks the node something and shows it, its texts in both languages, and its
 * lines in the lists of pages and messages.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { intoRegistry, nameOf, ScaffoldRefusal, type Name, type Plan } from './plan.ts';

export function planPage(plan: Plan, [area]: readonly string[], root: string): readonly string[] {
  const name = nameOf(area, 'The area of a page', 'waiting-rooms');
  const folder = `src/web/pages/${name.kebab}`;
  if (plan.has(folder)) throw new ScaffoldRefusal(`${folder} is there already; choose another area, or add a page to that one.`);
  const messages = readdirSync(join(root, 'src/web/messages')).filter((file) => file.startsWith('en'));
  const taken = messages.find((file) => new RegExp(`^ {2}${name.camel}:`, 'm').test(plan.read(`src/web/messages/${file}`)));
  if (taken !== undefined)
    throw new ScaffoldRefusal(`src/web/messages/${taken} has texts named ${name.camel} already; choose another area.`);
  const key = freeKey(plan, root, name);
  plan.create(`${folder}/${name.kebab}.page.ts`, definitionText(name, key));
  plan.create(`${folder}/${name.kebab}.tsx`, componentText(name));
  plan.create(`src/web/messages/en-${name.kebab}.ts`, englishText(name));
  plan.create(`src/web/messages/nl-${name.kebab}.ts`, dutchText(name));
  plan.change('src/web/pages/registry.ts', (text) =>
    intoRegistry(text, {
      name: `${name.camel}Page`,
      from: `./${name.kebab}/${name.kebab}.page.ts`,
      siblings: /^import \{ ([^}]+) \} from '(\.\/[^']+\.page\.ts)';$/gm,
      list: /^export const pages = \[\n/m,
    }),
  );
  for (const language of ['en', 'nl'] as const) {
    plan.change(`src/web/messages/${language}.ts`, (text) =>
      intoRegistry(text, {
        name: `${language}${name.pascal}`,
        from: `./${language}-${name.kebab}.ts`,
        siblings: /^import \{ ((?:en|nl)[A-Z]\w*) \} from '(\.\/[^']+)';$/gm,
        list: new RegExp(`^export const ${language} = \\{\\n`, 'm'),
        entry: `...${language}${name.pascal},`,
        isFirst: true,
      }),
    );
  }
  return [
    `It stands in the navigation under Evidence and opens with \`g\` \`${key}\`. Its texts are in src/web/messages/{en,nl}-${name.kebab}.ts:`,
    'give it a title in each language. What it asks for is in src/web/app/queries.ts.',
    'npm start   shows it',
    'The order is explained in docs/guides/add-a-page.md.',
  ];
}

/** A letter of the name that opens no page yet, else any letter. */
function freeKey(plan: Plan, root: string, { kebab }: Name): string {
  const pages = readdirSync(join(root, 'src/web/pages'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.page.ts'));
  const used = new Set(pages.flatMap((file) => [...plan.read(`src/web/pages/${file}`).matchAll(/\bkey: '(.)'/g)].map((match) => match[1])));
  const free = `${kebab.replace(/[^a-z]/g, '')}abcdefghijklmnopqrstuvwxyz`.split('').find((letter) => letter !== 'g' && !used.has(letter));
  if (free === undefined) throw new ScaffoldRefusal('Every letter opens a page already; the navigation is full.');
  return free;
}

const definitionText = (
  { kebab, camel, pascal }: Name,
  key: string,
) => `/** The page that says when each source last spoke. Change this first: what somebody comes here to find out. */
import { definePage } from '../../app/page.ts';
import { statusQuery } from '../../app/queries.ts';

export const ${camel}Page = definePage({
  path: '/${kebab}',
  title: (m) => m.${camel}.title,
  nav: { group: 'evidence', key: '${key}' },
  access: 'read',
  // What the page asks for is on its way while its component is fetched.
  loader: (queries) => void queries.prefetchQuery(statusQuery),
  component: () => import('./${kebab}.tsx').then((module) => module.${pascal}),
});
`;

const componentText = ({ camel, pascal }: Name) => `/** Every source with the day of its newest file and its age. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { statusQuery } from '../../app/queries.ts';
import { PageFrame } from '../../components/page-frame.tsx';
import { PagePending } from '../../components/page-states.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Card } from '../../ui/card.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';

export function ${pascal}(): ReactNode {
  const { m, f } = useApp();
  const { data, error, refetch } = useQuery(statusQuery);
  // A failure, waiting and nothing there are answers too: each says what it is.
  if (error !== null && data === undefined) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PagePending />;
  return (
    <PageFrame title={m.${camel}.title}>
      <p className="mb-6 max-w-[70ch] text-soft">{m.${camel}.lead}</p>
      {data.sources.length === 0 ? (
        <p>{m.${camel}.none}</p>
      ) : (
        <Card title={m.${camel}.sources} isFlush>
          <PlainTable
            label={m.${camel}.sources}
            isStacked
            rows={data.sources}
            keyOf={({ source, role }) => \`\${source} \${role}\`}
            columns={[
              { label: m.${camel}.source, cell: ({ source }) => source },
              { label: m.${camel}.newest, isTight: true, cell: ({ newestAt }) => f.instantDay(newestAt) },
              { label: m.${camel}.age, isTight: true, isEnd: true, cell: ({ ageDays }) => f.number(ageDays) },
            ]}
          />
        </Card>
      )}
    </PageFrame>
  );
}
`;

const englishText = ({ camel, kebab, pascal, words }: Name) => `/** English texts of the page /${kebab}. */
export const en${pascal} = {
  ${camel}: {
    title: '${words}',
    lead: 'When each source last spoke. What is old says little of today.',
    none: 'No file was imported yet: drop one anywhere on this page.',
    sources: 'Sources',
    source: 'Source',
    newest: 'Newest file',
    age: 'Age in days',
  },
};
`;

const dutchText = ({
  camel,
  kebab,
  pascal,
  words,
}: Name) => `/** Dutch texts of the page /${kebab}; the shape is that of the English ones, so nothing can be forgotten. */
import type { en${pascal} } from './en-${kebab}.ts';

export const nl${pascal} = {
  ${camel}: {
    title: '${words}',
    lead: 'Wanneer elke bron het laatst iets zei. Wat oud is, zegt weinig over vandaag.',
    none: 'Er is nog geen bestand ingelezen: sleep er een naar deze pagina.',
    sources: 'Bronnen',
    source: 'Bron',
    newest: 'Nieuwste bestand',
    age: 'Ouderdom in dagen',
  },
} satisfies typeof en${pascal};
`;
