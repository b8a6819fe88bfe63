/** Hands the graph to the reader as the table that the node reads. */
import { client } from '../../app/api.ts';

export async function saveTable(asOf: string | undefined): Promise<void> {
  const table = await client.graph.export({ query: asOf === undefined ? {} : { asOf } });
  const address = URL.createObjectURL(new Blob([table], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `dependencies${asOf === undefined ? '' : `-${asOf}`}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
