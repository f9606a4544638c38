import { descriptors } from '../../connectors/descriptors.ts';
import { problems } from '../../shared/checks/problems.ts';
import type { SimpleEdit } from '../../shared/edits/edit.ts';
import { newId } from '../../shared/project/id.ts';
import type { Settings } from '../../shared/project/settings.ts';
import { isPredefined } from '../../shared/variables/known.ts';
import { ProjectClient } from '../../testing/product/api-client.ts';

interface Drawn {
  type: string;
  name: string;
  settings: Settings;
}

const BUCKET = { bucketOptions: 'text', bucket: 'inbox' };
/** Operations an edit: the server takes them in pieces. */
const PIECE = 500;

/** Three steps an operation, that it can be deployed with: what is listed is copied, one object after another. */
function stepsOf(number: number): Drawn[] {
  return [
    { type: 'list-objects', name: `Look ${number}`, settings: { ...BUCKET, pass: 'each' } },
    { type: 'get-object', name: `Fetch ${number}`, settings: BUCKET },
    { type: 'put-object', name: `Store ${number}`, settings: { ...BUCKET, key: `kept/${number}/[file].json` } },
  ];
}

/**
 * A project with one workflow of so many operations of three steps, each with activities of its own; gives its id.
 * @throws when what was drawn is not valid: a drawing full of errors costs something else.
 */
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
      const steps = stepsOf(number).map((step) => {
        const activity = { id: newId('act'), connectionId, ...step, configured: true };
        edits.push({ type: 'activity.create', activity });
        return { id: newId('stp'), kind: 'activity' as const, componentId: activity.id };
      });
      edits.push({ type: 'operation.create', operation: { id: operationId, name: `Copy orders ${number}`, steps } });
      edits.push({ type: 'operation.place', operationId, workflowId: workflow.id, index: number });
    }
    await client.edit('Draw', { type: 'batch', edits });
  }
  const { project } = await client.state();
  const [problem] = problems(project, { descriptors, knownVariable: isPredefined });
  if (problem) throw new Error(`the bench draws what is not valid: ${problem.message}`);
  return client.projectId;
}
