/** `cybermetrics profiles delete NAME` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requireSlug } from '../profile-slug.ts';

export const profilesDelete = defineCommand({
  name: 'profiles delete',
  summary: 'Delete a saved mapping profile; imports that were read with it keep their mapping',
  arguments: [{ name: 'NAME', summary: 'name or slug', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const slug = await requireSlug(client, input, input.arguments[0] ?? '');
    await client.profiles.delete({ params: { slug }, signal: input.signal });
    input.output.progress(`deleted: ${slug}`);
    return exitCodes.complete;
  },
});
