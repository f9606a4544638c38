import type { ProjectClient } from '../../testing/product/api-client.ts';
import type { Storage } from './fixtures.ts';

type Texts = Record<string, string>;

/** Draws Get → Put over HTTP and gives the operation's id. Both have one connection: the storage copies by itself. */
export async function drawTransfer(
  client: ProjectClient,
  storage: Storage,
  name: string,
  get: Texts,
  put: Texts,
): Promise<string> {
  const connectionId = await client.connect(`Storage of ${name}`, storage);
  return draw(client, name, [connectionId, get], [connectionId, put]);
}

/** The same with an account for each step: the bytes pass through the agent. */
export async function drawPassing(
  client: ProjectClient,
  storage: Storage,
  name: string,
  get: Texts,
  put: Texts,
): Promise<string> {
  const source = await client.connect(`Storage of ${name}`, storage);
  const target = await client.connect(`Target of ${name}`, storage.other);
  return draw(client, name, [source, get], [target, put]);
}

function draw(client: ProjectClient, name: string, get: [string, Texts], put: [string, Texts]): Promise<string> {
  const step = (type: string, word: string, [connectionId, settings]: [string, Texts]) => ({
    connectionId,
    type,
    name: `${word} for ${name}`,
    settings: { bucketOptions: 'text', ...settings },
  });
  return client.draw(name, [step('get-object', 'Get', get), step('put-object', 'Put', put)]);
}
