import type { Id } from '../../shared/project/id.ts';
import type { ProjectClient, StorageAddress } from '../product/api-client.ts';

/** Another account of the same storage, so that it cannot copy by itself and the bytes pass the agent. */
export const OTHER = { accessKeyId: 'AKIATESTOTHERACCOUNT', secretAccessKey: 'another/secret+for+tests' };

/**
 * Draws and deploys an operation that gets the object `source` and puts it as `out/<name>`, the name being the value of `n` that a run is
 * started with. Gives its id.
 */
export async function drawCopy(project: ProjectClient, storage: StorageAddress): Promise<Id> {
  const source = await project.connect('Source', storage);
  const target = await project.connect('Target', { ...storage, ...OTHER });
  const at = { bucketOptions: 'text', bucket: 'data' } as const;
  const operationId = await project.draw('Copy one', [
    { connectionId: source, type: 'get-object', name: 'Get', settings: { ...at, key: 'source' } },
    { connectionId: target, type: 'put-object', name: 'Put', settings: { ...at, key: 'out/[n]{none}' } },
  ]);
  await project.deploy([operationId]);
  return operationId;
}
