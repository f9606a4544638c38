import type { Id } from '../../shared/project/id.ts';
import type { DragItem, DropZone } from '../state/drop-zones.ts';
import {
  type Box,
  END_ZONE_HEIGHT,
  GAP,
  MARGIN,
  OPERATION_HEIGHT,
  STEP_LEFT,
  STEP_TOP,
  stepLeft,
  TILE_GAP,
  TILE_HEIGHT,
  TILE_WIDTH,
  ZONE_INSET,
} from './geometry.ts';
import type { OperationBox } from './layout.ts';
import { search } from './search.ts';

/** A drop zone and where it is drawn. */
export interface ZoneBox {
  zone: DropZone;
  box: Box;
}

/** Every zone of a workflow in reading order: before, in and after its operations. */
export function zoneBoxes(workflowId: Id, operations: readonly OperationBox[], width: number): ZoneBox[] {
  if (operations.length === 0)
    return [
      {
        zone: { kind: 'operation', workflowId, index: 0 },
        box: { x: MARGIN, y: MARGIN, width, height: OPERATION_HEIGHT },
      },
    ];
  const boxes: ZoneBox[] = [];
  for (const [index, operation] of operations.entries()) {
    boxes.push({
      zone: { kind: 'operation', workflowId, index },
      box: { x: operation.x, y: operation.y - GAP, width, height: GAP },
    });
    if (!operation.collapsed) boxes.push(...componentZones(operation));
  }
  const last = operations.at(-1);
  boxes.push({
    zone: { kind: 'operation', workflowId, index: operations.length },
    box: { x: last?.x ?? MARGIN, y: (last?.y ?? 0) + (last?.height ?? 0) + GAP, width, height: END_ZONE_HEIGHT },
  });
  return boxes;
}

function componentZones({ operationId, x, y, steps }: OperationBox): ZoneBox[] {
  const top = y + STEP_TOP;
  return Array.from({ length: steps + 1 }, (_, index): ZoneBox => {
    const zone: DropZone = { kind: 'component', operationId, index };
    const tile = x + stepLeft(index);
    if (index === steps)
      return {
        zone,
        box: { x: tile - (steps === 0 ? 0 : TILE_GAP - ZONE_INSET), y: top, width: TILE_WIDTH, height: TILE_HEIGHT },
      };
    if (index === 0)
      return { zone, box: { x: x + ZONE_INSET, y: top, width: STEP_LEFT - 2 * ZONE_INSET, height: TILE_HEIGHT } };
    return {
      zone,
      box: { x: tile - TILE_GAP + ZONE_INSET, y: top, width: TILE_GAP - 2 * ZONE_INSET, height: TILE_HEIGHT },
    };
  });
}

/** So far into an operation, measured from its top and bottom edge, a point still means the zone beside it. */
const EDGE = 12;

/**
 * The zone that a point of the canvas means for what is dragged: within an operation the nearest place between its steps,
 * elsewhere (and always for an operation) the nearest place between operations.
 */
export function zoneAt(
  workflowId: Id,
  operations: readonly OperationBox[],
  point: { x: number; y: number },
  item: DragItem,
): DropZone {
  const at = search(operations.length, (index) => {
    const box = operations[index];
    return box !== undefined && box.y + box.height > point.y;
  });
  const over = operations[at];
  if (
    over &&
    item.kind !== 'operation' &&
    !over.collapsed &&
    point.y >= over.y + EDGE &&
    point.y <= over.y + over.height - EDGE
  )
    return { kind: 'component', operationId: over.operationId, index: stepIndexAt(over, point.x) };
  const isPast = over !== undefined && point.y > over.y + over.height / 2;
  return { kind: 'operation', workflowId, index: isPast ? at + 1 : at };
}

function stepIndexAt(operation: OperationBox, x: number): number {
  const fromFirstMiddle = x - operation.x - stepLeft(0) - TILE_WIDTH / 2;
  const index = Math.ceil(fromFirstMiddle / (TILE_WIDTH + TILE_GAP));
  return Math.max(0, Math.min(operation.steps, index));
}
