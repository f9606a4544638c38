import { activityTypeOf } from '../../shared/checks/activity-type.ts';
import { remember } from '../../shared/checks/remember.ts';
import type { Descriptor } from '../../shared/connector.ts';
import type { Activity } from '../../shared/project/activity.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Step } from '../../shared/project/step.ts';
import type { PaneNode } from './node.ts';

/** The tree of the **Workflows** tab: workflow → operation → step. What an edit has not touched is the same object as before. */
export function workflowNodes(project: Project, descriptors: readonly Descriptor[]): PaneNode[] {
  return project.workflows.map((workflow, workflowIndex) => ({
    id: workflow.id,
    kind: 'workflow',
    name: workflow.name,
    item: { kind: 'workflow', id: workflow.id },
    isBranch: true,
    children: workflow.operationIds.flatMap((operationId, index) => {
      const operation = project.operations[operationId];
      return operation ? [operationNode(operation, `${workflowIndex + 1}.${index}`, project, descriptors)] : [];
    }),
  }));
}

const operationNodes = remember<Operation, PaneNode>();
const stepNodes = remember<Step, PaneNode>();

function operationNode(
  operation: Operation,
  number: string,
  project: Project,
  descriptors: readonly Descriptor[],
): PaneNode {
  const children = operation.steps.map((step) => stepNode(step, project, descriptors));
  return operationNodes(operation, [number, ...children], () => ({
    id: operation.id,
    kind: 'operation',
    name: operation.name,
    number,
    item: { kind: 'operation', id: operation.id },
    children,
  }));
}

function stepNode(step: Step, project: Project, descriptors: readonly Descriptor[]): PaneNode {
  const activity = project.activities[step.componentId];
  const connector = project.connections[activity?.connectionId ?? '']?.connector;
  return stepNodes(step, [activity, connector, descriptors], () => ({
    ...activityLook(activity, project, descriptors),
    id: step.id,
    kind: 'step',
    item: { kind: 'step', id: step.id },
    componentId: step.componentId,
    children: [],
  }));
}

/** What an activity's row shows: its name, its connector's icon and which way its data goes. */
export function activityLook(
  activity: Activity | undefined,
  project: Project,
  descriptors: readonly Descriptor[],
): Pick<PaneNode, 'name' | 'connector' | 'direction'> {
  if (!activity) return { name: '' };
  const connector = project.connections[activity.connectionId]?.connector;
  const direction = activityTypeOf(activity, project, descriptors)?.direction;
  return { name: activity.name, ...(connector ? { connector } : {}), ...(direction ? { direction } : {}) };
}
