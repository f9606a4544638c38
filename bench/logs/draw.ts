import { batch, type SimpleEdit } from '../../shared/edits/edit.ts';
import type { Id } from '../../shared/project/id.ts';
import type { ProjectClient } from '../../testing/product/api-client.ts';
import { OPERATIONS } from './fill.ts';

/** So many of the operations stand in the first workflow. */
const IN_WORKFLOW = 20;

/** Draws the operations that the runs are of; gives the workflow in which some of them stand. */
export async function drawOperations(project: ProjectClient): Promise<Id> {
  const [workflow] = (await project.state()).project.workflows;
  if (!workflow) throw new Error('the project has no workflow');
  const ids = Array.from({ length: OPERATIONS }, (_, index) => `opn_bench${index}`);
  const edits = ids.flatMap((operationId, index): SimpleEdit[] => [
    {
      type: 'operation.create',
      operation: { id: operationId, name: `Copy reports of region ${index}`, steps: [] },
    },
    ...(index % (OPERATIONS / IN_WORKFLOW) === 0
      ? [
          {
            type: 'operation.place' as const,
            operationId,
            workflowId: workflow.id,
            index: (index * IN_WORKFLOW) / OPERATIONS,
          },
        ]
      : []),
  ]);
  await project.edit('Draw the operations', batch(edits));
  return workflow.id;
}
