import { type Edge, type Node, Position } from '@xyflow/react';
import type { Id } from '../../shared/project/id.ts';
import type { Operation } from '../../shared/project/operation.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Workflow } from '../../shared/project/workflow.ts';
import {
  type Box,
  END_ZONE_HEIGHT,
  GAP,
  MARGIN,
  OPERATION_HEADER,
  OPERATION_HEIGHT,
  rowWidth,
  STEP_HEIGHT,
  STEP_TOP,
  stepLeft,
  TILE_HEIGHT,
  TILE_WIDTH,
} from './geometry.ts';
import { linksOf } from './links/link.ts';
import { type LinkRoutes, planLinks, type Row, routeLinks } from './links/routes.ts';
import { type ZoneBox, zoneBoxes } from './zones.ts';

export type OperationNodeData = { operationId: Id; number: string; collapsed: boolean };
export type StepNodeData = { stepId: Id; operationId: Id; index: number; count: number };
export type ConnectorData = { operationId: Id; fromStepId: Id; toStepId: Id };

export type OperationFlowNode = Node<OperationNodeData, 'operation' | 'far'>;
export type StepFlowNode = Node<StepNodeData, 'step'>;
export type CanvasNode = OperationFlowNode | StepFlowNode;
export type ConnectorEdge = Edge<ConnectorData, 'connector'>;

/** What decides how a workflow is drawn, beside its design. */
export interface LayoutView {
  /** The canvas's width in CSS pixels. */
  width: number;
  collapsed: Readonly<Record<Id, boolean>>;
  /** Whether so much is in view that operations are drawn without their steps. */
  far: boolean;
}

/** An operation's place on the canvas. */
export interface OperationBox extends Box {
  operationId: Id;
  /** How many steps are drawn in it: none while it is collapsed. */
  steps: number;
  collapsed: boolean;
  /** Where its nodes and its edges start in the drawing's lists; they end where those of the next one start. */
  firstNode: number;
  firstEdge: number;
}

export interface Layout {
  nodes: CanvasNode[];
  edges: ConnectorEdge[];
  /** Every drop zone in reading order. */
  zones: ZoneBox[];
  /** The operations in order, top to bottom. */
  operations: OperationBox[];
  /** The operations' links to one another. */
  links: LinkRoutes;
  /** The size of all of it, margins included. */
  size: { width: number; height: number };
}

/** Operations have none. They must say so: a node whose handles are unknown is drawn at first wherever it is, in view or not. */
const NO_HANDLES: [] = [];

const STYLE = { pointerEvents: 'all' } as const;
const HANDLE = { width: 1, height: 1, y: TILE_HEIGHT / 2 - 0.5 };
const HANDLES = [
  { ...HANDLE, type: 'target' as const, position: Position.Left, x: 0 },
  { ...HANDLE, type: 'source' as const, position: Position.Right, x: TILE_WIDTH - 1 },
];

/** Where everything of a workflow is drawn. Pure: the same design and view give the same picture. */
export function layout(project: Project, workflow: Workflow, view: LayoutView): Layout {
  const shown = workflow.operationIds.flatMap((id) => project.operations[id] ?? []);
  const workflowNumber = project.workflows.indexOf(workflow) + 1;
  const widest = Math.max(0, ...shown.map((operation) => rowWidth(operation.steps.length)));
  const rows = rowsOf(shown, view.collapsed);
  const plan = planLinks(linksOf(project, shown), rows);
  const x = MARGIN + plan.gutters.left;
  const width = Math.max(view.width - 2 * MARGIN - plan.gutters.left - plan.gutters.right, widest);
  const nodes: CanvasNode[] = [];
  const edges: ConnectorEdge[] = [];
  const operations: OperationBox[] = [];

  for (const [index, operation] of shown.entries()) {
    const { y, height, collapsed } = rows[index] ?? { y: MARGIN, height: 0, collapsed: false };
    operations.push({
      operationId: operation.id,
      x,
      y,
      width,
      height,
      steps: collapsed ? 0 : operation.steps.length,
      collapsed,
      firstNode: nodes.length,
      firstEdge: edges.length,
    });
    nodes.push({
      id: operation.id,
      type: view.far ? 'far' : 'operation',
      position: { x, y },
      data: { operationId: operation.id, number: `${workflowNumber}.${index}`, collapsed },
      width,
      height,
      measured: { width, height },
      handles: NO_HANDLES,
      style: STYLE,
    });
    if (!collapsed && !view.far) addSteps(operation, nodes, edges);
  }

  const zones = zoneBoxes(workflow.id, operations, width);
  const bottom = zones.at(-1)?.box ?? { y: MARGIN, height: END_ZONE_HEIGHT };
  return {
    nodes,
    edges,
    zones,
    operations,
    links: routeLinks(plan, x, x + width),
    size: { width: x + width + plan.gutters.right + MARGIN, height: bottom.y + bottom.height + MARGIN },
  };
}

/** The operations' places from top to bottom. */
function rowsOf(shown: readonly Operation[], collapsed: LayoutView['collapsed']): Row[] {
  let y = MARGIN;
  return shown.map(({ id }) => {
    const isCollapsed = collapsed[id] === true;
    const row = { y, height: isCollapsed ? OPERATION_HEADER : OPERATION_HEIGHT, collapsed: isCollapsed };
    y += row.height + GAP;
    return row;
  });
}

function addSteps(operation: Operation, nodes: CanvasNode[], edges: ConnectorEdge[]): void {
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

/** The place of a selected thing on the canvas, or null when it is not drawn. */
export function boxOf(layout: Layout, id: Id): Box | null {
  const operation = layout.operations.find((one) => one.operationId === id);
  if (operation) return operation;
  const step = layout.nodes.find((node) => node.id === id);
  const parent = layout.operations.find((one) => one.operationId === step?.parentId);
  if (!step || !parent) return null;
  return { x: parent.x + step.position.x, y: parent.y, width: TILE_WIDTH, height: parent.height };
}
