import { type Edge, type Node, Position } from '@xyflow/react';
import type { Id } from '../../shared/project/id.ts';
import { STEP_HEIGHT, STEP_TOP, stepLeft, TILE_HEIGHT, TILE_WIDTH } from './geometry.ts';
import type { Layout, OperationBox } from './layout.ts';

export type OperationNodeData = { operationId: Id; number: string; collapsed: boolean };
export type StepNodeData = { stepId: Id; operationId: Id; index: number; count: number };
export type ConnectorData = { operationId: Id; fromStepId: Id; toStepId: Id };

export type OperationFlowNode = Node<OperationNodeData, 'operation' | 'far'>;
export type StepFlowNode = Node<StepNodeData, 'step'>;
export type CanvasNode = OperationFlowNode | StepFlowNode;
export type ConnectorEdge = Edge<ConnectorData, 'connector'>;

/** Operations have none. They must say so: a node whose handles are unknown is drawn at first wherever it is, in view or not. */
const NO_HANDLES: [] = [];

const STYLE = { pointerEvents: 'all' } as const;
const HANDLE = { width: 1, height: 1, y: TILE_HEIGHT / 2 - 0.5 };
const HANDLES = [
  { ...HANDLE, type: 'target' as const, position: Position.Left, x: 0 },
  { ...HANDLE, type: 'source' as const, position: Position.Right, x: TILE_WIDTH - 1 },
];

/** What React Flow draws of the operations from `first` on, up to but without `end`. */
export function nodesOf(
  drawn: Layout,
  first = 0,
  end = drawn.operations.length,
): { nodes: CanvasNode[]; edges: ConnectorEdge[] } {
  const nodes: CanvasNode[] = [];
  const edges: ConnectorEdge[] = [];
  for (const box of drawn.operations.slice(first, end)) {
    const { operationId, number, collapsed, x, y, width, height } = box;
    nodes.push({
      id: operationId,
      type: drawn.far ? 'far' : 'operation',
      position: { x, y },
      data: { operationId, number, collapsed },
      width,
      height,
      measured: { width, height },
      handles: NO_HANDLES,
      style: STYLE,
    });
    if (!collapsed && !drawn.far) addSteps(box, nodes, edges);
  }
  return { nodes, edges };
}

function addSteps({ operation }: OperationBox, nodes: CanvasNode[], edges: ConnectorEdge[]): void {
  const count = operation.steps.length;
  for (const [index, step] of operation.steps.entries()) {
    nodes.push({
      id: step.id,
      type: 'step',
      parentId: operation.id,
      position: { x: stepLeft(index), y: STEP_TOP },
      data: { stepId: step.id, operationId: operation.id, index, count },
      width: TILE_WIDTH,
      height: STEP_HEIGHT,
      measured: { width: TILE_WIDTH, height: STEP_HEIGHT },
      handles: HANDLES,
      style: STYLE,
    });
    const next = operation.steps[index + 1];
    if (!next) continue;
    edges.push({
      id: `${step.id}>${next.id}`,
      type: 'connector',
      source: step.id,
      target: next.id,
      data: { operationId: operation.id, fromStepId: step.id, toStepId: next.id },
      ariaLabel: 'Flow to the next step',
    });
  }
}
