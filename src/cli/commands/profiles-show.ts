/** `cybermetrics profiles show NAME`: the profile as the file that `profiles save` takes. */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requireSlug } from '../profile-slug.ts';

export const profilesShow = defineCommand({
  name: 'profiles show',
  summary: 'One mapping profile as JSON: save it to a file, change it, and hand it to `profiles save`',
  arguments: [{ name: 'NAME', summary: 'name or slug', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const slug = await requireSlug(client, input, input.arguments[0] ?? '');
    const { profile, remark, documentation } = await client.profiles.get({ params: { slug }, signal: input.signal });
    output.answer(JSON.stringify(profile, null, output.isJson ? undefined : 2));
    if (remark !== null) output.progress(`${remark[output.language]} ${documentation.join(' ')}`);
    return exitCodes.complete;
  },
});
