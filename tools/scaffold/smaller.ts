/** `new endpoint`, `new command` and `new migration`: smaller things, made the same way. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { intoRegistry, nameOf, ScaffoldRefusal, type Name, type Plan } from './plan.ts';

export function planEndpoint(plan: Plan, [resource]: readonly string[]): readonly string[] {
  const name = nameOf(resource, 'The resource of an endpoint', 'waiting-rooms');
  const id = `${name.camel}.list`;
  if (plan.read('test/support/endpoint-cases.ts').includes(`'${id}'`))
    throw new ScaffoldRefusal(`${id} is there already; choose another resource.`);
  plan.create(`src/contract/endpoints/${name.kebab}.ts`, contractText(name, id));
  plan.create(`src/server/handlers/${name.kebab}.ts`, handlerText(name, id));
  const endpointList = {
    name: `${name.camel}Endpoints`,
    from: `./endpoints/${name.kebab}.ts`,
    siblings: /^import \{ (\w+Endpoints) \} from '(\.\/endpoints\/[^']+)';$/gm,
  };
  plan.change('src/contract/registry.ts', (text) =>
    intoRegistry(text, {
      ...endpointList,
      list: /^export const endpoints: readonly Endpoint\[\] = \[\n/m,
      entry: `...${name.camel}Endpoints,`,
    }),
  );
  // The type of the list is written out above it.
  plan.change('src/contract/registry.ts', (text) =>
    text.replace(/^type Endpoint =\n/m, (head) => `${head}  | (typeof ${name.camel}Endpoints)[number]\n`),
  );
  plan.change('src/server/handlers/registry.ts', (text) =>
    intoRegistry(text, {
      name: `${name.camel}Handlers`,
      from: `./${name.kebab}.ts`,
      siblings: /^import \{ (\w+Handlers) \} from '(\.\/[a-z][^']+)';$/gm,
      list: /^export const handlers: Handlers = \{\n/m,
      entry: `...${name.camel}Handlers,`,
    }),
  );
  plan.change('test/support/endpoint-cases.ts', (text) => text.replace(/\n {2}'status\.get': \{/, `${caseText(id)}$&`));
  return [
    `GET /api/v1/${name.kebab} answers the names of the deadlines in force. Say what it is for in src/contract/endpoints/${name.kebab}.ts;`,
    'its handler and its case in test/support/endpoint-cases.ts follow: works, refuses bad input, refuses the wrong person.',
    'npx vitest run src/server/handlers/endpoints.test.ts src/contract',
    'npm run generate   writes docs/api/openapi.json; the SDK has the method already',
  ];
}

const contractText = (
  { kebab, camel }: Name,
  id: string,
) => `/** The deadlines in force, by name. Change this first: what is asked, by whom, and what may go wrong. */
import { z } from 'zod';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { NoParams, NoQuery } from '../records.ts';

const list = defineEndpoint({
  id: '${id}',
  method: 'GET',
  path: '/${kebab}',
  summary: 'Deadlines in force, by name',
  access: access.read,
  params: NoParams,
  // What comes in is strict: a misspelt parameter that is passed over would answer another question than the one asked.
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(z.object({ name: z.string(), days: z.int() })) }),
  problems: [],
});

export const ${camel}Endpoints = [list] as const;
`;

const handlerText = (
  { kebab, camel }: Name,
  id: string,
) => `/** Handlers of /${kebab}: they decode, ask the store within one organisation, and encode. */
import { readingOrganisation } from '#store/scope.ts';
import { listSlaPolicies } from '#store/sla.ts';
import type { Handlers } from '../http/endpoint-handler.ts';

export const ${camel}Handlers: Pick<Handlers, '${id}'> = {
  '${id}': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => ({
      items: (await listSlaPolicies(scope)).filter(({ validTo }) => validTo === null).map(({ name, days }) => ({ name, days })),
    })),
};
`;

const caseText = (id: string) => `
  '${id}': {
    works: () => ({}),
    stranger: { own: (answer) => expect((answer as { items: { name: string }[] }).items.map(({ name }) => name)).toContain('Critical') },
  },`;

export function planCommand(plan: Plan, [words]: readonly string[]): readonly string[] {
  const name = nameOf(words, 'The name of a command', 'sources-list');
  const shown = name.kebab.replace('-', ' ');
  if (shown.includes('-')) throw new ScaffoldRefusal('A command is a noun and a verb, such as sources-list: one dash.');
  plan.create(`src/cli/commands/${name.kebab}.ts`, commandText(name, shown));
  plan.change('src/cli/registry.ts', (text) =>
    intoRegistry(text, {
      name: name.camel,
      from: `./commands/${name.kebab}.ts`,
      siblings: /^import \{ (\w+) \} from '(\.\/commands\/[^']+)';$/gm,
      list: /^export const commands[^=]*= \[\n/m,
    }),
  );
  return [
    `\`cybermetrics ${shown}\` lists when each source last spoke. Completion and docs/cli.md follow from its definition.`,
    'npm run build && npx cybermetrics ' + shown,
    'npm run generate   writes docs/cli.md',
  ];
}

const commandText = ({ camel }: Name, shown: string) => `/** \`cybermetrics ${shown}\`: when each source last spoke. */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

export const ${camel} = defineCommand({
  name: '${shown}',
  summary: 'When each source last spoke',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const { sources } = await client.status.get({ signal: input.signal });
    // With --json, stdout carries exactly one document; a person gets a table.
    if (output.isJson) {
      output.answer(JSON.stringify({ items: sources }));
      return exitCodes.complete;
    }
    const titles = output.language === 'nl' ? ['bron', 'rol', 'nieuwste', 'dagen'] : ['source', 'role', 'newest', 'days'];
    const rows = sources.map(({ source, role, newestAt, ageDays }) => [source, role, newestAt, String(ageDays)]);
    output.answer(
      formatTable(
        titles.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
    return exitCodes.complete;
  },
});
`;

export function planMigration(plan: Plan, [what]: readonly string[], root: string): readonly string[] {
  const name = nameOf(what, 'The name of a migration', 'waiting-rooms');
  const numbers = readdirSync(join(root, 'src/store/migrations')).map((file) => Number(/^(\d{4})-/.exec(file)?.[1] ?? 0));
  const id = `${String(Math.max(...numbers) + 1).padStart(4, '0')}-${name.kebab}`;
  const table = name.kebab.replaceAll('-', '_');
  plan.create(`src/store/migrations/${id}.ts`, migrationText(name, id, table));
  plan.change('src/store/migrations/registry.ts', (text) =>
    intoRegistry(text, {
      name: name.camel,
      from: `./${id}.ts`,
      siblings: /^import \{ (\w+) \} from '(\.\/\d{4}-[^']+)';$/gm,
      list: /^export const migrations[^=]*= \[\n/m,
    }),
  );
  return [
    `It makes the table ${table}. Write what you need instead; once released it never changes.`,
    'npx vitest run src/store/schema.test.ts src/store/row-security.test.ts src/store/migrate.test.ts',
  ];
}

const migrationText = (
  { camel, words }: Name,
  id: string,
  table: string,
) => `/** ${words}: say here what the table is for, and what is not in it. */
export const ${camel} = {
  id: '${id}',
  sql: \`
create table ${table} (
  -- First in every key: rows of two organisations never meet, and the table can be distributed by it.
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  primary key (organisation_id, id)
);
\`,
};
`;
