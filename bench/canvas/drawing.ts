import type { SimpleEdit } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';

/** Three steps an operation. */
const STEPS = ['get-object', 'put-object', 'put-object'] as const;
/** Operations an edit: the server takes them in pieces. */
const PIECE = 500;

/** A project with one workflow of so many operations of three steps, each with activities of its own; gives its id. */
export async function drawProject(productUrl: string, operations: number): Promise<string> {
  const client = await ProjectClient.create(productUrl, `Bench ${operations}`);
  const connectionId = await client.connect('Bench store', {
    url: 'http://127.0.0.1:1',
    accessKeyId: 'AKIABENCH00000000001',
    secretAccessKey: 'bench',
  });
  const workflow = (await client.state()).project.workflows[0];
  if (!workflow) throw new Error('the project has no workflow');
  for (let from = 0; from < operations; from += PIECE) {
    const edits: SimpleEdit[] = [];
    for (let number = from; number < Math.min(from + PIECE, operations); number += 1) {
      const operationId = newId('opn');
      const steps = STEPS.map((type, index) => {
        const activity = {
          id: newId('act'),
          connectionId,
          type,
          name: `${['Fetch', 'Store', 'Keep'][index]} ${number}`,
          settings: { bucketOptions: 'text', bucket: 'inbox', key: `orders/${number}.json` },
          configured: true,
        };
        edits.push({ type: 'activity.create', activity });
        return { id: newId('stp'), kind: 'activity' as const, componentId: activity.id };
      });
      edits.push({ type: 'operation.create', operation: { id: operationId, name: `Copy orders ${number}`, steps } });
      edits.push({ type: 'operation.place', operationId, workflowId: workflow.id, index: number });
    }
    await client.edit('Draw', { type: 'batch', edits });
  }
  return client.projectId;
}
