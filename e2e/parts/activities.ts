import type { ProjectClient } from '../../testing/product/api-client.ts';
import type { Storage } from './fixtures.ts';

type Texts = Record<string, string>;

/** Draws Get → Put over HTTP and gives the operation's id. */
export async function drawTransfer(
  client: ProjectClient,
  storage: Storage,
  name: string,
  get: Texts,
  put: Texts,
): Promise<string> {
  const connectionId = await client.connect(`Storage of ${name}`, storage);
  return client.draw(name, [
    { connectionId, type: 'get-object', name: `Get for ${name}`, settings: { bucketOptions: 'text', ...get } },
    { connectionId, type: 'put-object', name: `Put for ${name}`, settings: { bucketOptions: 'text', ...put } },
  ]);
}
