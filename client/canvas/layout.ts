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
  TILE_WIDTH,
} from './geometry.ts';
import { linksOf } from './links/link.ts';
import { type LinkRoutes, planLinks, type Row, routeLinks } from './links/routes.ts';

/** What decides how a workflow is drawn, beside its design. */
export interface LayoutView {
  /** The canvas's width in CSS pixels. */
  width: number;
  collapsed: Readonly<Record<Id, boolean>>;
  /** Whether so much is in view that operations are drawn without their steps. */
  far: boolean;
}

/** An operation's place on the canvas. What is drawn in it follows from that: see `nodes.ts` and `zones.ts`. */
export interface OperationBox extends Box {
  operationId: Id;
  operation: Operation;
  /** Such as `1.0`. */
  number: string;
  /** How many steps there is room for in it: none while it is collapsed. */
  steps: number;
  collapsed: boolean;
}

/** Where a workflow's operations are drawn; of thousands, that is all that is worked out for those out of view. */
export interface Layout {
  workflowId: Id;
  far: boolean;
  /** The operations in order, top to bottom. */
  operations: OperationBox[];
  /** How wide they all are. */
  width: number;
  /** The operations' links to one another. */
  links: LinkRoutes;
  /** The size of all of it, margins included. */
  size: { width: number; height: number };
}

/** Where everything of a workflow is drawn. Pure: the same design and view give the same picture. */
export function layout(project: Project, workflow: Workflow, view: LayoutView): Layout {
  const shown = workflow.operationIds.flatMap((id) => project.operations[id] ?? []);
  const workflowNumber = project.workflows.indexOf(workflow) + 1;
  const widest = shown.reduce((most, operation) => Math.max(most, rowWidth(operation.steps.length)), 0);
  const rows = rowsOf(shown, view.collapsed);
  const plan = planLinks(linksOf(project, shown), rows);
  const x = MARGIN + plan.gutters.left;
  const width = Math.max(view.width - 2 * MARGIN - plan.gutters.left - plan.gutters.right, widest);
  const operations = shown.map((operation, index): OperationBox => {
    const { y, height, collapsed } = rows[index] ?? { y: MARGIN, height: 0, collapsed: false };
    return {
      operationId: operation.id,
      operation,
      number: `${workflowNumber}.${index}`,
      x,
      y,
      width,
      height,
      steps: collapsed ? 0 : operation.steps.length,
      collapsed,
    };
  });
  const last = operations.at(-1);
  const bottom = last ? last.y + last.height + GAP + END_ZONE_HEIGHT : MARGIN + OPERATION_HEIGHT;
  return {
    workflowId: workflow.id,
    far: view.far,
    operations,
    width,
    links: routeLinks(plan, x, x + width),
    size: { width: x + width + plan.gutters.right + MARGIN, height: bottom + MARGIN },
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

/** The places of an operation's steps on the canvas; none when they are not drawn. */
export function stepBoxes({ far }: Layout, { operation, collapsed, x, y }: OperationBox): (Box & { id: Id })[] {
  if (far || collapsed) return [];
  return operation.steps.map(({ id }, index) => ({
    id,
    x: x + stepLeft(index),
    y: y + STEP_TOP,
    width: TILE_WIDTH,
    height: STEP_HEIGHT,
  }));
}

/** The place of a selected thing on the canvas, or null when it is not drawn. */
export function boxOf(drawn: Layout, id: Id): Box | null {
  for (const box of drawn.operations) {
    if (box.operationId === id) return box;
    if (!box.operation.steps.some((step) => step.id === id)) continue;
    const tile = stepBoxes(drawn, box).find((step) => step.id === id);
    return tile ? { x: tile.x, y: box.y, width: TILE_WIDTH, height: box.height } : null;
  }
  return null;
}
